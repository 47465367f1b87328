import { X } from 'lucide-react';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Drawer } from '#web/design/primitives/drawer.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { t as words } from '#web/design/words/messages.ts';
import { t } from '../messages/index.ts';
import { setShellState, useShellState } from './shell-state.ts';

const QueuePanel = lazy(() =>
  import('#web/features/queue/panel.tsx').then((module) => ({ default: module.QueuePanel })),
);
const WIDE = '(min-width: 1280px)';

/** The queue stands beside the page where there is room, and slides over it where there is not. */
export function QueueSlot() {
  const { isQueueOpen } = useShellState();
  const isWide = useSyncExternalStore(
    watchWidth,
    () => matchMedia(WIDE).matches,
    () => true,
  );
  const close = () => setShellState({ isQueueOpen: false });
  const panel = (
    <Suspense fallback={<PanelSkeleton />}>
      <QueuePanel />
    </Suspense>
  );
  if (!isWide)
    return (
      <Drawer isOpen={isQueueOpen} onClose={close} title={t('queue')}>
        {panel}
      </Drawer>
    );
  if (!isQueueOpen) return null;
  return (
    <aside aria-label={t('queue')} className="flex w-(--queue) shrink-0 animate-arrive flex-col border-l border-line">
      <header className="flex h-(--topbar) shrink-0 items-center justify-between pl-4 pr-3">
        <h2 className="text-body font-semibold">{t('queue')}</h2>
        <IconButton label={words('close')} keys="Q" icon={<X size={16} />} onClick={close} />
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">{panel}</div>
    </aside>
  );
}

function PanelSkeleton() {
  return (
    <div className="flex flex-col gap-3 px-4 py-2" role="status" aria-label={t('loading')}>
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-14 rounded-card" />
      ))}
    </div>
  );
}

function watchWidth(listener: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
