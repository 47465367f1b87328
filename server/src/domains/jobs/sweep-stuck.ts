import type { Ports } from '../slice.ts';
import { hasEnded, taskIdOf } from './job.ts';
import { lockJob, unsafeListUnfinished, updateJob } from './queries.ts';
import type { UnfinishedJob } from './queries.ts';
import { runJobTask } from './run-job.task.ts';
import { giveUpJob } from './settle-job.ts';

const pageSize = 500;
const oldEnoughMs = 60_000;
const runsLimit = 5;
const lowestId = '00000000-0000-0000-0000-000000000000';

/**
 * Finds jobs that have not ended although no task will end them, because a task broke for good. They get a new task,
 * which goes on where the rows say, and after some of them are given up. Answers how many were found.
 */
export async function sweepStuck(ports: Ports): Promise<number> {
  let found = 0;
  for (let after = lowestId; ;) {
    const createdBefore = new Date(ports.clock.now().getTime() - oldEnoughMs);
    const page = await ports.database.inScope({ role: 'worker' }, (tx) =>
      unsafeListUnfinished(tx, { createdBefore, after, limit: pageSize }),
    );
    const over = await ports.engine.findOver(page.map(taskOf));
    for (const job of page.filter((one) => over.has(taskOf(one)))) {
      found += 1;
      await unstick(ports, job);
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) return found;
    after = last.id;
  }
}

async function unstick(ports: Ports, { id: jobId, workspaceId, runs }: UnfinishedJob): Promise<void> {
  ports.log('error', 'job.stuck', { jobId, attempt: runs });
  if (runs >= runsLimit) return giveUpJob(ports, { jobId, workspaceId });
  await ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const job = await lockJob(tx, jobId);
      if (!job || hasEnded(job.state) || job.runs !== runs) return;
      await updateJob(tx, jobId, { runs: runs + 1 });
      await ports.engine.enqueue(tx, runJobTask, { jobId, workspaceId }, { id: taskIdOf(jobId, runs + 1) });
    },
    { role: 'worker' },
  );
}

function taskOf({ id, runs }: UnfinishedJob): string {
  return taskIdOf(id, runs);
}
