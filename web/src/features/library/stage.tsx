import { Maximize, Minus, Plus } from 'lucide-react';
import { useRef } from 'react';
import { useAssetText } from '#web/data/asset-text.ts';
import { ratioOf, type Asset } from '#web/data/assets.ts';
import { cx } from '#web/design/class-names.ts';
import { useCommands } from '#web/design/commands.ts';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { t } from './messages.ts';
import { FITTED, useHands } from './use-hands.ts';
import { zoomAt } from './view.ts';

const ZOOM_STEP = 1.5;
const CLOSER = 2.5;

export interface StageProps {
  asset: Asset;
  onSwipe: (direction: 'previous' | 'next') => void;
}

/** The asset itself, to be looked at closely. */
export function Stage({ asset, onSwipe }: StageProps) {
  if (asset.kind === 'text') return <TextStage asset={asset} />;
  if (asset.kind !== 'image' || asset.derivatives === 'failed')
    return (
      <p className="flex h-full items-center justify-center p-8 text-center text-body text-muted">
        {t('viewer.unreadable')}
      </p>
    );
  return <PictureStage asset={asset} onSwipe={onSwipe} />;
}

function PictureStage({ asset, onSwipe }: StageProps) {
  const area = useRef<HTMLDivElement>(null);
  const { view, setView, isHeld, handlers } = useHands(area, onSwipe);
  const zoom = (factor: number) => setView((current) => zoomAt(current, factor, { x: 0, y: 0 }));
  const fit = () => setView(FITTED);
  useCommands([
    { id: 'viewer.zoomIn', title: t('viewer.zoomIn'), group: t('group'), keys: ['+', '='], run: () => zoom(ZOOM_STEP) },
    {
      id: 'viewer.zoomOut',
      title: t('viewer.zoomOut'),
      group: t('group'),
      keys: ['-'],
      run: () => zoom(1 / ZOOM_STEP),
    },
    { id: 'viewer.fit', title: t('viewer.fit'), group: t('group'), keys: ['.', 'Mod+0'], run: fit },
  ]);
  const ratio = ratioOf(asset);
  return (
    <>
      <div
        ref={area}
        className={cx(
          'absolute inset-0 flex touch-none items-center justify-center overflow-hidden p-2 sm:p-4 [container-type:size]',
          view.scale > 1 && (isHeld ? 'cursor-grabbing' : 'cursor-grab'),
        )}
        onDoubleClick={() => setView((current) => (current.scale > 1 ? FITTED : { ...FITTED, scale: CLOSER }))}
        {...handlers}
      >
        <div
          className={cx(!isHeld && 'transition-transform duration-150 ease-out')}
          style={{
            width: `min(100cqw - 16px, (100cqh - 16px) * ${ratio})`,
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          }}
        >
          <MediaFrame
            src={asset.urls.original}
            alt={asset.name}
            ratio={ratio}
            thumbhash={asset.thumbhash}
            mayBeTransparent={asset.mediaType !== 'image/jpeg'}
            fit="contain"
            isEager
            className="rounded-tick"
          />
        </div>
      </div>
      <div className="absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center gap-0.5 rounded-card bg-raised p-1 shadow-float">
        <IconButton
          label={t('viewer.zoomOut')}
          keys="-"
          size="small"
          icon={<Minus size={15} />}
          disabled={view.scale <= 1}
          onClick={() => zoom(1 / ZOOM_STEP)}
        />
        <output className="w-12 text-center text-small text-muted">{Math.round(view.scale * 100)} %</output>
        <IconButton
          label={t('viewer.zoomIn')}
          keys="+"
          size="small"
          icon={<Plus size={15} />}
          onClick={() => zoom(ZOOM_STEP)}
        />
        <IconButton label={t('viewer.fit')} keys="." size="small" icon={<Maximize size={14} />} onClick={fit} />
      </div>
    </>
  );
}

function TextStage({ asset }: { asset: Asset }) {
  const text = useAssetText(asset);
  return (
    <section
      aria-label={asset.name}
      className="mx-auto h-full max-w-[80ch] select-text overflow-auto whitespace-pre-wrap p-6 text-body"
    >
      {text}
    </section>
  );
}
