import { useNavigate } from '@tanstack/react-router';
import { CircleHelp, LogOut, Monitor, Moon, Settings2, Sun } from 'lucide-react';
import { Avatar } from '#web/design/primitives/avatar.tsx';
import { Menu } from '#web/design/primitives/menu.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { setThemeChoice, useThemeChoice } from '#web/design/theme.ts';
import type { Me } from '#web/data/me.ts';
import { t } from '../messages/index.ts';
import { setShellState } from './shell-state.ts';

export function AccountMenu({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const navigate = useNavigate();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('account', { name: me.account.displayName })}
          className="ml-1 flex rounded-full transition-opacity hover:opacity-85 coarse:p-1.5"
        >
          <Avatar name={me.account.displayName} />
        </button>
      }
      header={
        <div className="border-b border-line px-2 pb-3 pt-1.5">
          <p className="truncate text-base font-semibold">{me.account.displayName}</p>
          <p className="truncate text-small text-subtle">{me.account.email}</p>
          <div className="mt-3">
            <ThemeSwitch />
          </div>
        </div>
      }
      groups={[
        [
          {
            label: t('nav.settings'),
            icon: <Settings2 size={15} />,
            onSelect: () => void navigate({ to: '/settings' }),
          },
          {
            label: t('keys.title'),
            icon: <CircleHelp size={15} />,
            keys: '?',
            onSelect: () => setShellState({ isKeysOpen: true }),
          },
        ],
        [{ label: t('signOut'), icon: <LogOut size={15} />, onSelect: onSignOut }],
      ]}
    />
  );
}

export function ThemeSwitch() {
  const choice = useThemeChoice();
  return (
    <Segmented
      isWide
      label={t('theme')}
      value={choice}
      onChange={setThemeChoice}
      options={[
        { value: 'system', label: t('theme.system'), icon: <Monitor size={13} aria-hidden="true" /> },
        { value: 'light', label: t('theme.light'), icon: <Sun size={13} aria-hidden="true" /> },
        { value: 'dark', label: t('theme.dark'), icon: <Moon size={13} aria-hidden="true" /> },
      ]}
    />
  );
}
