import { Columns2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Asset } from '#web/data/assets.ts';
import { Button } from '#web/design/primitives/button.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { t } from './messages.ts';

const CompareDialog = lazy(() => import('./compare-dialog.tsx').then((module) => ({ default: module.CompareDialog })));
/** More than this many side by side are too small to judge. */
export const MAX_COMPARED = 4;

/** Pictures laid aside to be seen together. */
export function CompareTray({
  assets,
  onRemove,
  onClear,
}: {
  assets: readonly Asset[];
  onRemove: (asset: Asset) => void;
  onClear: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  if (assets.length === 0) return null;
  return (
    <aside
      aria-label={t('compare')}
      className="sticky bottom-4 z-20 mx-auto mt-6 flex w-fit max-w-full animate-arrive items-center gap-2 rounded-panel bg-raised p-2 shadow-float"
    >
      {assets.map((asset) => (
        <button
          key={asset.id}
          type="button"
          aria-label={t('compare.remove')}
          onClick={() => onRemove(asset)}
          className="group/thumb relative size-11 overflow-hidden rounded-control"
        >
          <img src={asset.urls.thumbnail ?? undefined} alt={asset.name} className="size-full object-cover" />
          <span className="absolute inset-0 hidden items-center justify-center bg-black/50 text-white group-hover/thumb:flex group-focus-visible/thumb:flex">
            <X size={16} />
          </span>
        </button>
      ))}
      <Button
        variant="primary"
        icon={<Columns2 size={15} />}
        disabled={assets.length < 2}
        onClick={() => setOpen(true)}
      >
        {t('compare')}
      </Button>
      <IconButton label={t('compare.clear')} icon={<X size={16} />} onClick={onClear} />
      <Suspense>{isOpen && <CompareDialog assets={assets} onClose={() => setOpen(false)} />}</Suspense>
    </aside>
  );
}
