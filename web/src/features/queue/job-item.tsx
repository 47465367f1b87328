import { Link } from '@tanstack/react-router';
import { CircleStop, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { titlesOf, type Catalog } from '#web/data/catalog-lookup.ts';
import { failureOf } from '#web/data/failure.ts';
import { isActive, jobStatus } from '#web/data/job-status.ts';
import { cancelJob, retryJob, type Job } from '#web/data/jobs.ts';
import { useProgress } from '#web/data/progress.ts';
import { Credits } from '#web/design/patterns/credits.tsx';
import { RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { StatusBadge } from '#web/design/patterns/status-badge.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Progress } from '#web/design/primitives/progress.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { JobThumbnail } from './job-thumbnail.tsx';
import { t } from './messages.ts';

/** One job in the queue: what, how far, for how much, and what can be done about it. */
export function JobItem({ job, catalog }: { job: Job; catalog: Catalog | undefined }) {
  const progress = useProgress(job.id);
  const [isBusy, setBusy] = useState(false);
  const isMoving = isActive(job);
  const { operation } = titlesOf(catalog, job);
  const prompt = job.parameters['prompt'];
  async function act(deed: () => Promise<unknown>) {
    setBusy(true);
    await deed().catch((error: unknown) =>
      toast({ title: failureOf(error).message, detail: failureOf(error).remedy ?? undefined }),
    );
    setBusy(false);
  }
  return (
    <li className="group/item relative flex gap-3 rounded-card p-2 transition-colors hover:bg-hover">
      <JobThumbnail job={job} />
      <div className="min-w-0 flex-1">
        <Link
          to="/jobs/$jobId"
          params={{ jobId: job.id }}
          className="block truncate text-base font-medium after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
        >
          {typeof prompt === 'string' ? prompt : operation}
        </Link>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-small text-subtle">
          <StatusBadge status={jobStatus(job)} look="plain" />
          <Price job={job} />
          {!isMoving && job.finishedAt && <RelativeTime at={job.finishedAt} />}
        </p>
        {job.state === 'running' && (
          <div className="mt-2">
            <Progress label={progress?.stage ?? job.stage ?? operation} fraction={progress?.fraction ?? job.fraction} />
          </div>
        )}
        {job.error && <p className="mt-1 text-small text-muted">{job.error.message}</p>}
      </div>
      <div className="relative z-1 self-start">
        {isMoving && (
          <IconButton
            size="small"
            label={job.cancelRequested ? t('canceling') : t('cancel')}
            disabled={isBusy || job.cancelRequested}
            icon={<CircleStop size={15} />}
            onClick={() => void act(() => cancelJob(job.id))}
          />
        )}
        {!isMoving && job.error?.retryable && (
          <IconButton
            size="small"
            label={t('retry')}
            disabled={isBusy}
            icon={<RotateCcw size={14} />}
            onClick={() => void act(() => retryJob(job.id))}
          />
        )}
      </div>
    </li>
  );
}

function Price({ job }: { job: Job }) {
  if (job.creditsQuoted === 0) return <span>{t('free')}</span>;
  if (job.creditsCharged !== null) return <Credits amount={job.creditsCharged} />;
  return (
    <span className="inline-flex gap-1">
      <Credits amount={job.creditsQuoted} /> {t('reserved')}
    </span>
  );
}
