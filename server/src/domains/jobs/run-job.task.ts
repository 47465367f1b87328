import type { TaskDefinition } from '../../engine/engine.ts';
import { LeaseTaken } from '../../engine/engine.ts';
import { faultOf } from '../../kernel/log.ts';
import type { Ports } from '../slice.ts';
import { canceledByUser, endOf, outcomeUnknown } from './job.ts';
import { endJob, settleJob } from './settle-job.ts';
import { storeOutputs } from './store-outputs.ts';
import { submitAttempt } from './submit-attempt.ts';
import { waitForResult } from './wait-for-result.ts';

export const runJobTask = { name: 'jobs.run', queue: 'jobs' } as const;

/** An attempt that certainly started nothing may be followed by another, so many times. */
const attemptsLimit = 4;
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

export interface JobRef {
  jobId: string;
  workspaceId: string;
}

/**
 * One job from its hold to its end: submit → wait → store → settle. Each step can be repeated without doing anything
 * twice: the attempt's row says what was sent, content is addressed by its hash, and the end is reached once.
 */
export function defineRunJob(ports: Ports): TaskDefinition<JobRef> {
  return {
    ...runJobTask,
    async run(task, job) {
      try {
        for (let number = 1; ; number += 1) {
          const submitted = await task.persistentStep(`submit-${number}`, () => submitAttempt(ports, job, number));
          if (submitted.kind === 'ended') return;
          if (submitted.kind === 'try-again' && number < attemptsLimit) {
            await task.sleep(submitted.afterMs ?? Math.min(firstPauseMs * 2 ** (number - 1), longestPauseMs));
            continue;
          }
          if (submitted.kind === 'try-again' || submitted.kind === 'failed') {
            return await task.persistentStep('fail', () => endJob(ports, job, endOf(submitted.failure)));
          }
          if (submitted.kind === 'canceled') {
            return await task.persistentStep('cancel', () => endJob(ports, job, { state: 'canceled', error: canceledByUser }));
          }
          if (submitted.kind === 'unknown') {
            return await task.persistentStep('unknown', () => endJob(ports, job, { state: 'unknown', error: outcomeUnknown }));
          }
          if (submitted.kind === 'stored') {
            return await task.persistentStep('settle', () => settleJob(ports, job, submitted.outputs));
          }
          const result = await task.persistentStep(`wait-${number}`, () => waitForResult(ports, job, submitted.ref));
          if (result.kind === 'ended') return await task.persistentStep('end', () => endJob(ports, job, result.end));
          const outputs = await task.persistentStep(`store-${number}`, () => storeOutputs(ports, job, submitted.ref, result.outputs));
          return await task.persistentStep('settle', () => settleJob(ports, job, outputs));
        }
      } catch (error) {
        // Steps have repeated for minutes: the fault stays. The hold is given back and the person told.
        if (error instanceof LeaseTaken) throw error;
        ports.log('error', 'job.fault', { jobId: job.jobId, fault: faultOf(error) });
        await task.persistentStep('give-up', () => endJob(ports, job, endOf({
          class: 'unavailable',
          retryable: true,
          message: 'A fault on our side kept this job from finishing.',
        })));
      }
    },
  };
}
