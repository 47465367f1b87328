import type { Progress } from '#adapters/models/spec.ts';
import { publish } from '../../db/publish.ts';
import type { Ports } from '../slice.ts';
import { updateJob } from './queries.ts';
import type { JobRef } from './job.ts';

const reportEveryMs = 200;
const previewsLimit = 8;
const previewBytesLimit = 12_000;

/** Tells the workspace how far a job is, at most five times a second; what comes faster is folded into the next. */
export function createProgressReporter(ports: Ports, { jobId, workspaceId }: JobRef) {
  let latest: Progress | null = null;
  let reportedAt = 0;
  let writing: Promise<void> = Promise.resolve();

  async function write(progress: Progress): Promise<void> {
    const stage = progress.stage.slice(0, 80);
    const fraction = progress.fraction === null ? null : Math.min(1, Math.max(0, progress.fraction));
    const previews = (progress.previews ?? [])
      .filter(({ dataUrl }) => dataUrl.startsWith('data:image/') && dataUrl.length <= previewBytesLimit)
      .slice(0, previewsLimit);
    await ports.database.inWorkspace(
      workspaceId,
      async (tx) => {
        // What comes after the end is late, and nobody's news.
        if (!(await updateJob(tx, jobId, { stage, fraction }))) return;
        await publish(ports.database, tx, workspaceId, { type: 'job.progressed', jobId, stage, fraction, previews });
      },
      { role: 'worker' },
    );
  }

  function report(progress: Progress): void {
    latest = progress;
    const now = ports.clock.now().getTime();
    if (now - reportedAt < reportEveryMs) return;
    reportedAt = now;
    latest = null;
    // Progress is a courtesy: failing to tell must not fail the job.
    writing = writing.then(() => write(progress)).catch(() => {});
  }

  return {
    report,
    async flush(): Promise<void> {
      if (latest) writing = writing.then(() => (latest ? write(latest) : undefined)).catch(() => {});
      await writing;
    },
  };
}
