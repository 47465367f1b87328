import { useNavigate } from '@tanstack/react-router';
import { CircleHelp, LogOut, Monitor, Moon, Search, Sun, ListVideo } from 'lucide-react';
import { useCommands, type Command } from '#web/design/commands.ts';
import { setThemeChoice, THEME_CHOICES } from '#web/design/theme.ts';
import { t } from '../messages/index.ts';
import { placesFor } from './navigation.ts';
import { setShellState, shellState } from './shell-state.ts';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

/** What the shell itself can do, whatever screen is on show. */
export function useShellCommands({ isOperator, onSignOut }: { isOperator: boolean; onSignOut: () => void }): void {
  const navigate = useNavigate();
  const places: Command[] = placesFor(isOperator).map((place, index) => ({
    id: `go${place.to}`,
    title: place.command(),
    group: t('group.go'),
    icon: place.icon,
    keys: [`Alt+${index + 1}`],
    run: () => void navigate({ to: place.to }),
  }));
  const themes: Command[] = THEME_CHOICES.map((choice) => ({
    id: `theme.${choice}`,
    title: t(`theme.use.${choice}`),
    group: t('group.view'),
    icon: THEME_ICONS[choice],
    keywords: t('theme'),
    run: () => setThemeChoice(choice),
  }));
  useCommands([
    {
      id: 'palette.open',
      title: t('search'),
      group: t('group.help'),
      keys: ['Mod+K'],
      icon: Search,
      whileTyping: true,
      hiddenInPalette: true,
      run: () => setShellState({ isPaletteOpen: !shellState().isPaletteOpen }),
    },
    ...places,
    {
      id: 'queue.toggle',
      title: t('queue.open'),
      group: t('group.view'),
      keys: ['Q'],
      icon: ListVideo,
      run: () => setShellState({ isQueueOpen: !shellState().isQueueOpen }),
    },
    {
      id: 'queue.open',
      title: t('queue.open'),
      group: t('group.view'),
      hiddenInPalette: true,
      run: () => setShellState({ isQueueOpen: true }),
    },
    ...themes,
    {
      id: 'keys.open',
      title: t('keys.title'),
      group: t('group.help'),
      keys: ['?'],
      icon: CircleHelp,
      run: () => setShellState({ isKeysOpen: true }),
    },
    { id: 'go.design', title: t('go.design'), group: t('group.help'), run: () => void navigate({ to: '/design' }) },
    { id: 'account.signOut', title: t('signOut'), group: t('group.account'), icon: LogOut, run: onSignOut },
  ]);
}
