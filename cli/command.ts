import type { ParseArgsOptionsConfig } from 'node:util';
import type { AtelierClient } from '#sdk/index.ts';
import type { Terminal } from './terminal.ts';

/** What every command is handed. */
export interface Context {
  terminal: Terminal;
  variables: Readonly<Record<string, string | undefined>>;
  version: string;
  /** The installation and the key; throws with the way out when there is no key. */
  connect(): Promise<Connection>;
}

export interface Connection {
  client: AtelierClient;
  /** For what the typed client does not do: events, uploads, downloads. */
  access: { url: string; apiKey: string };
}

/** A command is one file in `commands/`. */
export interface Command {
  /** As it is written after `atelier`, e.g. `generate "PROMPT" [options]`. */
  usage: string;
  summary: string;
  options: Readonly<Record<string, Option>>;
  examples?: readonly string[];
  run(args: string[], context: Context): Promise<number>;
  /** More lines of help, which may ask the server, such as the parameters of a model. */
  moreHelp?(args: string[], context: Context): Promise<string[]>;
}

export type Option = ParseArgsOptionsConfig[string] & {
  help: string;
  /** Stands for the value in help, e.g. `FILE`. */
  value?: string;
};
