import { Dialog as Base } from '@base-ui/react/dialog';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Download, Heart, Info, RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { changeAsset, downloadAsset, useAsset, useAssets, type Asset } from '#web/data/assets.ts';
import { failureOf } from '#web/data/failure.ts';
import { useCommands } from '#web/design/commands.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { restore, trashWithUndo } from './deeds.ts';
import { Details } from './details.tsx';
import { filterOf } from './library-search.ts';
import { t } from './messages.ts';
import { Stage } from './stage.tsx';

/** One asset over the whole screen, with everything known about it at its side. */
export function Viewer() {
  const { assetId } = useParams({ from: '/shell/library/$assetId' });
  const search = useSearch({ from: '/shell/library' });
  const navigate = useNavigate();
  const [areDetailsOpen, setDetailsOpen] = useState(() => innerWidth >= 1024);
  const { data, error } = useAsset(assetId);
  const { data: assets = [] } = useAssets(filterOf(search));
  const place = assets.findIndex((one) => one.id === assetId);
  const previous = place > 0 ? assets[place - 1] : undefined;
  const next = place >= 0 ? assets[place + 1] : undefined;
  const asset = data?.asset;
  const close = () => void navigate({ to: '/library', search });
  const go = (target: Asset | undefined) =>
    target && void navigate({ to: '/library/$assetId', params: { assetId: target.id }, search, replace: true });
  const favour = () => asset && void changeAsset({ id: asset.id, favourite: !asset.favourite });
  async function trash() {
    if (!asset) return;
    if (next ?? previous) go(next ?? previous);
    else close();
    await trashWithUndo([asset.id]);
  }
  useCommands([
    {
      id: 'viewer.previous',
      title: t('viewer.previous'),
      group: t('group'),
      keys: ['ArrowLeft'],
      run: () => go(previous),
    },
    { id: 'viewer.next', title: t('viewer.next'), group: t('group'), keys: ['ArrowRight'], run: () => go(next) },
    { id: 'viewer.favourite', title: t('favourite'), group: t('group'), keys: ['F'], run: favour },
    {
      id: 'viewer.details',
      title: t('viewer.details'),
      group: t('group'),
      keys: ['I'],
      run: () => setDetailsOpen((isOpen) => !isOpen),
    },
    {
      id: 'viewer.download',
      title: t('download'),
      group: t('group'),
      keys: ['D'],
      run: () => asset && downloadAsset(asset),
    },
    { id: 'library.trash', title: t('toTrash'), group: t('group'), keys: ['Delete'], run: () => void trash() },
  ]);
  return (
    <Base.Root open onOpenChange={(open) => !open && close()}>
      <Base.Portal>
        <Base.Popup className="fixed inset-0 z-30 flex flex-col bg-frame text-ink outline-none transition-opacity duration-150 data-starting-style:opacity-0">
          <header className="flex h-(--topbar) shrink-0 items-center gap-1 px-2 sm:px-3">
            <Base.Close render={<IconButton label={t('viewer.close')} keys="Escape" icon={<X size={18} />} />} />
            <Base.Title className="min-w-0 flex-1 truncate pl-1 text-body font-semibold">
              {asset?.name ?? ''}
            </Base.Title>
            {asset && (
              <>
                <IconButton
                  label={t('favourite')}
                  keys="F"
                  aria-pressed={asset.favourite}
                  icon={<Heart size={17} fill={asset.favourite ? 'currentColor' : 'none'} />}
                  onClick={favour}
                />
                <IconButton
                  label={t('download')}
                  keys="D"
                  icon={<Download size={17} />}
                  onClick={() => downloadAsset(asset)}
                />
                {asset.trashedAt ? (
                  <IconButton
                    label={t('restore')}
                    icon={<RotateCcw size={17} />}
                    onClick={() => void restore([asset.id])}
                  />
                ) : (
                  <IconButton
                    label={t('toTrash')}
                    keys="Delete"
                    icon={<Trash2 size={17} />}
                    onClick={() => void trash()}
                  />
                )}
                <IconButton
                  label={t('viewer.details')}
                  keys="I"
                  aria-pressed={areDetailsOpen}
                  icon={<Info size={17} />}
                  onClick={() => setDetailsOpen(!areDetailsOpen)}
                />
              </>
            )}
          </header>
          <div className="flex min-h-0 flex-1 max-lg:flex-col">
            <div className="relative min-h-0 min-w-0 flex-1">
              {error ? (
                <ErrorState
                  layout="page"
                  title={failureOf(error).code === 'not_found' ? t('viewer.missing') : failureOf(error).message}
                  advice={t('viewer.missingDetail')}
                />
              ) : (
                asset && (
                  <Stage
                    key={asset.id}
                    asset={asset}
                    onSwipe={(direction) => go(direction === 'next' ? next : previous)}
                  />
                )
              )}
              {previous && (
                <IconButton
                  label={t('viewer.previous')}
                  keys="ArrowLeft"
                  tone="onMedia"
                  size="large"
                  icon={<ChevronLeft size={20} />}
                  className="absolute left-3 top-1/2 -translate-y-1/2 max-sm:hidden"
                  onClick={() => go(previous)}
                />
              )}
              {next && (
                <IconButton
                  label={t('viewer.next')}
                  keys="ArrowRight"
                  tone="onMedia"
                  size="large"
                  icon={<ChevronRight size={20} />}
                  className="absolute right-3 top-1/2 -translate-y-1/2 max-sm:hidden"
                  onClick={() => go(next)}
                />
              )}
            </div>
            {areDetailsOpen && data && <Details details={data} />}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
