import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from '#contract/api/jobs.ts';
import type { DemoFault } from '#emulators/demo/demo-faults.ts';
import type { EffectSummary } from '#emulators/demo/effect-summary.ts';
import { startDemo } from '#emulators/demo/start-demo.ts';
import { startTestApp } from '#test/start-test-app.ts';
import type { Person, TestApp, TestAppOptions } from '#test/start-test-app.ts';
import { until } from '#test/until.ts';

export type JobsPerson = Pick<Person, 'sdk' | 'workspaceId'>;

export interface JobsApp extends TestApp {
  /** Asks the provider to misbehave: once each, unless a fault says otherwise. */
  misbehave(...faults: DemoFault[]): Promise<void>;
  /** What the provider wrote down. */
  effects(): Promise<EffectSummary>;
  /** The attempts of a job, with the token the provider knows them by. */
  attempts(jobId: string): Promise<{ number: number; token: string; state: string }[]>;
  /** Everything the ledger has for a job, by kind. */
  booked(jobId: string): Promise<Record<string, number>>;
}

export type JobsAppOptions = TestAppOptions & { recovery?: 'replay-key' | 'searchable' | 'blind' };

/** The real app with the tiny model, whose provider misbehaves on command. */
export async function startJobsApp({ recovery = 'replay-key', ...options }: JobsAppOptions = {}): Promise<JobsApp> {
  const demoDir = await mkdtemp(join(tmpdir(), 'atelier-jobs-demo-'));
  const demo = await startDemo({
    dataDir: demoDir,
    speed: Infinity,
    modes: { idempotency: recovery === 'replay-key' ? 'on' : 'off', searchable: recovery === 'blind' ? 'off' : 'on' },
  });
  const running = await startTestApp({ ...options, app: { demoUrl: demo.url, proof: { recovery }, ...options.app } });
  return {
    ...running,
    async misbehave(...faults) {
      await fetch(`${demo.url}/v1/faults`, {
        method: 'POST',
        body: JSON.stringify({ faults: faults.map((fault) => ({ count: 1, ...fault })) }),
      });
    },
    effects: async () => (await (await fetch(`${demo.url}/v1/effects`)).json()) as EffectSummary,
    async attempts(jobId) {
      const text = 'select number, token, state from app.attempts where job_id = $1 order by number';
      return (await running.test.admin.query<{ number: number; token: string; state: string }>(text, [jobId])).rows;
    },
    async booked(jobId) {
      const text = 'select kind, credits::int from app.ledger_transfers where job_id = $1';
      const { rows } = await running.test.admin.query<{ kind: string; credits: number }>(text, [jobId]);
      return Object.fromEntries(rows.map(({ kind, credits }) => [kind, credits]));
    },
    async close() {
      await running.close();
      await demo.close();
      await rm(demoDir, { recursive: true, force: true });
    },
  };
}

export function tiny(parameters: { prompt?: string; count?: number } = {}) {
  return {
    operation: 'image.generate',
    model: 'demo/tiny',
    parameters: { prompt: 'a small lake', ...parameters },
    inputs: [],
  };
}

/** Quotes and starts; every call is a job of its own unless it brings a key. */
export async function start(
  { sdk }: JobsPerson,
  request = tiny(),
  idempotencyKey: string = randomUUID(),
): Promise<Job> {
  const quote = await sdk.jobs.quote(request);
  return sdk.jobs.start({ ...request, quoteId: quote.id }, { context: { idempotencyKey } });
}

export function ended({ sdk }: JobsPerson, job: Pick<Job, 'id'>): Promise<Job> {
  return until(`job ${job.id} has ended`, async () => {
    const now = await sdk.jobs.get({ id: job.id });
    return now.finishedAt === null ? null : now;
  });
}

export function inState({ sdk }: JobsPerson, job: Pick<Job, 'id'>, state: Job['state']): Promise<Job> {
  return until(`job ${job.id} is ${state}`, async () => {
    const now = await sdk.jobs.get({ id: job.id });
    return now.state === state ? now : null;
  });
}
