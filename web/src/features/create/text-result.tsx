import { Copy } from 'lucide-react';
import { useAssetText } from '#web/data/asset-text.ts';
import type { Asset } from '#web/data/assets.ts';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { readPalette, type Swatch } from './read-palette.ts';
import { t } from './messages.ts';

/** Results that are read rather than looked at: words, and the colours of a picture. */
export function TextResult({ asset }: { asset: Asset }) {
  const text = useAssetText(asset);
  if (text === undefined) return <Skeleton className="h-24 rounded-card" />;
  const palette = asset.mediaType === 'application/json' ? readPalette(text) : null;
  if (palette) return <PaletteResult swatches={palette} />;
  return (
    <div className="relative rounded-card bg-surface p-4 pr-12 shadow-[0_0_0_1px_var(--line)]">
      <p className="max-h-72 overflow-y-auto whitespace-pre-wrap text-body">{text.trim() || t('textEmpty')}</p>
      <IconButton
        label={t('copyText')}
        icon={<Copy size={15} />}
        className="absolute right-2 top-2"
        onClick={() => void navigator.clipboard.writeText(text)}
      />
    </div>
  );
}

function PaletteResult({ swatches }: { swatches: Swatch[] }) {
  async function copy(hex: string) {
    await navigator.clipboard.writeText(hex);
    toast({ title: t('palette.copied', { hex }) });
  }
  return (
    <div className="flex h-32 gap-px overflow-hidden rounded-card shadow-[0_0_0_1px_var(--line)]">
      {swatches.map(({ hex, share, name }) => (
        <button
          key={hex}
          type="button"
          aria-label={t('palette.copy', { hex })}
          onClick={() => void copy(hex)}
          className="group/swatch relative flex min-w-14 items-end p-2 text-left focus-visible:z-1 focus-visible:-outline-offset-4"
          style={{ background: hex, flexGrow: Math.max(share, 0.06) }}
        >
          <span
            className="rounded-tick bg-black/60 px-1.5 py-0.5 text-micro font-medium uppercase text-white opacity-85 transition-opacity group-hover/swatch:opacity-100"
            title={name}
          >
            {hex}
          </span>
        </button>
      ))}
    </div>
  );
}
