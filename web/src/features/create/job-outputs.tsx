import { useNavigate } from '@tanstack/react-router';
import { Columns2, Download, Heart, ImagePlus } from 'lucide-react';
import { changeAsset, downloadAsset, pictureOf, ratioOf, type Asset } from '#web/data/assets.ts';
import { jobStatus } from '#web/data/job-status.ts';
import type { Job } from '#web/data/jobs.ts';
import { useProgress } from '#web/data/progress.ts';
import { cx } from '#web/design/class-names.ts';
import { MediaCard } from '#web/design/patterns/media-card.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { t } from './messages.ts';
import { TextResult } from './text-result.tsx';

export interface OutputActions {
  compared: readonly string[];
  onCompare: (asset: Asset) => void;
  onUseAsInput: (asset: Asset) => void;
}

/** From this ratio on, two pictures side by side are better to look at than four. */
const WIDE_RATIO = 1.5;
/** Below this one, a full-width column would be taller than the screen. */
const TALL_RATIO = 0.75;
const TALLEST_PX = 460;

/** The places of a job's results, in their final shape from the first moment. */
export function JobOutputs({ job, ...actions }: { job: Job } & OutputActions) {
  const progress = useProgress(job.id);
  const text = job.outputs.filter((asset) => asset.kind === 'text');
  if (text.length > 0) return text.map((asset) => <TextResult key={asset.id} asset={asset} />);
  const ratio = job.outputs[0] ? ratioOf(job.outputs[0]) : (job.aspectRatio ?? 1);
  const places = Array.from(
    { length: Math.max(job.outputCount, job.outputs.length) },
    (_, index) => job.outputs[index] ?? null,
  );
  return (
    <div
      className={cx('grid gap-2', columnsFor(places.length, ratio))}
      style={{ maxWidth: widestFor(places.length, ratio) }}
    >
      {places.map((asset, index) =>
        asset ? (
          <ResultCard key={asset.id} asset={asset} number={index + 1} total={places.length} {...actions} />
        ) : (
          <MediaCard
            key={index}
            src={progress?.previews.get(index) ?? null}
            alt={t('pending', { number: index + 1, total: places.length })}
            ratio={ratio}
            isPreview
            status={jobStatus(job)}
            note={progress?.stage ?? job.stage}
            fraction={progress?.fraction ?? job.fraction}
          />
        ),
      )}
    </div>
  );
}

/** A row that fills up: never three and a lonely fourth. */
function columnsFor(count: number, ratio: number): string {
  if (count === 1) return '';
  if (ratio >= WIDE_RATIO || count === 2) return 'sm:grid-cols-2';
  return count === 3 ? 'grid-cols-2 sm:grid-cols-3' : 'grid-cols-2 lg:grid-cols-4';
}

/** No picture is taller than what one can see at once. */
function widestFor(count: number, ratio: number): string | undefined {
  const columns = count === 1 ? 1 : ratio >= WIDE_RATIO ? 2 : count;
  return ratio < TALL_RATIO || columns <= 2 ? `${Math.round(columns * TALLEST_PX * ratio)}px` : undefined;
}

function ResultCard({
  asset,
  number,
  total,
  compared,
  onCompare,
  onUseAsInput,
}: { asset: Asset; number: number; total: number } & OutputActions) {
  const navigate = useNavigate();
  const isCompared = compared.includes(asset.id);
  const deeds = [
    {
      label: t('favourite'),
      icon: <Heart size={14} fill={asset.favourite ? 'currentColor' : 'none'} />,
      isPressed: asset.favourite,
      onSelect: () => void changeAsset({ id: asset.id, favourite: !asset.favourite }),
    },
    { label: t('useAsInput'), icon: <ImagePlus size={14} />, onSelect: () => onUseAsInput(asset) },
    {
      label: isCompared ? t('compare.remove') : t('compare.add'),
      icon: <Columns2 size={14} />,
      isPressed: isCompared,
      onSelect: () => onCompare(asset),
    },
    { label: t('download'), icon: <Download size={14} />, onSelect: () => downloadAsset(asset) },
  ];
  return (
    <MediaCard
      src={pictureOf(asset)}
      alt={t('resultOf', { number, total, name: asset.name })}
      ratio={ratioOf(asset)}
      thumbhash={asset.thumbhash}
      isDemo={asset.demo}
      mayBeTransparent={asset.mediaType !== 'image/jpeg'}
      isSelected={isCompared}
      onOpen={() => void navigate({ to: '/library/$assetId', params: { assetId: asset.id } })}
      menu={[deeds]}
      actions={deeds.map(({ label, icon, isPressed, onSelect }) => (
        <IconButton
          key={label}
          tone="onMedia"
          size="small"
          label={label}
          aria-pressed={isPressed}
          icon={icon}
          onClick={onSelect}
        />
      ))}
    />
  );
}
