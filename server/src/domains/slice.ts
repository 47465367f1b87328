import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ModelProvider, HttpClient } from '#adapters/models/spec.ts';
import type { ObjectStore } from '#adapters/objects/spec.ts';
import type { Mailer } from '#adapters/mail/spec.ts';
import type { LocalModelStore } from '#adapters/models/local-model-store.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Engine, TaskDefinition } from '../engine/engine.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Context } from '../kernel/context.ts';
import type { Ids } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Seal } from '../kernel/seal.ts';
import type { Media } from '../media/media.ts';
import type { DataMap } from './data-map.ts';
import type { Caller } from './route.ts';
import type { Settings } from './settings.ts';

/** Everything outside our own code and rows. Tests replace these and nothing else. */
export interface Ports {
  database: Database;
  clock: Clock;
  ids: Ids;
  log: Log;
  seal: Seal;
  settings: Settings;
  engine: Engine;
  objects: ObjectStore;
  media: Media;
  models: { providers: ReadonlyMap<string, ModelProvider>; local: LocalModelStore; http: HttpClient };
  mailer: Mailer;
  facts: Facts;
}

export type Ctx = Context<Tx, Ports>;

/** Facts one domain announces and a later one reacts to, inside the same transaction. */
export interface FactPayloads {
  'workspace.created': { workspaceId: string; accountId: string };
  'account.verification-requested': { accountId: string; email: string; token: string };
  'account.reset-requested': { accountId: string; email: string; token: string };
  'account.sign-up-repeated': { accountId: string; email: string };
  'asset.deleted': { workspaceId: string; sha256s: string[] };
}
export type FactName = keyof FactPayloads;
export interface Facts {
  announce<Name extends FactName>(ctx: FactContext, name: Name, payload: FactPayloads[Name]): Promise<void>;
}
/** What a reaction may rely on: the open transaction and the ports. */
export type FactContext = Pick<Ctx, 'tx' | 'ports'>;
export type Reactions = { [Name in FactName]?: (ctx: FactContext, payload: FactPayloads[Name]) => Promise<void> };

/** Who sent a request; null for a visitor. Throws `AtelierError` for a key that is not one of ours. */
export type Authenticate = (request: IncomingMessage) => Promise<Caller | null>;

/** Tidying that repeats. One process of the installation does it at a time; a failure is logged and tried again. */
export interface Upkeep {
  name: string;
  everyMinutes: number;
  run(ports: Ports): Promise<unknown>;
}

export interface Slice {
  name: string;
  dataMap: DataMap;
  tasks?: (ports: Ports) => TaskDefinition<never>[];
  reactions?: Reactions;
  upkeep?: readonly Upkeep[];
  /** Streaming routes that no JSON contract describes: uploads, files, event stream. */
  streams?: (server: FastifyInstance, ports: Ports, authenticate: Authenticate) => void;
}
