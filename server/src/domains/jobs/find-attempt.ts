import { setTimeout as pause } from 'node:timers/promises';
import type { ModelProvider, RemoteRef } from '#adapters/models/spec.ts';
import { present } from '../../kernel/assert.ts';
import type { Ports } from '../slice.ts';
import type { AttemptRow, JobRow } from './job-row.ts';
import { withScratch } from './with-scratch.ts';

/** An attempt whose row is older is not sent any more; its row is renewed first. */
export const sendWithinMs = 5_000;
/** A submit to a provider that can be searched is cut off then. */
export const submitWithinMs = 20_000;
/** From then on what is not found was never begun: whoever may have been sending has long stopped. */
const absentAfterMs = sendWithinMs + submitWithinMs + 2_000;
const pauseMs = 1_000;
const looksLimit = 60;

/**
 * Looks an attempt up at a provider that can be searched by our token. Null: it certainly never began. A request can
 * still be on its way when we look, also one of a process that died, so `absent` counts only after some time.
 */
export async function findAttempt(
  ports: Ports,
  job: JobRow,
  attempt: AttemptRow,
  provider: ModelProvider,
): Promise<RemoteRef | null> {
  const recover = present(provider.recover?.bind(provider), 'a searchable provider can look work up');
  const request = { model: job.model, operation: job.operation, parameters: job.parameters, inputs: [] };
  return withScratch(ports, async (scratchDir) => {
    for (let look = 1; look <= looksLimit; look += 1) {
      const ageMs = ports.clock.now().getTime() - attempt.startedAt.getTime();
      const context = {
        http: ports.models.http,
        scratchDir,
        signal: AbortSignal.timeout(submitWithinMs),
        onProgress: () => {},
      };
      const found = await recover(attempt, request, context);
      if (found.kind === 'found') return found.ref;
      if (found.kind === 'absent' && ageMs >= absentAfterMs) return null;
      await pause(found.kind === 'cannot-tell' ? found.retryAfterMs : pauseMs);
    }
    throw new Error('The provider cannot tell whether the work arrived');
  });
}
