import { Link } from '@tanstack/react-router';
import { Check, FileText, Heart } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Asset } from '#web/data/assets.ts';
import { cx } from '#web/design/class-names.ts';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import type { LibrarySearch } from './library-search.ts';
import { t } from './messages.ts';

export interface TileProps {
  asset: Asset;
  isSelected: boolean;
  /** While something is selected, a click selects instead of opening. */
  isSelecting: boolean;
  onSelect: (asset: Asset, options: { isRange: boolean }) => void;
}

/** One picture on the wall. Opens on click; the corner selects. */
export function Tile({ asset, isSelected, isSelecting, onSelect }: TileProps) {
  function onOpen(event: MouseEvent) {
    if (!isSelecting && !event.shiftKey) return;
    event.preventDefault();
    onSelect(asset, { isRange: event.shiftKey });
  }
  return (
    <div
      className={cx(
        'group/tile relative h-full overflow-hidden rounded-control transition-[scale] duration-100',
        isSelected && 'scale-[0.965]',
      )}
    >
      <MediaFrame
        src={asset.urls.thumbnail}
        alt=""
        ratio={1}
        thumbhash={asset.thumbhash}
        isDemo={asset.demo}
        mayBeTransparent={asset.mediaType !== 'image/jpeg'}
        className="aspect-auto! h-full"
      />
      {asset.kind === 'text' && (
        <span className="absolute inset-0 flex flex-col items-center justify-center gap-2 p-3 text-center text-small text-muted">
          <FileText size={20} strokeWidth={1.5} /> <span className="line-clamp-2">{asset.name}</span>
        </span>
      )}
      <Link
        to="/library/$assetId"
        params={{ assetId: asset.id }}
        search={(current: LibrarySearch) => current}
        aria-label={t('open', { name: asset.name })}
        data-asset={asset.id}
        onClick={onOpen}
        className="absolute inset-0 rounded-control focus-visible:-outline-offset-3"
      >
        <span
          aria-hidden="true"
          className="absolute inset-x-0 bottom-0 truncate bg-gradient-to-t from-black/65 to-transparent px-2.5 pb-1.5 pt-8 text-small font-medium text-white opacity-0 transition-opacity group-hover/tile:opacity-100"
        >
          <span className={asset.demo ? 'pl-12' : ''}>{asset.name}</span>
        </span>
      </Link>
      {asset.favourite && (
        <Heart
          size={14}
          fill="currentColor"
          className="pointer-events-none absolute right-2 top-2 text-white drop-shadow-[0_1px_2px_rgb(0_0_0/0.6)]"
          aria-hidden="true"
        />
      )}
      <button
        type="button"
        role="checkbox"
        aria-checked={isSelected}
        aria-label={t('select', { name: asset.name })}
        onClick={(event) => onSelect(asset, { isRange: event.shiftKey })}
        className={cx(
          'absolute left-1.5 top-1.5 flex size-6 items-center justify-center rounded-full transition-opacity coarse:size-9',
          isSelected
            ? 'bg-accent text-on-accent'
            : 'bg-black/45 text-white/90 opacity-0 shadow-[inset_0_0_0_1.5px_rgb(255_255_255/0.85)] focus-visible:opacity-100 group-hover/tile:opacity-100',
          isSelecting && 'opacity-100',
        )}
      >
        {isSelected && <Check size={14} strokeWidth={3} aria-hidden="true" />}
      </button>
    </div>
  );
}
