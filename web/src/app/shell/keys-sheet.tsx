import { Search } from 'lucide-react';
import { useState } from 'react';
import { setSingleKeys, useSingleKeys, useVisibleCommands } from '#web/design/commands.ts';
import { Dialog } from '#web/design/primitives/dialog.tsx';
import { Kbd } from '#web/design/primitives/kbd.tsx';
import { Switch } from '#web/design/primitives/switch.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { t } from '../messages/index.ts';
import { setShellState } from './shell-state.ts';

/** Every shortcut that works here and now. */
export function KeysSheet({ isOpen }: { isOpen: boolean }) {
  const [query, setQuery] = useState('');
  const singleKeys = useSingleKeys();
  const wanted = query.toLocaleLowerCase();
  const commands = useVisibleCommands().filter(
    (command) => command.keys?.length && command.title.toLocaleLowerCase().includes(wanted),
  );
  return (
    <Dialog isOpen={isOpen} onClose={() => setShellState({ isKeysOpen: false })} title={t('keys.title')}>
      <TextField
        label={t('keys.search')}
        isLabelHidden
        placeholder={t('keys.search')}
        leading={<Search size={14} />}
        autoFocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {[...Map.groupBy(commands, (command) => command.group)].map(([group, members]) => (
        <section key={group} className="mt-5">
          <h3 className="mb-1 text-small font-medium text-subtle">{group}</h3>
          <ul>
            {members.map((command) => (
              <li
                key={command.id}
                className="flex min-h-8 items-center justify-between gap-4 border-b border-line text-base last:border-0"
              >
                {command.title}
                <span className="flex gap-2">
                  {command.keys?.map((keys) => (
                    <Kbd key={keys} keys={keys} />
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div className="mt-5 rounded-card bg-hover px-3 py-2">
        <Switch label={t('keys.single')} detail={t('keys.singleDetail')} isOn={singleKeys} onChange={setSingleKeys} />
      </div>
    </Dialog>
  );
}
