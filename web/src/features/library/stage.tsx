import { useQuery } from '@tanstack/react-query';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { ratioOf, type Asset } from '#web/data/assets.ts';
import { cx } from '#web/design/class-names.ts';
import { useCommands } from '#web/design/commands.ts';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { t } from './messages.ts';
import { panBy, zoomAt, type View } from './view.ts';

const FITTED: View = { scale: 1, x: 0, y: 0 };
const STEP = 1.5;

/** The picture, to be looked at closely: wheel and pinch zoom at the pointer, drag moves, double click goes back and forth. */
export function Stage({ asset }: { asset: Asset }) {
  if (asset.kind === 'text') return <TextStage asset={asset} />;
  if (asset.kind !== 'image' || asset.derivatives === 'failed') return <p className="flex h-full items-center justify-center p-8 text-center text-body text-muted">{t('viewer.unreadable')}</p>;
  return <PictureStage asset={asset} />;
}

function PictureStage({ asset }: { asset: Asset }) {
  const [view, setView] = useState(FITTED);
  const [isHeld, setHeld] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const zoom = (factor: number) => setView((current) => zoomAt(current, factor, { x: 0, y: 0 }));
  useEffect(() => {
    const element = area.current;
    // React's wheel listener is passive and could not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element!.getBoundingClientRect();
      setView((current) => zoomAt(current, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);
  useCommands([
    { id: 'viewer.zoomIn', title: t('viewer.zoomIn'), group: t('group'), keys: ['+', '='], run: () => zoom(STEP) },
    { id: 'viewer.zoomOut', title: t('viewer.zoomOut'), group: t('group'), keys: ['-'], run: () => zoom(1 / STEP) },
    { id: 'viewer.fit', title: t('viewer.fit'), group: t('group'), keys: ['.', 'Mod+0'], run: () => setView(FITTED) },
  ]);
  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld(true);
  }
  const ratio = ratioOf(asset);
  const isTransparent = asset.mediaType === 'image/png' || asset.mediaType === 'image/webp';
  return (
    <>
      <div
        ref={area}
        className={cx('absolute inset-0 flex touch-none items-center justify-center overflow-hidden p-2 sm:p-4 [container-type:size]', view.scale > 1 && (isHeld ? 'cursor-grabbing' : 'cursor-grab'))}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => isHeld && setView((current) => panBy(current, { x: event.movementX, y: event.movementY }))}
        onPointerUp={() => setHeld(false)}
        onPointerCancel={() => setHeld(false)}
        onDoubleClick={() => setView((current) => (current.scale > 1 ? FITTED : { ...FITTED, scale: 2.5 }))}
      >
        <div
          className={cx(!isHeld && 'transition-transform duration-150 ease-out')}
          style={{ width: `min(100cqw - 16px, (100cqh - 16px) * ${ratio})`, transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        >
          <MediaFrame src={asset.urls.original} alt={asset.name} ratio={ratio} thumbhash={asset.thumbhash} fit="contain" isEager className={cx('rounded-tick', isTransparent && 'checkered')} />
        </div>
      </div>
      <div className="absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center gap-0.5 rounded-card bg-raised p-1 shadow-float">
        <IconButton label={t('viewer.zoomOut')} keys="-" size="small" icon={<Minus size={15} />} disabled={view.scale <= 1} onClick={() => zoom(1 / STEP)} />
        <output className="w-12 text-center text-small text-muted">{Math.round(view.scale * 100)} %</output>
        <IconButton label={t('viewer.zoomIn')} keys="+" size="small" icon={<Plus size={15} />} onClick={() => zoom(STEP)} />
        <IconButton label={t('viewer.fit')} keys="." size="small" icon={<Maximize size={14} />} onClick={() => setView(FITTED)} />
      </div>
    </>
  );
}

function TextStage({ asset }: { asset: Asset }) {
  const { data } = useQuery({ queryKey: ['asset-text', asset.id], queryFn: async ({ signal }) => (await fetch(asset.urls.original, { signal })).text(), staleTime: Infinity });
  return <pre className="mx-auto h-full max-w-[80ch] overflow-auto whitespace-pre-wrap p-6 font-sans text-body" tabIndex={0}>{data}</pre>;
}
