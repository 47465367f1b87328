import type { JobState } from '#contract/job-state.ts';
import type { ProviderFailure } from '#adapters/models/spec.ts';

export const endStates = [
  'succeeded',
  'refused',
  'failed',
  'canceled',
  'unknown',
] as const satisfies readonly JobState[];
export type EndState = (typeof endStates)[number];

export function hasEnded(state: JobState): state is EndState {
  return (endStates as readonly JobState[]).includes(state);
}

export interface JobRef {
  jobId: string;
  workspaceId: string;
}

/** Its engine task: a job whose task broke is given another one, which goes on where the rows say. */
export function taskIdOf(jobId: string, run: number): string {
  return run === 1 ? `job-${jobId}` : `job-${jobId}-${run}`;
}

/** Kept with a job that did not succeed, in words for its owner. */
export interface JobError {
  class: string;
  message: string;
  remedy: string;
  charged: boolean;
  retryable: boolean;
}

const remedies: Record<ProviderFailure['class'], string> = {
  unauthorised: 'Ask the operator to check the provider’s key.',
  'insufficient-funds': 'Ask the operator to top up the account at the provider.',
  limited: 'Try again in a few minutes.',
  invalid: 'Change the parameters or the input and try again.',
  refused: 'Change the prompt or the input: the provider does not make this.',
  'model-unavailable': 'Fetch the model, or choose another one.',
  unavailable: 'Try again later, or choose another model.',
  canceled: 'Start it again if you still want it.',
};

/** How a job ends when the provider's answer is a failure. Nothing is charged for any of these. */
export function endOf(failure: ProviderFailure): { state: EndState; error: JobError } {
  const state = failure.class === 'refused' ? 'refused' : failure.class === 'canceled' ? 'canceled' : 'failed';
  const { message, retryable } = failure;
  return {
    state,
    error: { class: failure.class, message, remedy: remedies[failure.class], charged: false, retryable },
  };
}

export const outcomeUnknown: JobError = {
  class: 'unknown',
  message: 'The connection broke while the work was handed over, and this provider cannot be asked whether it arrived.',
  remedy:
    'Your credits are back. The provider may have made it all the same; start again if you accept that it may exist twice.',
  charged: false,
  retryable: true,
};

/** Steps have repeated and the fault stays. */
export const faultOnOurSide: JobError = {
  class: 'unavailable',
  message: 'A fault on our side kept this job from finishing.',
  remedy: 'Your credits are back. Try again; if it fails again, tell the operator.',
  charged: false,
  retryable: true,
};

export const nothingDelivered: JobError = {
  class: 'unavailable',
  message: 'The provider said it was done and delivered nothing.',
  remedy: 'Your credits are back. Try again, or choose another model.',
  charged: false,
  retryable: true,
};

export const canceledByUser: JobError = {
  class: 'canceled',
  message: 'Canceled.',
  remedy: 'Start it again if you still want it.',
  charged: false,
  retryable: true,
};

/** Paid is what was delivered: the quoted price by the share of outputs, rounded up, never above the quote. */
export function chargeFor(job: { creditsQuoted: number; outputCount: number }, delivered: number): number {
  if (delivered >= job.outputCount) return job.creditsQuoted;
  return Math.min(job.creditsQuoted, Math.ceil((job.creditsQuoted * delivered) / job.outputCount));
}
