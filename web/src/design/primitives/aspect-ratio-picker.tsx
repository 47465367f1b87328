import { useId } from 'react';
export interface AspectRatioPickerProps {
  label: string;
  /** "16:9" */
  value: string;
  ratios: readonly string[];
  onChange: (ratio: string) => void;
  isLabelHidden?: boolean;
}

const FRAME_BOX_PX = 22;

/** Every ratio drawn as the little frame it is. */
export function AspectRatioPicker({ label, value, ratios, onChange, isLabelHidden }: AspectRatioPickerProps) {
  const name = useId();
  return (
    <div className="flex flex-col gap-1.5">
      {!isLabelHidden && <span className="text-small font-medium text-muted">{label}</span>}
      <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-1">
        {ratios.map((ratio) => (
          <label
            key={ratio}
            className="group relative flex h-14 w-12 flex-col items-center justify-between rounded-control pb-1 pt-2 text-muted transition-colors hover:bg-hover hover:text-ink has-checked:bg-selected has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name={name}
              value={ratio}
              checked={ratio === value}
              onChange={() => onChange(ratio)}
              className="absolute inset-0 size-full opacity-0"
            />
            <span className="flex size-6 items-center justify-center">
              <RatioFrame ratio={ratio} />
            </span>
            <span className="text-micro font-medium leading-none tabular-nums">{ratio}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

/** A frame of the given ratio inside a fixed box, equal in area so that none looks heavier. */
export function RatioFrame({ ratio, boxPx = FRAME_BOX_PX }: { ratio: string; boxPx?: number }) {
  const { width, height } = frameSize(ratio, boxPx);
  return (
    <svg width={boxPx} height={boxPx} viewBox={`0 0 ${boxPx} ${boxPx}`} aria-hidden="true">
      <rect
        x={(boxPx - width) / 2}
        y={(boxPx - height) / 2}
        width={width}
        height={height}
        rx="2"
        className="fill-transparent stroke-current transition-[fill] group-has-checked:fill-current/15"
        strokeWidth="1.5"
      />
    </svg>
  );
}

/** Width and height in px of a frame of that ratio; at most the box less its stroke. */
export function frameSize(ratio: string, boxPx: number): { width: number; height: number } {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const shape = across > 0 && down > 0 ? across / down : 1;
  const room = boxPx - 2;
  const area = room * room * 0.56;
  const width = Math.min(room, Math.sqrt(area * shape));
  const height = Math.min(room, Math.sqrt(area / shape), width / shape);
  return { width: Math.min(width, height * shape), height };
}
