import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/data/api.ts';
import { ratioOf } from '#web/data/assets.ts';
import { useCatalog } from '#web/data/catalog.ts';
import { titlesOf } from '#web/data/catalog-lookup.ts';
import { failureOf } from '#web/data/failure.ts';
import { jobStatus } from '#web/data/job-status.ts';
import type { Job } from '#web/data/jobs.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { Credits } from '#web/design/patterns/credits.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import { Page } from '#web/design/patterns/page.tsx';
import { formatDateTime, formatDuration } from '#web/design/patterns/relative-time.tsx';
import { StatusBadge } from '#web/design/patterns/status-badge.tsx';
import { buttonStyle } from '#web/design/primitives/button-style.ts';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { describeParameters } from './describe-parameters.ts';
import { t } from './messages.ts';

/** One job in full: what was asked, what came of it, what it cost. Lines of the statement lead here. */
export function JobScreen() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const { data: job, error } = useQuery(queries.jobs.get.queryOptions({ input: { id: jobId } }));
  const { data: catalog } = useCatalog();
  if (error) return <ErrorState layout="page" title={t('job.missing')} advice={failureOf(error).message} />;
  if (!job)
    return (
      <div className="p-8">
        <Skeleton className="h-64 rounded-panel" />
      </div>
    );
  const titles = titlesOf(catalog, job);
  return (
    <Page
      title={titles.operation}
      description={titles.model}
      actions={
        <>
          <StatusBadge status={jobStatus(job)} />
          <Link to="/" search={{ again: job.id }} className={buttonStyle()}>
            {t('job.again')}
          </Link>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {job.error && (
          <ErrorState
            title={job.error.message}
            advice={job.error.remedy}
            money={
              job.error.charged
                ? t('job.wasCharged', { credits: job.creditsCharged ?? job.creditsQuoted })
                : t('job.notCharged')
            }
          />
        )}
        {job.outputs.length > 0 && (
          <Card title={t('job.results')}>
            <Pictures assets={job.outputs} />
          </Card>
        )}
        <div className="grid gap-4 md:grid-cols-[3fr_2fr]">
          <Card title={t('job.request')}>
            <Facts rows={describeParameters(job, catalog)} />
            {job.inputs.length > 0 && (
              <div className="mt-4">
                <p className="mb-2 text-small text-subtle">{t('job.madeFrom')}</p>
                <Pictures assets={job.inputs.flatMap((input) => input.asset ?? [])} />
              </div>
            )}
          </Card>
          <Card title={t('job.money')}>
            <Facts
              rows={[
                [t('job.quoted'), <Credits key="quoted" amount={job.creditsQuoted} />],
                [
                  t('job.charged'),
                  job.creditsCharged === null ? t('job.notYet') : <Credits key="charged" amount={job.creditsCharged} />,
                ],
                [t('job.started'), formatDateTime(job.createdAt)],
                ...(job.finishedAt
                  ? [[t('job.took'), formatDuration(Date.parse(job.finishedAt) - Date.parse(job.createdAt))] as const]
                  : []),
                [
                  t('job.id'),
                  <span key="id" className="select-all font-mono text-micro">
                    {job.id}
                  </span>,
                ],
              ]}
            />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Facts({ rows }: { rows: ReadonlyArray<readonly [string, ReactNode]> }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-base">
      {rows.map(([term, value]) => (
        <div key={term} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-subtle">{term}</dt>
          <dd className="min-w-0 break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Pictures({ assets }: { assets: Job['outputs'] }) {
  return (
    <div className="flex flex-wrap gap-2">
      {assets.map((asset) => (
        <Link
          key={asset.id}
          to="/library/$assetId"
          params={{ assetId: asset.id }}
          className="overflow-hidden rounded-card"
        >
          {asset.kind === 'image' ? (
            <MediaFrame
              src={asset.urls.thumbnail}
              alt={asset.name}
              ratio={ratioOf(asset)}
              thumbhash={asset.thumbhash}
              isDemo={asset.demo}
              className="h-36"
            />
          ) : (
            <span className="flex h-36 w-44 items-center justify-center bg-sunken p-3 text-center text-small text-muted">
              {asset.name}
            </span>
          )}
        </Link>
      ))}
    </div>
  );
}
