import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { cx } from '#web/design/class-names.ts';
import { LogoMark } from '#web/design/patterns/logo.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { t } from '../messages/index.ts';
import { placesFor, type Place } from './navigation.ts';
import { setShellState, useShellState } from './shell-state.ts';

/** The way around, at the left edge: icons with their names beneath, or beside them when opened. */
export function Rail({ isOperator }: { isOperator: boolean }) {
  const { isRailOpen } = useShellState();
  const places = placesFor(isOperator);
  return (
    <nav
      aria-label={t('nav.main')}
      className={cx(
        'hidden shrink-0 flex-col px-2 pb-3 transition-[width] duration-200 ease-out md:flex',
        isRailOpen ? 'w-(--rail-open)' : 'w-[76px]',
      )}
    >
      <Link
        to="/"
        className={cx(
          'mb-3 mt-2.5 flex h-9 items-center gap-2.5 rounded-control text-lead font-semibold tracking-[-0.02em]',
          isRailOpen ? 'px-3' : 'justify-center',
        )}
      >
        <LogoMark size={24} />
        <span className={cx(!isRailOpen && 'sr-only')}>{t('product')}</span>
      </Link>
      <ul className="flex flex-1 flex-col gap-1">
        {places.map((place) => (
          <li key={place.to} className={cx(place.isOperatorOnly && 'mt-auto')}>
            <RailLink place={place} isOpen={isRailOpen} />
          </li>
        ))}
      </ul>
      <div className={cx('mt-2 flex', isRailOpen ? 'justify-end' : 'justify-center')}>
        <IconButton
          label={isRailOpen ? t('nav.collapse') : t('nav.expand')}
          aria-expanded={isRailOpen}
          tooltipSide="right"
          className="aria-expanded:bg-transparent aria-expanded:text-muted"
          icon={
            isRailOpen ? (
              <PanelLeftClose size={17} strokeWidth={1.75} />
            ) : (
              <PanelLeftOpen size={17} strokeWidth={1.75} />
            )
          }
          onClick={() => setShellState({ isRailOpen: !isRailOpen })}
        />
      </div>
    </nav>
  );
}

function RailLink({ place, isOpen }: { place: Place; isOpen: boolean }) {
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === '/' }}
      className={cx(
        'group/rail flex select-none items-center rounded-card text-muted transition-colors hover:bg-hover hover:text-ink data-[status=active]:text-ink',
        isOpen
          ? 'h-9 gap-3 px-3 text-base font-medium data-[status=active]:bg-selected'
          : 'h-[54px] flex-col justify-center gap-1 text-micro font-medium',
      )}
    >
      <span
        className={cx(
          'flex items-center justify-center rounded-full transition-colors',
          !isOpen && 'h-7 w-11 group-data-[status=active]/rail:bg-selected',
        )}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      {place.label()}
    </Link>
  );
}
