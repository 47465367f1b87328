import { useNavigate } from '@tanstack/react-router';
import { Columns2, Download, Heart, ImagePlus } from 'lucide-react';
import { changeAsset, downloadAsset, ratioOf, type Asset } from '#web/data/assets.ts';
import { jobStatus } from '#web/data/job-status.ts';
import type { Job } from '#web/data/jobs.ts';
import { useProgress } from '#web/data/progress.ts';
import { MediaCard } from '#web/design/patterns/media-card.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { t } from './messages.ts';
import { TextResult } from './text-result.tsx';

export interface OutputActions {
  compared: readonly string[];
  onCompare: (asset: Asset) => void;
  onUseAsInput: (asset: Asset) => void;
}

/** From this ratio on, two pictures side by side fill the row better than four. */
const WIDE_RATIO = 1.25;

/** The places of a job's results, in their final shape from the first moment. */
export function JobOutputs({ job, ...actions }: { job: Job } & OutputActions) {
  const progress = useProgress(job.id);
  const text = job.outputs.filter((asset) => asset.kind === 'text');
  if (text.length > 0) return text.map((asset) => <TextResult key={asset.id} asset={asset} />);
  const ratio = job.outputs[0] ? ratioOf(job.outputs[0]) : (job.aspectRatio ?? 1);
  const places = Array.from({ length: Math.max(job.outputCount, job.outputs.length) }, (_, index) => job.outputs[index] ?? null);
  const minimum = places.length === 1 ? '420px' : ratio > WIDE_RATIO ? '300px' : '200px';
  return (
    <div className="grid gap-2" style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(${places.length === 1 ? '100%' : 'calc(50% - 4px)'}, ${minimum}), 1fr))` }}>
      {places.map((asset, index) =>
        asset ? (
          <ResultCard key={asset.id} asset={asset} number={index + 1} total={places.length} {...actions} />
        ) : (
          <MediaCard
            key={index}
            src={progress?.previews.get(index) ?? null}
            alt={t('pending', { number: index + 1, total: places.length })}
            ratio={ratio}
            status={jobStatus(job)}
            note={progress?.stage ?? job.stage}
            fraction={progress?.fraction ?? job.fraction}
          />
        ),
      )}
    </div>
  );
}

function ResultCard({ asset, number, total, compared, onCompare, onUseAsInput }: { asset: Asset; number: number; total: number } & OutputActions) {
  const navigate = useNavigate();
  const isCompared = compared.includes(asset.id);
  return (
    <MediaCard
      src={asset.urls.preview ?? asset.urls.thumbnail}
      alt={t('resultOf', { number, total, name: asset.name })}
      ratio={ratioOf(asset)}
      thumbhash={asset.thumbhash}
      isDemo={asset.demo}
      isSelected={isCompared}
      onOpen={() => void navigate({ to: '/library/$assetId', params: { assetId: asset.id } })}
      actions={
        <>
          <IconButton tone="onMedia" size="small" label={t('favourite')} aria-pressed={asset.favourite} icon={<Heart size={14} fill={asset.favourite ? 'currentColor' : 'none'} />} onClick={() => void changeAsset({ id: asset.id, favourite: !asset.favourite })} />
          <IconButton tone="onMedia" size="small" label={t('useAsInput')} icon={<ImagePlus size={14} />} onClick={() => onUseAsInput(asset)} />
          <IconButton tone="onMedia" size="small" label={isCompared ? t('compare.remove') : t('compare.add')} aria-pressed={isCompared} icon={<Columns2 size={14} />} onClick={() => onCompare(asset)} />
          <IconButton tone="onMedia" size="small" label={t('download')} icon={<Download size={14} />} onClick={() => downloadAsset(asset)} />
        </>
      }
    />
  );
}
