import { ImageOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { t } from '../words/messages.ts';
import { ThumbhashCanvas } from './thumbhash-canvas.tsx';

export interface MediaFrameProps {
  /** Null while there is no picture yet. */
  src: string | null;
  srcSet?: string;
  sizes?: string;
  alt: string;
  /** Width divided by height; the frame has it from the start, so nothing moves. */
  ratio: number;
  thumbhash?: string | null;
  isDemo?: boolean;
  fit?: 'cover' | 'contain';
  isEager?: boolean;
  className?: string;
  /** Drawn over the picture. */
  children?: ReactNode;
}

/** A picture in its final shape from the first moment: blurred memory, then the picture. */
export function MediaFrame({ src, srcSet, sizes, alt, ratio, thumbhash, isDemo, fit = 'cover', isEager, className, children }: MediaFrameProps) {
  const [loaded, setLoaded] = useState<string | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const layer = cx('absolute inset-0 size-full', fit === 'cover' ? 'object-cover' : 'object-contain');
  return (
    <div className={cx('relative isolate overflow-hidden bg-sunken', className)} style={{ aspectRatio: ratio }}>
      {thumbhash && (src === null || loaded !== src) && <ThumbhashCanvas hash={thumbhash} className={layer} />}
      {src && broken !== src && (
        <img
          src={src}
          srcSet={srcSet}
          sizes={sizes}
          alt={alt}
          loading={isEager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onLoad={() => setLoaded(src)}
          onError={() => setBroken(src)}
          className={cx(layer, 'transition-opacity duration-200', loaded === src ? 'opacity-100' : 'opacity-0')}
        />
      )}
      {broken !== null && broken === src && (
        <span className="absolute inset-0 flex items-center justify-center text-subtle" role="img" aria-label={alt}><ImageOff size={20} /></span>
      )}
      {isDemo && (
        <span className="absolute bottom-2 left-2 rounded-tick bg-black/60 px-1.5 py-px text-micro font-medium text-white backdrop-blur-sm">{t('demo')}</span>
      )}
      {children}
    </div>
  );
}
