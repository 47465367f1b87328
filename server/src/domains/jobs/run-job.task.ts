import type { RemoteRef } from '#adapters/models/spec.ts';
import type { TaskContext, TaskDefinition } from '../../engine/engine.ts';
import { StepExhausted } from '../../engine/engine.ts';
import { faultOf } from '../../kernel/log.ts';
import type { Ports } from '../slice.ts';
import { canceledByUser, endOf, outcomeUnknown } from './job.ts';
import type { JobRef } from './job.ts';
import { pauseAttempts } from './pause-attempts.ts';
import { endJob, giveUpJob, settleJob } from './settle-job.ts';
import { storeOutputs } from './store-outputs.ts';
import { submitAttempt } from './submit-attempt.ts';
import { waitForResult } from './wait-for-result.ts';

export const runJobTask = { name: 'jobs.run', queue: 'jobs' } as const;

/** An attempt that certainly started nothing may be followed by another, so many times. */
const attemptsLimit = 4;
/** One attempt is sent so often under its one token while its answer is lost: about five minutes. Then it is unknown. */
const submitRepeats = 12;

/**
 * One job from its hold to its end: submit → wait → store → settle. Each part can be repeated without doing anything
 * twice: the attempt's row says what was sent, content is addressed by its hash, and the end is reached once. So the
 * engine writes nothing down in between: a run that takes over begins at the top and finds everything in the rows.
 */
export function defineRunJob(ports: Ports): TaskDefinition<JobRef> {
  return {
    ...runJobTask,
    async run(task, job) {
      try {
        await runSteps(ports, task, job);
      } catch (error) {
        if (!(error instanceof StepExhausted)) throw error;
        ports.log('error', 'job.fault', { jobId: job.jobId, fault: faultOf(error) });
        await task.insist('give-up', () => giveUpJob(ports, job));
      }
    },
  };
}

async function runSteps(ports: Ports, task: TaskContext, job: JobRef): Promise<void> {
  for (let number = 1; ; number += 1) {
    const submitted = await task.insist(`submit-${number}`, () => submitAttempt(ports, job, number), submitRepeats);
    switch (submitted.kind) {
      case 'ended':
        return;
      case 'try-again':
        if (number === attemptsLimit) return task.insist('fail', () => endJob(ports, job, endOf(submitted.failure)));
        await task.insist(`pause-${number}`, () => pauseAttempts(ports, job, number, submitted.afterMs));
        continue;
      case 'failed':
        return task.insist('fail', () => endJob(ports, job, endOf(submitted.failure)));
      case 'canceled':
        return task.insist('cancel', () => endJob(ports, job, { state: 'canceled', error: canceledByUser }));
      case 'unknown':
        return task.insist('unknown', () => endJob(ports, job, { state: 'unknown', error: outcomeUnknown }));
      case 'stored':
        return task.insist('settle', () => settleJob(ports, job, submitted.outputs));
      case 'accepted':
        return finishRemote(ports, task, job, submitted.ref);
    }
  }
}

/** The second half where the work happens at the provider: its result is awaited and fetched. */
async function finishRemote(ports: Ports, task: TaskContext, job: JobRef, remote: RemoteRef): Promise<void> {
  const result = await task.insist('wait', () => waitForResult(ports, job, remote));
  if (result.kind === 'ended') return task.insist('end', () => endJob(ports, job, result.end));
  const outputs = await task.insist('store', () => storeOutputs(ports, job, remote, result.outputs));
  return task.insist('settle', () => settleJob(ports, job, outputs));
}
