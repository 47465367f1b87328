import { Link } from '@tanstack/react-router';
import { ListVideo, Search } from 'lucide-react';
import { cx } from '#web/design/class-names.ts';
import { Credits } from '#web/design/patterns/credits.tsx';
import { LogoMark } from '#web/design/patterns/logo.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Kbd } from '#web/design/primitives/kbd.tsx';
import { Tooltip } from '#web/design/primitives/tooltip.tsx';
import { useBalance } from '#web/data/billing.ts';
import type { Me } from '#web/data/me.ts';
import { t } from '../messages/index.ts';
import { AccountMenu } from './account-menu.tsx';
import { setShellState, useShellState } from './shell-state.ts';

/** Where one is, what one has, what is at work. */
export function TopBar({ me, activeCount, onSignOut }: { me: Me; activeCount: number; onSignOut: () => void }) {
  const { isQueueOpen } = useShellState();
  const balance = useBalance();
  return (
    <header className="flex h-(--topbar) shrink-0 items-center gap-2 px-3 md:pl-2 md:pr-4">
      <Link to="/" aria-label={t('product')} className="mr-1 md:hidden">
        <LogoMark size={24} />
      </Link>
      <span className="min-w-0 truncate text-base font-medium text-muted">{me.workspace.name}</span>
      <div className="flex-1" />
      <button
        type="button"
        onClick={() => setShellState({ isPaletteOpen: true })}
        className="hidden h-8 w-64 items-center gap-2 rounded-control bg-hover pl-2.5 pr-1.5 text-base text-subtle transition-colors hover:bg-pressed hover:text-muted lg:flex"
      >
        <Search size={14} aria-hidden="true" />
        <span className="flex-1 text-left">{t('search')}</span>
        <Kbd keys="Mod+K" />
      </button>
      <IconButton
        label={t('search')}
        keys="Mod+K"
        icon={<Search size={17} />}
        className="lg:hidden"
        onClick={() => setShellState({ isPaletteOpen: true })}
      />
      {balance && (
        <Tooltip label={t('credits.available')} side="bottom">
          <Link
            to="/credits"
            className="flex h-8 items-center rounded-control px-2 text-base font-medium text-muted transition-colors hover:bg-hover hover:text-ink coarse:h-11"
          >
            <Credits amount={balance.available} />
          </Link>
        </Tooltip>
      )}
      <span className="relative">
        <IconButton
          label={activeCount ? t('queue.active', { count: activeCount }) : t('queue')}
          keys="Q"
          tooltipSide="bottom"
          aria-expanded={isQueueOpen}
          icon={<ListVideo size={18} strokeWidth={1.75} />}
          onClick={() => setShellState({ isQueueOpen: !isQueueOpen })}
        />
        {activeCount > 0 && (
          <span
            aria-hidden="true"
            className={cx(
              'pointer-events-none absolute -right-1 -top-1 flex h-4 min-w-4 items-center justify-center rounded-full bg-ink px-1 text-[10px] font-semibold leading-none text-on-ink tabular-nums shadow-[0_0_0_2px_var(--frame)]',
            )}
          >
            {activeCount}
          </span>
        )}
      </span>
      <AccountMenu me={me} onSignOut={onSignOut} />
    </header>
  );
}
