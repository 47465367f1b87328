import { ImageOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { t } from '../words/messages.ts';
import { ThumbhashCanvas } from './thumbhash-canvas.tsx';

export interface MediaFrameProps {
  /** Null while there is no picture yet. */
  src: string | null;
  alt: string;
  /** Width divided by height; the frame has it from the start, so nothing moves. */
  ratio: number;
  thumbhash?: string | null;
  isDemo?: boolean;
  fit?: 'cover' | 'contain';
  isEager?: boolean;
  /** A rough first sight of what is coming: shown softened. */
  isPreview?: boolean;
  /** Draws squares behind what can be seen through. */
  mayBeTransparent?: boolean;
  className?: string;
  /** Drawn over the picture. */
  children?: ReactNode;
}

type Arrival = { path: string | null; state: 'loaded' | 'settled' | 'broken' };

/** A picture in its final shape from the first moment: blurred memory, then the picture fading in over it. */
export function MediaFrame({
  src,
  alt,
  ratio,
  thumbhash,
  isDemo,
  fit = 'cover',
  isEager,
  isPreview,
  mayBeTransparent,
  className,
  children,
}: MediaFrameProps) {
  const path = pathOf(src);
  const [arrival, setArrival] = useState<Arrival | null>(null);
  const state = path !== null && arrival?.path === path ? arrival.state : 'loading';
  const layer = cx('absolute inset-0 size-full', fit === 'cover' ? 'object-cover' : 'object-contain');
  return (
    <div
      className={cx(
        'relative isolate overflow-hidden',
        mayBeTransparent && state === 'settled' ? 'checkered' : 'bg-sunken',
        src === null && !thumbhash && !children && 'animate-breathe',
        className,
      )}
      style={{ aspectRatio: ratio }}
    >
      {thumbhash && state !== 'settled' && <ThumbhashCanvas hash={thumbhash} className={layer} />}
      {src && state !== 'broken' && (
        <img
          src={src}
          alt={alt}
          loading={isEager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onLoad={() =>
            setArrival((known) =>
              known?.path === path && known.state === 'settled' ? known : { path, state: 'loaded' },
            )
          }
          onTransitionEnd={() => setArrival({ path, state: 'settled' })}
          onError={() => setArrival({ path, state: 'broken' })}
          className={cx(
            layer,
            'transition-opacity duration-200',
            isPreview && 'scale-110 blur-lg',
            state === 'loading' && !isPreview ? 'opacity-0' : 'opacity-100',
          )}
        />
      )}
      {state === 'broken' && (
        <span className="absolute inset-0 flex items-center justify-center text-subtle" role="img" aria-label={alt}>
          <ImageOff size={20} />
        </span>
      )}
      {isDemo && (
        <span className="absolute bottom-2 left-2 rounded-tick bg-black/60 px-1.5 py-px text-micro font-medium text-white backdrop-blur-sm">
          {t('demo')}
        </span>
      )}
      {children}
    </div>
  );
}

/** Signed addresses change their query by the hour; the picture behind them does not. */
function pathOf(src: string | null): string | null {
  return src === null || src.startsWith('data:') ? src : (src.split('?')[0] ?? src);
}
