import { Link } from '@tanstack/react-router';
import { CircleStop, RotateCcw, Shuffle, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { failureOf } from '#web/data/failure.ts';
import { titlesOf, type Catalog } from '#web/data/catalog-lookup.ts';
import { isActive } from '#web/data/job-status.ts';
import { cancelJob, retryJob, type Job } from '#web/data/jobs.ts';
import { Credits } from '#web/design/patterns/credits.tsx';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { StatusBadge } from '#web/design/patterns/status-badge.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { jobStatus } from '#web/data/job-status.ts';
import { JobOutputs, type OutputActions } from './job-outputs.tsx';
import { t } from './messages.ts';

export interface JobRowProps extends OutputActions {
  job: Job;
  catalog: Catalog;
  onAgain: (job: Job, options: { isVariation: boolean }) => void;
}

/** One request with its results: the words, then the pictures, then what it really cost. */
export function JobRow({ job, catalog, onAgain, ...actions }: JobRowProps) {
  const [isBusy, setBusy] = useState(false);
  const titles = titlesOf(catalog, job);
  const prompt = typeof job.parameters['prompt'] === 'string' ? job.parameters['prompt'] : null;
  async function act(deed: () => Promise<unknown>) {
    setBusy(true);
    await deed().catch((error: unknown) =>
      toast({ title: failureOf(error).message, detail: failureOf(error).remedy ?? undefined, isUrgent: true }),
    );
    setBusy(false);
  }
  return (
    <article aria-label={prompt ?? titles.operation} className="group/row animate-arrive">
      <header className="mb-2.5 flex items-start gap-3">
        {job.inputs.map(
          ({ asset }) =>
            asset && (
              <Link
                key={asset.id}
                to="/library/$assetId"
                params={{ assetId: asset.id }}
                aria-label={t('open', { name: asset.name })}
                className="shrink-0 rounded-control"
              >
                <MediaFrame
                  src={asset.urls.thumbnail}
                  alt=""
                  ratio={1}
                  thumbhash={asset.thumbhash}
                  className="size-10 rounded-control"
                />
              </Link>
            ),
        )}
        <div className="min-w-0 flex-1">
          <p className={prompt ? 'line-clamp-2 max-w-[80ch] text-body' : 'text-body font-medium'}>
            {prompt ?? titles.operation}
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-small text-subtle">
            <span>{titles.model}</span>
            <span aria-hidden="true">·</span>
            <RelativeTime at={job.createdAt} />
            <span aria-hidden="true">·</span>
            <Link
              to="/jobs/$jobId"
              params={{ jobId: job.id }}
              className="rounded-tick transition-colors hover:text-ink"
            >
              <Cost job={job} />
            </Link>
          </p>
        </div>
        <div className="flex shrink-0 items-center gap-0.5">
          {job.state !== 'succeeded' && (
            <span className="mr-1">
              <StatusBadge status={jobStatus(job)} look="plain" />
            </span>
          )}
          {isActive(job) ? (
            <Button
              variant="ghost"
              size="small"
              icon={<CircleStop size={14} />}
              isBusy={isBusy}
              disabled={job.cancelRequested}
              onClick={() => void act(() => cancelJob(job.id))}
            >
              {job.cancelRequested ? t('canceling') : t('cancel')}
            </Button>
          ) : (
            <>
              <IconButton
                label={t('again')}
                icon={<SlidersHorizontal size={15} />}
                onClick={() => onAgain(job, { isVariation: false })}
              />
              {prompt && (
                <IconButton
                  label={t('vary')}
                  icon={<Shuffle size={15} />}
                  onClick={() => onAgain(job, { isVariation: true })}
                />
              )}
            </>
          )}
        </div>
      </header>
      {job.error && job.state !== 'succeeded' ? (
        <ErrorState
          title={job.error.message}
          advice={job.error.remedy}
          money={
            job.error.charged ? t('wasCharged', { credits: job.creditsCharged ?? job.creditsQuoted }) : t('notCharged')
          }
          action={
            job.error.retryable && (
              <Button
                size="small"
                icon={<RotateCcw size={13} />}
                price={<Credits amount={job.creditsQuoted} />}
                isBusy={isBusy}
                onClick={() => void act(() => retryJob(job.id))}
              >
                {t('retry')}
              </Button>
            )
          }
        />
      ) : (
        job.state !== 'canceled' && <JobOutputs job={job} {...actions} />
      )}
    </article>
  );
}

function Cost({ job }: { job: Job }) {
  if (job.creditsCharged !== null)
    return job.creditsCharged === 0 ? t('model.free') : <Credits amount={job.creditsCharged} />;
  if (job.creditsQuoted === 0) return t('model.free');
  return (
    <span className="inline-flex items-center gap-1">
      <Credits amount={job.creditsQuoted} /> {t('reserved')}
    </span>
  );
}
