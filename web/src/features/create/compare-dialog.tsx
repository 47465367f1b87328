import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useState } from 'react';
import { ratioOf, type Asset } from '#web/data/assets.ts';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { t as words } from '#web/design/words/messages.ts';
import { t } from './messages.ts';

type Mode = 'side' | 'wipe';

/** Pictures against each other over the whole screen; two can be wiped one over the other. */
export function CompareDialog({ assets, onClose }: { assets: readonly Asset[]; onClose: () => void }) {
  const [mode, setMode] = useState<Mode>('side');
  const [first, second] = assets;
  const canWipe = assets.length === 2 && first && second;
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Popup data-theme="dark" className="fixed inset-0 z-40 flex flex-col bg-frame text-ink outline-none">
          <header className="flex h-(--topbar) shrink-0 items-center justify-between gap-3 px-4">
            <Base.Title className="text-body font-semibold">{t('compare.title')}</Base.Title>
            {canWipe && (
              <Segmented
                label={t('compare.title')}
                value={mode}
                onChange={setMode}
                options={[
                  { value: 'side', label: t('compare.side') },
                  { value: 'wipe', label: t('compare.wipe') },
                ]}
              />
            )}
            <Base.Close render={<IconButton label={words('close')} keys="Escape" icon={<X size={17} />} />} />
          </header>
          {mode === 'wipe' && canWipe ? <Wipe first={first} second={second} /> : <Side assets={assets} />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Side({ assets }: { assets: readonly Asset[] }) {
  return (
    <div className="grid min-h-0 flex-1 auto-rows-fr gap-2 p-2 sm:grid-flow-col sm:auto-cols-fr">
      {assets.map((asset) => (
        <figure key={asset.id} className="flex min-h-0 min-w-0 flex-col">
          <img src={asset.urls.original} alt={asset.name} className="min-h-0 w-full flex-1 object-contain" />
          <figcaption className="truncate pt-1 text-center text-small text-muted">{asset.name}</figcaption>
        </figure>
      ))}
    </div>
  );
}

function Wipe({ first, second }: { first: Asset; second: Asset }) {
  const [position, setPosition] = useState(50);
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center p-4">
      <div
        className="relative max-h-full max-w-full overflow-hidden rounded-card"
        style={{ aspectRatio: ratioOf(first), width: `min(100%, calc((100dvh - 100px) * ${ratioOf(first)}))` }}
      >
        <img
          src={second.urls.original}
          alt={second.name}
          className="absolute inset-0 size-full object-cover"
          draggable={false}
        />
        <img
          src={first.urls.original}
          alt={first.name}
          className="absolute inset-0 size-full object-cover"
          draggable={false}
          style={{ clipPath: `inset(0 ${100 - position}% 0 0)` }}
        />
        <span
          className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]"
          style={{ left: `${position}%` }}
        />
        <input
          type="range"
          aria-label={t('compare.position')}
          min={0}
          max={100}
          step={0.5}
          value={position}
          onChange={(event) => setPosition(Number(event.target.value))}
          className="absolute inset-0 size-full cursor-ew-resize opacity-0"
        />
      </div>
    </div>
  );
}
