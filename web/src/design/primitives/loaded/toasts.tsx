import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '../../words/messages.ts';
import type { ToastOptions } from '../toast.tsx';
import { IconButton } from '../icon-button.tsx';

const manager = Base.createToastManager();
const UNDO_TIMEOUT_MS = 9_000;
const PLAIN_TIMEOUT_MS = 5_000;
const MAX_SHOWN = 3;

/** Draws the toasts; `onReady` gets the function that shows one. */
export function Toasts({ onReady }: { onReady: (show: (options: ToastOptions) => void) => void }) {
  useEffect(() => onReady(show), [onReady]);
  return (
    <Base.Provider toastManager={manager} limit={MAX_SHOWN}>
      <Base.Portal>
        <Base.Viewport
          aria-label={t('notifications')}
          className="fixed inset-x-3 bottom-[calc(var(--tabbar)+12px+env(safe-area-inset-bottom))] z-50 mx-auto w-auto max-w-[400px] md:inset-x-0 md:bottom-5"
        >
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function show({ title, detail, onUndo, action, isUrgent }: ToastOptions): void {
  const wayBack = onUndo ? { label: t('undo'), onSelect: onUndo } : action;
  const id = manager.add({
    title,
    description: detail,
    priority: isUrgent ? 'high' : 'low',
    timeout: wayBack ? UNDO_TIMEOUT_MS : PLAIN_TIMEOUT_MS,
    actionProps: wayBack && {
      children: wayBack.label,
      onClick: () => {
        manager.close(id);
        wayBack.onSelect();
      },
    },
  });
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((one) => (
    <Base.Root
      key={one.id}
      toast={one}
      swipeDirection={['down', 'left', 'right']}
      className="absolute inset-x-0 bottom-0 z-[calc(100-var(--toast-index))] h-(--toast-frontmost-height) transform-[translateX(var(--toast-swipe-movement-x))_translateY(calc(var(--toast-swipe-movement-y)-var(--toast-index)*8px))_scale(calc(1-var(--toast-index)*0.04))] rounded-card bg-ink text-on-ink shadow-float transition-[transform,opacity] duration-200 ease-out data-ending-style:opacity-0 data-expanded:h-(--toast-height) data-expanded:transform-[translateX(var(--toast-swipe-movement-x))_translateY(calc(var(--toast-swipe-movement-y)-var(--toast-offset-y)-var(--toast-index)*8px))] data-limited:opacity-0 data-starting-style:transform-[translateY(16px)] data-starting-style:opacity-0 data-swiping:duration-0"
    >
      <Base.Content className="flex items-center gap-2 py-2 pl-4 pr-2 transition-opacity data-behind:opacity-0 data-expanded:opacity-100">
        <div className="min-w-0 flex-1 py-1">
          <Base.Title className="text-base font-medium" />
          <Base.Description className="text-small opacity-75" />
        </div>
        <Base.Action className="h-7 shrink-0 rounded-control px-2.5 text-base font-semibold text-on-ink transition-colors hover:bg-on-ink/15 focus-visible:outline-on-ink coarse:h-11" />
        <Base.Close
          render={
            <IconButton
              label={t('dismiss')}
              icon={<X size={14} />}
              size="small"
              className="text-on-ink/70 hover:text-on-ink focus-visible:outline-on-ink"
            />
          }
        />
      </Base.Content>
    </Base.Root>
  ));
}
