import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { Images, Trash2, Upload } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useAssets } from '#web/data/assets.ts';
import { failureOf } from '#web/data/failure.ts';
import { useFileIntake } from '#web/data/file-intake.ts';
import { useCommands } from '#web/design/commands.ts';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { FileButton } from '#web/design/primitives/file-button.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { trashWithUndo, uploadAll } from './deeds.ts';
import { filterOf, type LibrarySearch } from './library-search.ts';
import { t } from './messages.ts';
import { emptySelection, extendSelected, toggleSelected } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { Tile } from './tile.tsx';
import { TILE_HEIGHTS, Toolbar } from './toolbar.tsx';
import { Wall } from './wall.tsx';

/** Everything made or brought, on one wall; the viewer opens over it. */
export function LibraryScreen() {
  const search = useSearch({ from: '/shell/library' });
  const navigate = useNavigate();
  const [tileHeight, setTileHeight] = useState<number>(() => (innerWidth < 640 ? 140 : TILE_HEIGHTS.first));
  const [selection, setSelection] = useState(emptySelection);
  const {
    data: assets = [],
    isPending,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useAssets(filterOf(search));
  const onSearch = useCallback(
    (change: Partial<LibrarySearch>) => {
      setSelection(emptySelection);
      void navigate({ to: '/library', search: (current: LibrarySearch) => ({ ...current, ...change }), replace: true });
    },
    [navigate],
  );
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const chosen = assets.filter((asset) => selection.ids.has(asset.id)).map((asset) => asset.id);
  useFileIntake({ label: t('intake'), take: uploadAll });
  useCommands(
    chosen.length === 0
      ? []
      : [
          {
            id: 'library.deselect',
            title: t('deselect'),
            group: t('group'),
            keys: ['Escape'],
            run: () => setSelection(emptySelection),
          },
          {
            id: 'library.trash',
            title: t('toTrash'),
            group: t('group'),
            keys: ['Delete'],
            run: () => void (search.trash || trashWithUndo(chosen).then(() => setSelection(emptySelection))),
          },
        ],
  );
  return (
    <div className="px-4 pb-10 sm:px-6">
      <h1 className="sr-only">{t('title')}</h1>
      <Toolbar
        search={search}
        onSearch={onSearch}
        tileHeight={tileHeight}
        onTileHeight={setTileHeight}
        onUpload={uploadAll}
      />
      {search.trash && assets.length > 0 && <p className="mb-3 text-base text-muted">{t('trash.detail')}</p>}
      {error ? (
        <ErrorState
          layout="page"
          title={t('failed')}
          advice={failureOf(error).message}
          action={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
        />
      ) : isPending ? (
        <WallSkeleton height={tileHeight} />
      ) : assets.length === 0 ? (
        <Nothing search={search} onSearch={onSearch} />
      ) : (
        <Wall
          assets={assets}
          targetHeight={tileHeight}
          hasMore={hasNextPage}
          onMore={onMore}
          render={(asset) => (
            <Tile
              asset={asset}
              isSelected={selection.ids.has(asset.id)}
              isSelecting={chosen.length > 0}
              onSelect={(one, { isRange }) =>
                setSelection((current) =>
                  isRange
                    ? extendSelected(
                        current,
                        one.id,
                        assets.map((each) => each.id),
                      )
                    : toggleSelected(current, one.id),
                )
              }
            />
          )}
        />
      )}
      <SelectionBar ids={chosen} isTrash={search.trash === true} onDone={() => setSelection(emptySelection)} />
      <Outlet />
    </div>
  );
}

function Nothing({ search, onSearch }: { search: LibrarySearch; onSearch: (change: Partial<LibrarySearch>) => void }) {
  if (search.q || search.source || search.favourite) {
    return (
      <EmptyState
        title={t('empty.search')}
        icon={<Images size={22} strokeWidth={1.5} />}
        action={
          <Button onClick={() => onSearch({ q: undefined, source: undefined, favourite: undefined })}>
            {t('clearFilters')}
          </Button>
        }
      >
        {t('empty.searchDetail')}
      </EmptyState>
    );
  }
  if (search.trash) return <EmptyState title={t('empty.trash')} icon={<Trash2 size={22} strokeWidth={1.5} />} />;
  return (
    <EmptyState
      title={t('empty')}
      icon={<Images size={22} strokeWidth={1.5} />}
      action={
        <FileButton label={t('upload')} icon={<Upload size={15} />} accept="*/*" isMultiple onFiles={uploadAll} />
      }
    >
      {t('emptyDetail')}
    </EmptyState>
  );
}

function WallSkeleton({ height }: { height: number }) {
  return (
    <div role="status" aria-label={t('loadingMore')} className="flex flex-wrap gap-1.5">
      {[1.5, 1, 0.75, 1.33, 1, 1.78, 0.66, 1.33].map((ratio, index) => (
        <Skeleton key={index} className="grow rounded-control" style={{ height, width: height * ratio }} />
      ))}
    </div>
  );
}
