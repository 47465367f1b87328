import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createSessionFetch } from '#test/session-fetch.ts';
import { AtelierError, createClient } from '#sdk/index.ts';
import type { AtelierClient } from '#sdk/index.ts';

/** A request that was answered with a job: from then on it must never be lost. */
export interface Accepted {
  idempotencyKey: string;
  jobId: string;
  kind: 'start' | 'retry';
}

export interface Customers {
  accepted: Accepted[];
  workspaceIds: string[];
  /** Requests that had to be sent again because the answer did not come. */
  repeatedRequests: () => number;
  cancels: () => number;
  /** Stops asking for new jobs; what is under way is asked for until it is answered. */
  stop(): Promise<void>;
}

const answerWithinMs = 240_000;
const cancelShare = 0.12;
const retryShare = 0.06;
const pauseBetweenMs = 1_400;

/** People who keep starting jobs through the API, and repeat a request under its key whenever the answer is lost. */
export async function startCustomers(url: string, count: number): Promise<Customers> {
  const accepted: Accepted[] = [];
  const workspaceIds: string[] = [];
  let open = true;
  let repeated = 0;
  let cancels = 0;

  /** Refusals are answers; silence and faults are not. */
  async function insist<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    for (const end = performance.now() + answerWithinMs; ;) {
      try {
        return await request();
      } catch (error) {
        const refused = error instanceof AtelierError && error.status < 500 && error.code !== 'rate_limited';
        if (refused || performance.now() > end) throw error;
        repeated += 1;
        await pause(100 + Math.random() * 200);
      }
    }
  }

  async function begin(client: AtelierClient): Promise<Accepted> {
    const parameters = { prompt: `proof ${randomUUID()}`, count: Math.random() < 0.3 ? 2 : 1 };
    const request = { operation: 'image.generate', model: 'demo/tiny', parameters, inputs: [] };
    const idempotencyKey = randomUUID();
    const quote = await insist(() => client.jobs.quote(request));
    const job = await insist(() =>
      client.jobs.start({ ...request, quoteId: quote.id }, { context: { idempotencyKey } }),
    );
    return { idempotencyKey, jobId: job.id, kind: 'start' };
  }

  async function repeat(client: AtelierClient, jobId: string): Promise<Accepted | null> {
    const idempotencyKey = randomUUID();
    const retry = () => client.jobs.retry({ id: jobId }, { context: { idempotencyKey } });
    const job = await insist(retry).catch(ignoreState);
    return job && { idempotencyKey, jobId: job.id, kind: 'retry' };
  }

  async function cancel(client: AtelierClient, jobId: string): Promise<void> {
    await pause(Math.random() * 600);
    if (await insist(() => client.jobs.cancel({ id: jobId })).catch(ignoreState)) cancels += 1;
  }

  async function live(client: AtelierClient): Promise<void> {
    const own: string[] = [];
    while (open) {
      const earlier = own[Math.floor(Math.random() * own.length)];
      const job = earlier && Math.random() < retryShare ? await repeat(client, earlier) : await begin(client);
      if (job) {
        accepted.push(job);
        own.push(job.jobId);
        if (Math.random() < cancelShare) await cancel(client, job.jobId);
      }
      await pause(Math.random() * pauseBetweenMs);
    }
  }

  const lives: Promise<void>[] = [];
  for (let number = 1; number <= count; number += 1) {
    const { fetch } = createSessionFetch('atelier-proof/1');
    const client = createClient({ url, fetch });
    const person = {
      email: `customer${number}@example.org`,
      password: 'a password for proofs',
      displayName: `Customer ${number}`,
    };
    workspaceIds.push((await client.accounts.signUp(person)).workspace.id);
    lives.push(live(client));
  }
  const all = Promise.all(lives);
  all.catch(() => {});
  return {
    accepted,
    workspaceIds,
    repeatedRequests: () => repeated,
    cancels: () => cancels,
    async stop() {
      open = false;
      await all;
    },
  };
}

/** Canceling what has ended, and repeating what has not, is refused: both are fine here. */
function ignoreState(error: unknown): null {
  if (error instanceof AtelierError && error.code === 'not_in_this_state') return null;
  throw error;
}
