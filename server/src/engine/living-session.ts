import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { groupRoles } from '../db/roles.ts';
import { LeaseRefused } from './engine.ts';
import type { Lease } from './engine.ts';

/** Namespaces of the advisory locks by which processes show that they live, and what they are about to do. */
export const lifeSpace = 77;
const leaseSpace = 78_000;

const reconnectEveryMs = 200;
const connectWithinMs = 5_000;
const shortestLeasePauseMs = 100;
const longestLeasePauseMs = 1_000;

/**
 * One connection whose locks say that this process lives, and which work it is in the middle of. Postgres frees them
 * the moment the connection is gone, however it went; then it is opened again and the locks are taken up anew.
 */
export interface LivingSession {
  /** One question after the other, on this very connection. Throws while it is down. */
  ask<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<Row[]>;
  /** How long the locks have been held without a gap, and how often they were lost before. */
  life(): { aliveMs: number; losses: number };
  lease<Result>(key: string, work: (lease: Lease) => Promise<Result>): Promise<Result>;
  /** Gives out no more leases, and waits for those given, at most so long. */
  drain(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

interface Holding extends Lease {
  isHeld: boolean;
}

export async function openLivingSession(options: { url: string; executorId: string }): Promise<LivingSession> {
  const holdings = new Map<string, Holding>();
  let current: pg.Client | null = null;
  let aliveSince = 0;
  let losses = 0;
  let lastAnswer: Promise<unknown> = Promise.resolve();
  let draining = false;
  let closed = false;

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      connectionTimeoutMillis: connectWithinMs,
      application_name: 'atelier-alive',
      options: `-c role=${groupRoles.engine}`,
    });
    let ended = false;
    client.on('error', () => {});
    client.once('end', () => {
      ended = true;
      if (current !== client) return;
      current = null;
      losses += 1;
      for (const holding of holdings.values()) holding.isHeld = false;
      void reconnect();
    });
    try {
      await client.connect();
      await client.query('select pg_advisory_lock(hashtextextended($1, $2))', [options.executorId, lifeSpace]);
      // Work goes on while the connection is down; where somebody else took it up meanwhile, it stays without its lease.
      for (const [key, holding] of holdings) {
        const { rows } = await client.query<{ free: boolean }>(tryLease(key));
        holding.isHeld = rows[0]?.free ?? false;
      }
      if (ended || closed) throw new Error('The connection ended while it was opened');
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    current = client;
    aliveSince = performance.now();
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      try {
        return await connect();
      } catch {
        for (const holding of holdings.values()) holding.isHeld = false;
        await pause(reconnectEveryMs);
      }
    }
  }

  function ask<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<Row[]> {
    const answer = lastAnswer.then(async () => {
      if (!current) throw new Error('The connection that keeps the locks is down');
      return (await current.query<Row>(question)).rows;
    });
    lastAnswer = answer.catch(() => {});
    return answer;
  }

  async function take(key: string): Promise<Holding> {
    for (let pauseMs = shortestLeasePauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestLeasePauseMs)) {
      if (closed || draining) throw new LeaseRefused(`This process is stopping: ${key} is for another one`);
      // Locks of one session are re-entrant, so this process keeps its own leases apart itself.
      if (current && !holdings.has(key)) {
        const holding: Holding = { isHeld: false };
        holdings.set(key, holding);
        const [answer] = await ask<{ free: boolean }>(tryLease(key)).catch(() => []);
        if (answer?.free) holding.isHeld = true;
        // A reconnect in between may have taken it up as well.
        if (holding.isHeld) return holding;
        holdings.delete(key);
      }
      await pause(pauseMs);
    }
  }

  await connect();
  return {
    ask,
    life: () => ({ aliveMs: current ? performance.now() - aliveSince : 0, losses }),
    async lease(key, work) {
      const holding = await take(key);
      try {
        return await work(holding);
      } finally {
        holdings.delete(key);
        await ask({
          name: 'end-lease',
          text: 'select pg_advisory_unlock(hashtextextended($1, $2))',
          values: [key, leaseSpace],
        }).catch(() => {});
      }
    },
    async drain(withinMs) {
      draining = true;
      for (const end = performance.now() + withinMs; holdings.size > 0 && performance.now() < end;) await pause(20);
    },
    async close() {
      closed = true;
      await current?.end().catch(() => {});
    },
  };
}

function tryLease(key: string): pg.QueryConfig {
  return {
    name: 'try-lease',
    text: 'select pg_try_advisory_lock(hashtextextended($1, $2)) as free',
    values: [key, leaseSpace],
  };
}
