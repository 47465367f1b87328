import { Images, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { ratioOf, useAssets } from '#web/data/assets.ts';
import type { InputSlot } from '#web/data/catalog-lookup.ts';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { MediaCard } from '#web/design/patterns/media-card.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Dialog } from '#web/design/primitives/dialog.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { t } from './messages.ts';

/** One picture out of the library. */
export function AssetPicker({
  slot,
  onPick,
  onClose,
}: {
  slot: InputSlot;
  onPick: (assetId: string) => void;
  onClose: () => void;
}) {
  const [search, setSearch] = useState('');
  const {
    data = [],
    isPending,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useAssets({ kind: slot.kind, search: useDeferredValue(search) });
  const accepted = data.filter((asset) => !slot.types || slot.types.includes(asset.mediaType));
  return (
    <Dialog isOpen onClose={onClose} title={t('picker.title')} width="wide">
      <TextField
        label={t('picker.search')}
        isLabelHidden
        placeholder={t('picker.search')}
        leading={<Search size={14} />}
        value={search}
        autoFocus
        onChange={(event) => setSearch(event.target.value)}
      />
      {accepted.length === 0 && !isPending && (
        <EmptyState title={t('picker.empty')} icon={<Images size={22} strokeWidth={1.5} />} />
      )}
      <div className="mt-4 grid min-h-48 grid-cols-[repeat(auto-fill,minmax(132px,1fr))] content-start gap-2">
        {accepted.map((asset) => (
          <MediaCard
            key={asset.id}
            src={asset.urls.thumbnail}
            alt={asset.name}
            ratio={1}
            fit={ratioOf(asset) === 1 ? 'cover' : 'contain'}
            thumbhash={asset.thumbhash}
            caption={asset.name}
            onOpen={() => onPick(asset.id)}
          />
        ))}
      </div>
      {hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('feed.more')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
