import { Download, HardDriveDownload } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { failureOf } from '#web/data/failure.ts';
import { fetchLocalModel } from '#web/data/catalog.ts';
import type { LocalModel, Model } from '#web/data/catalog-lookup.ts';
import { formatBytes } from '#web/design/patterns/bytes.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Progress } from '#web/design/primitives/progress.tsx';
import { t } from './messages.ts';

/** What must be fetched before the model can run on this machine; empty when nothing must. */
export function missingLocalModels(model: Model): LocalModel[] {
  return model.localModels.filter((local) => local.state !== 'ready');
}

/** Asks before a download: its size, whose work it is and under which licence; then shows it arriving. */
export function LocalModelNotice({ model }: { model: Model }) {
  const missing = missingLocalModels(model);
  const fetching = missing.find((local) => local.state === 'fetching');
  const failed = missing.find((local) => local.state === 'failed');
  const size = formatBytes(missing.reduce((sum, local) => sum + local.downloadBytes, 0));
  const start = useMutation({ mutationFn: () => Promise.all(missing.map((local) => fetchLocalModel(local.id))) });
  const failure = start.error ? failureOf(start.error) : null;
  return (
    <section className="rounded-card bg-accent-wash px-4 py-3" aria-label={t('local.title', { title: model.title })}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 gap-3">
          <HardDriveDownload
            size={18}
            strokeWidth={1.75}
            className="mt-0.5 shrink-0 text-accent-ink"
            aria-hidden="true"
          />
          <div className="min-w-0">
            <p className="text-base font-semibold">{t('local.title', { title: model.title })}</p>
            <p className="text-base text-muted">{t('local.detail', { size })}</p>
            {missing.map((local) => (
              <p key={local.id} className="mt-1 text-small text-muted">
                {t('local.licence', { origin: local.origin, licence: local.licence })}
              </p>
            ))}
          </div>
        </div>
        {!fetching && (
          <Button
            variant="primary"
            icon={<Download size={15} />}
            isBusy={start.isPending}
            onClick={() => start.mutate()}
          >
            {t('local.fetch', { size })}
          </Button>
        )}
      </div>
      {fetching && (
        <div className="mt-3">
          <Progress label={t('local.fetching')} fraction={fetching.fraction} />
        </div>
      )}
      {(failure || failed) && (
        <div className="mt-3">
          <ErrorState title={t('local.failed')} advice={failure?.remedy ?? failure?.message ?? failed?.error} />
        </div>
      )}
    </section>
  );
}
