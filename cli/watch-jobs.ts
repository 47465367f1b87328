import type { Job } from '#contract/api/jobs.ts';
import { AtelierError, followJobs, hasEnded } from '#sdk/index.ts';
import type { Connection } from './command.ts';
import { exitCodes } from './failure.ts';
import { createJobProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface Watched {
  /** Ended, in the order they were given. */
  jobs: Job[];
  /** The person asked for an end with Ctrl-C. */
  interrupted: boolean;
}

/** Shows jobs until they have ended. Ctrl-C cancels them and waits for what that comes to; a second one leaves at once. */
export async function watchJobs(
  { client, access }: Connection,
  jobs: readonly Job[],
  terminal: Terminal,
): Promise<Watched> {
  const latest = new Map(jobs.map((job) => [job.id, job]));
  const progress = createJobProgress(terminal, [...latest.keys()]);
  let interrupted = false;

  const onSignal = () => {
    if (interrupted) {
      progress.end();
      terminal.say('  Left. What was started goes on at the server; see: atelier jobs');
      process.exit(exitCodes.canceled);
    }
    interrupted = true;
    terminal.say('  Canceling … (Ctrl-C again leaves without waiting)');
    for (const job of latest.values()) if (!hasEnded(job)) void cancel(job.id);
  };
  const cancel = (id: string) =>
    client.jobs.cancel({ id }).catch((error: unknown) => {
      // It ended by itself in the same moment.
      if (error instanceof AtelierError && error.code === 'not_in_this_state') return;
      terminal.say(`  It could not be canceled: ${error instanceof Error ? error.message : String(error)}`);
    });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  try {
    for await (const news of followJobs(client, [...latest.keys()], access)) {
      if (news.kind === 'job') latest.set(news.job.id, news.job);
      progress.update(news);
    }
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
  return { jobs: [...latest.values()], interrupted };
}
