import { RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CornerMarks } from '#web/design/patterns/corner-marks.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { paintDusk } from './dusk-painting.ts';
import { t } from './messages.ts';

const MAX_PIXEL_RATIO = 2;

/** The picture beside the form. Fills its place and is painted anew when the place changes. */
export function Painting() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [seed, setSeed] = useState(() => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const observer = new ResizeObserver(() => {
      const scale = Math.min(devicePixelRatio, MAX_PIXEL_RATIO);
      const { clientWidth: width, clientHeight: height } = element;
      element.width = width * scale;
      element.height = height * scale;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      if (width > 0 && height > 0) paintDusk(context, { width, height, seed });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [seed]);
  return (
    <div className="relative size-full overflow-hidden rounded-sheet bg-sunken">
      <canvas key={seed} ref={canvas} aria-hidden="true" className="absolute inset-0 size-full animate-arrive" />
      <CornerMarks inset={20} arm={16} className="text-white/75" />
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-4 px-9 pb-8 max-md:hidden">
        <p className="text-small font-medium text-white/85 [text-shadow:0_1px_3px_rgb(0_0_0/0.5)]">{t('painting')}</p>
        <IconButton
          label={t('painting.again')}
          tone="onMedia"
          size="small"
          icon={<RotateCw size={14} />}
          onClick={() => setSeed(seed + 1)}
        />
      </div>
    </div>
  );
}
