import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { cx } from '../../class-names.ts';
import { t } from '../../words/messages.ts';
import type { DialogProps } from '../dialog.tsx';
import { IconButton } from '../icon-button.tsx';

const WIDTHS = { narrow: 'sm:max-w-[400px]', medium: 'sm:max-w-[520px]', wide: 'sm:max-w-[760px]' };

export function DialogPopup({
  isOpen,
  onClose,
  title,
  isTitleHidden,
  description,
  children,
  actions,
  width = 'medium',
  isBare,
}: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport
          className={cx(
            'fixed inset-0 z-40 flex justify-center overflow-hidden',
            isBare ? 'items-start p-4 pt-[12vh] max-sm:p-2 max-sm:pt-4' : 'items-end sm:items-center sm:p-6',
          )}
        >
          <Base.Popup
            className={cx(
              'flex max-h-full w-full flex-col overflow-hidden bg-raised text-ink shadow-float outline-none transition-[opacity,transform] duration-150 ease-out data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0',
              isBare ? 'rounded-panel' : 'rounded-t-sheet sm:rounded-panel',
              WIDTHS[width],
            )}
          >
            {isBare || isTitleHidden ? (
              <Base.Title className="sr-only">{title}</Base.Title>
            ) : (
              <header className="flex items-start gap-4 px-5 pt-5">
                <div className="min-w-0 flex-1">
                  <Base.Title className="text-lead font-semibold">{title}</Base.Title>
                  {description && (
                    <Base.Description className="mt-1 text-base text-muted">{description}</Base.Description>
                  )}
                </div>
                <Base.Close
                  render={
                    <IconButton
                      label={t('close')}
                      keys="Escape"
                      icon={<X size={16} />}
                      size="small"
                      className="-mr-1.5 -mt-1"
                    />
                  }
                />
              </header>
            )}
            {children && (
              <div className={cx('scroll-quiet min-h-0 flex-1 overflow-y-auto', !isBare && 'px-5 py-4')}>
                {children}
              </div>
            )}
            {actions && (
              <footer className="flex flex-wrap justify-end gap-2 px-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] pt-1">
                {actions}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
