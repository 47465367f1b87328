import { useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useCatalog } from '#web/data/catalog.ts';
import type { Catalog } from '#web/data/catalog-lookup.ts';
import { failureOf } from '#web/data/failure.ts';
import { useFileIntake } from '#web/data/file-intake.ts';
import { isActive } from '#web/data/job-status.ts';
import { cancelJob, useJobs, type Job } from '#web/data/jobs.ts';
import { useMe } from '#web/data/me.ts';
import { useCommands } from '#web/design/commands.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { CompareTray } from './compare-tray.tsx';
import { Composer } from './composer.tsx';
import { draftFromJob, type Draft } from './draft.ts';
import { JobRow } from './job-row.tsx';
import { t } from './messages.ts';
import { Tour } from './tour.tsx';
import { useCompared } from './use-compared.ts';
import { dispatchDraft, useDraft } from './use-draft.ts';
import { addInput, takeFiles } from './use-inputs.ts';
import { useRequestFromAddress } from './use-request-from-address.ts';

/** Words in, pictures out: the request in the making above, everything made so far below. */
export function CreateScreen() {
  const { data: catalog, error, refetch } = useCatalog();
  if (error)
    return (
      <div className="p-8">
        <ErrorState
          layout="page"
          title={failureOf(error).message}
          advice={failureOf(error).remedy}
          action={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
        />
      </div>
    );
  return (
    <div className="mx-auto w-full max-w-[1360px] px-3 pb-16 sm:px-6">
      {catalog ? <Studio catalog={catalog} /> : <StudioSkeleton />}
    </div>
  );
}

function Studio({ catalog }: { catalog: Catalog }) {
  const draft = useDraft(catalog);
  useRequestFromAddress(catalog, useSearch({ from: '/shell/' }));
  return draft && <Bench catalog={catalog} draft={draft} />;
}

function Bench({ catalog, draft }: { catalog: Catalog; draft: Draft }) {
  const me = useMe();
  const top = useRef<HTMLDivElement>(null);
  const jobs = useJobs();
  const compared = useCompared();
  const onFiles = (files: File[]) => takeFiles(catalog, draft, files);
  useFileIntake({ label: t('intake'), take: onFiles });
  const newestActive = jobs.data?.find((job) => isActive(job) && !job.cancelRequested);
  useCommands([
    {
      id: 'create.cancel',
      title: t('command.cancel'),
      group: t('group'),
      keys: ['Mod+Alt+Enter', 'Shift+X'],
      run: () => void (newestActive && cancelJob(newestActive.id)),
    },
  ]);
  const toTop = () => top.current?.scrollIntoView({ block: 'end', behavior: 'smooth' });
  function again(job: Job, options: { isVariation: boolean }) {
    dispatchDraft(catalog, { type: 'replace', draft: draftFromJob(job, options) });
    toTop();
  }
  const isEmpty = jobs.isSuccess && jobs.data.length === 0;
  return (
    <>
      <div ref={top} className={isEmpty ? 'pb-7 pt-[clamp(1.5rem,9dvh,6rem)]' : 'pt-3'}>
        {isEmpty ? (
          <h1 className="text-center text-display font-semibold max-sm:text-heading">
            {t('welcome', { name: me.account.displayName.split(' ')[0] ?? '' })}
          </h1>
        ) : (
          <h1 className="sr-only">{t('title')}</h1>
        )}
      </div>
      <div className={isEmpty ? 'mx-auto max-w-[1120px]' : 'sm:sticky sm:top-2 sm:z-10'}>
        <Composer catalog={catalog} draft={draft} onStarted={toTop} onFiles={onFiles} />
      </div>
      <section
        aria-label={t('feed')}
        className={isEmpty ? 'mx-auto mt-12 max-w-[1120px]' : 'mt-8 flex flex-col gap-11'}
      >
        {jobs.isPending && <FeedSkeleton />}
        {jobs.isError && (
          <ErrorState
            title={t('feed.failed')}
            advice={failureOf(jobs.error).remedy}
            action={
              <Button size="small" onClick={() => void jobs.refetch()}>
                {t('retry')}
              </Button>
            }
          />
        )}
        {isEmpty && (
          <Tour
            onPrompt={(prompt, ratio) => {
              dispatchDraft(catalog, { type: 'value', name: 'prompt', value: prompt });
              dispatchDraft(catalog, { type: 'value', name: 'aspectRatio', value: ratio });
            }}
            onSample={(asset) => addInput(catalog, draft, asset.id)}
          />
        )}
        {jobs.data?.map((job) => (
          <JobRow
            key={job.id}
            job={job}
            catalog={catalog}
            onAgain={again}
            compared={compared.ids}
            onCompare={compared.toggle}
            onUseAsInput={(asset) => {
              addInput(catalog, draft, asset.id);
              toTop();
            }}
          />
        ))}
        {jobs.hasNextPage && (
          <div className="flex justify-center">
            <Button isBusy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
              {t('feed.more')}
            </Button>
          </div>
        )}
      </section>
      <CompareTray assets={compared.assets} onRemove={compared.remove} onClear={compared.clear} />
    </>
  );
}

function StudioSkeleton() {
  return (
    <div className="pt-3" role="status" aria-label={t('title')}>
      <Skeleton className="h-36 rounded-sheet" />
      <div className="mt-8">
        <FeedSkeleton />
      </div>
    </div>
  );
}

function FeedSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-2 lg:grid-cols-4">
      {[0, 1, 2, 3].map((place) => (
        <Skeleton key={place} className="aspect-square rounded-card" />
      ))}
    </div>
  );
}
