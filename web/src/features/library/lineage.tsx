import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ratioOf, type Asset, type AssetDetails } from '#web/data/assets.ts';
import { titlesOf, type Catalog } from '#web/data/catalog-lookup.ts';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import { RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { t } from './messages.ts';

/** Where it comes from and what became of it, as one line downwards. */
export function Lineage({
  details: { asset, madeBy, madeFrom, usedIn },
  catalog,
}: {
  details: AssetDetails;
  catalog: Catalog | undefined;
}) {
  const origin = madeBy
    ? titlesOf(catalog, madeBy).operation
    : asset.source === 'sample'
      ? t('lineage.sample')
      : t('lineage.uploaded');
  return (
    <section>
      <h3 className="mb-2 text-small font-medium text-subtle">{t('lineage')}</h3>
      <ol className="relative flex flex-col gap-3 before:absolute before:bottom-6 before:left-[19px] before:top-6 before:w-px before:bg-line-strong">
        {madeFrom.map(({ asset: source, name }) => (
          <Step key={`${name}-${source.id}`} asset={source} title={source.name} note={t('lineage.from')} />
        ))}
        <Step asset={asset} title={origin} note={<RelativeTime at={asset.createdAt} />} isCurrent />
        {usedIn.map(({ asset: result, step }) => (
          <Step
            key={result.id}
            asset={result}
            title={titlesOf(catalog, step).operation}
            note={<RelativeTime at={step.createdAt} />}
          />
        ))}
      </ol>
    </section>
  );
}

function Step({
  asset,
  title,
  note,
  isCurrent,
}: {
  asset: Asset;
  title: string;
  note: ReactNode;
  isCurrent?: boolean;
}) {
  const body = (
    <>
      <MediaFrame
        src={asset.urls.thumbnail}
        alt=""
        ratio={1}
        thumbhash={asset.thumbhash}
        fit={ratioOf(asset) > 2 || ratioOf(asset) < 0.5 ? 'contain' : 'cover'}
        className={`size-10 shrink-0 rounded-control ${isCurrent ? 'shadow-[0_0_0_2px_var(--frame),0_0_0_3.5px_var(--accent)]' : 'shadow-[0_0_0_3px_var(--frame)]'}`}
      />
      <span className="min-w-0">
        <span className="block truncate text-base font-medium">{title}</span>
        <span className="block text-small text-subtle">{note}</span>
      </span>
    </>
  );
  return (
    <li aria-current={isCurrent ? 'step' : undefined}>
      {isCurrent ? (
        <div className="relative flex items-center gap-3">{body}</div>
      ) : (
        <Link
          to="/library/$assetId"
          params={{ assetId: asset.id }}
          className="relative flex items-center gap-3 rounded-control transition-opacity hover:opacity-80"
        >
          {body}
        </Link>
      )}
    </li>
  );
}
