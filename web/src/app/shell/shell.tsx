import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';
import { useActiveCount } from '#web/data/jobs.ts';
import { useLiveUpdates } from '#web/data/live.ts';
import { leave, useMe } from '#web/data/me.ts';
import { setTimezone } from '#web/design/words/locale.ts';
import { t } from '../messages/index.ts';
import { DropVeil } from './drop-veil.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { QueueSlot } from './queue-slot.tsx';
import { Rail } from './rail.tsx';
import { useShellState } from './shell-state.ts';
import { TabBar } from './tab-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useDocumentTitle } from './use-document-title.ts';
import { useKeyboard } from './use-keyboard.ts';
import { useScrollMemory } from './use-scroll-memory.ts';
import { useShellCommands } from './use-shell-commands.ts';

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));
const KeysSheet = lazy(() => import('./keys-sheet.tsx').then((module) => ({ default: module.KeysSheet })));

/** The frame around every screen: the way around, what is at work, and one place for keys and messages. */
export function Shell() {
  const me = useMe();
  // Before anything below is drawn, so that no time is first shown in another zone.
  setTimezone(me.account.timezone);
  const activeCount = useActiveCount();
  const { isPaletteOpen, isKeysOpen } = useShellState();
  const content = useRef<HTMLElement>(null);
  useScrollMemory(content);
  useLiveUpdates();
  useKeyboard();
  useShellCommands({ isOperator: me.account.operator, onSignOut: () => void leave() });
  useDocumentTitle(activeCount);
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-frame">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-50 focus:rounded-control focus:bg-ink focus:px-3 focus:py-2 focus:text-on-ink"
      >
        {t('skipToContent')}
      </a>
      <OfflineBanner />
      <div className="flex min-h-0 flex-1">
        <Rail isOperator={me.account.operator} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar me={me} activeCount={activeCount} onSignOut={() => void leave()} />
          <main
            ref={content}
            id="content"
            tabIndex={-1}
            className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain"
          >
            <Outlet />
          </main>
          <TabBar isOperator={me.account.operator} />
        </div>
        <QueueSlot />
      </div>
      <DropVeil />
      <Suspense>
        {isPaletteOpen && <Palette isOpen={isPaletteOpen} />}
        {isKeysOpen && <KeysSheet isOpen={isKeysOpen} />}
      </Suspense>
    </div>
  );
}
