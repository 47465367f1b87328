import { useCallback, useRef, useState } from 'react';
import type { JobRequest } from '#contract/api/jobs.ts';
import { client } from '#web/data/api.ts';
import { failureOf, type Failure } from '#web/data/failure.ts';
import { keepJob, type Job } from '#web/data/jobs.ts';

export type RunState =
  | { kind: 'idle' }
  | { kind: 'starting' }
  /** The binding price is higher than the one shown: the person decides again. */
  | { kind: 'priceChanged'; credits: number }
  | { kind: 'failed'; failure: Failure };

const IDLE: RunState = { kind: 'idle' };

/**
 * Quote, then start at exactly the price that was on the button. The same request keeps its idempotency key until the server
 * has answered, so a second press after a lost answer cannot start a second job.
 */
export function useRun(onStarted: (job: Job) => void) {
  const [state, setState] = useState<RunState>(IDLE);
  const attempt = useRef<{ fingerprint: string; quoteId: string; key: string } | null>(null);

  async function run(request: JobRequest, shownCredits: number | null): Promise<void> {
    setState({ kind: 'starting' });
    try {
      const fingerprint = JSON.stringify(request);
      if (attempt.current?.fingerprint !== fingerprint) {
        const quote = await client.jobs.quote(request);
        if (shownCredits !== null && quote.credits > shownCredits)
          return setState({ kind: 'priceChanged', credits: quote.credits });
        attempt.current = { fingerprint, quoteId: quote.id, key: crypto.randomUUID() };
      }
      const { quoteId, key } = attempt.current;
      const job = await client.jobs.start({ ...request, quoteId }, { context: { idempotencyKey: key } });
      attempt.current = null;
      keepJob(job);
      setState(IDLE);
      onStarted(job);
    } catch (error) {
      const failure = failureOf(error);
      // Only silence leaves it open whether the job began; any answer of the server ends the attempt.
      if (failure.code !== 'offline') attempt.current = null;
      setState({ kind: 'failed', failure });
    }
  }

  const reset = useCallback(() => setState(IDLE), []);
  return { state, run, reset };
}
