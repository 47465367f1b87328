import type { Job } from '#web/data/jobs.ts';
import { RatioFrame } from '#web/design/primitives/aspect-ratio-picker.tsx';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';

/** The first result, else what it is made from, else the empty frame in the right shape. */
export function JobThumbnail({ job }: { job: Job }) {
  const asset = job.outputs.find((output) => output.kind === 'image') ?? job.inputs.find((input) => input.asset)?.asset;
  if (asset)
    return (
      <MediaFrame
        src={asset.urls.thumbnail}
        alt=""
        ratio={1}
        thumbhash={asset.thumbhash}
        className="size-12 shrink-0 rounded-control"
      />
    );
  return (
    <span className="flex size-12 shrink-0 items-center justify-center rounded-control bg-sunken text-subtle">
      <RatioFrame ratio={`${job.aspectRatio ?? 1}:1`} />
    </span>
  );
}
