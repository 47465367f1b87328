import { Autocomplete } from '@base-ui/react/autocomplete';
import { ChevronRight, Search } from 'lucide-react';
import { useState } from 'react';
import { useVisibleCommands, type Command } from '#web/design/commands.ts';
import { Dialog } from '#web/design/primitives/dialog.tsx';
import { Kbd } from '#web/design/primitives/kbd.tsx';
import { t as words } from '#web/design/words/messages.ts';
import { t } from '../messages/index.ts';
import { setShellState } from './shell-state.ts';

interface Group {
  label: string;
  items: Command[];
}

/** Everything that can be done right now, found by typing. */
export function Palette({ isOpen }: { isOpen: boolean }) {
  const commands = useVisibleCommands();
  const [query, setQuery] = useState('');
  const close = () => setShellState({ isPaletteOpen: false });
  function run(command: Command) {
    close();
    setQuery('');
    command.run();
  }
  return (
    <Dialog isOpen={isOpen} onClose={close} title={t('palette.title')} isBare width="medium">
      <Autocomplete.Root
        open
        inline
        items={groupCommands(commands)}
        value={query}
        onValueChange={setQuery}
        autoHighlight="always"
        keepHighlight
        itemToStringValue={commandText}
      >
        <div className="flex items-center gap-3 px-4">
          <Search size={16} className="shrink-0 text-subtle" aria-hidden="true" />
          <Autocomplete.Input
            aria-label={t('palette.placeholder')}
            placeholder={t('palette.placeholder')}
            className="h-13 w-full bg-transparent text-lead outline-none focus-visible:outline-none"
          />
        </div>
        <Autocomplete.Empty className="border-t border-line px-4 py-8 text-center text-base text-subtle empty:hidden">
          {words('noMatches', { query })}
        </Autocomplete.Empty>
        <Autocomplete.List className="scroll-quiet max-h-[min(24rem,50dvh)] overflow-y-auto overscroll-contain border-t border-line p-1.5 empty:hidden">
          {(group: Group) => (
            <Autocomplete.Group key={group.label} items={group.items} className="mb-1 last:mb-0">
              <Autocomplete.GroupLabel className="px-2.5 pb-1 pt-2 text-micro font-medium text-subtle">
                {group.label}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command) => {
                  const Icon = command.icon ?? ChevronRight;
                  return (
                    <Autocomplete.Item
                      key={command.id}
                      value={command}
                      onClick={() => run(command)}
                      className="menu-row min-h-9 gap-3 px-2.5"
                    >
                      <span className="flex text-subtle">
                        <Icon size={16} />
                      </span>
                      <span className="flex-1 truncate">{command.title}</span>
                      {command.keys?.[0] && <Kbd keys={command.keys[0]} />}
                    </Autocomplete.Item>
                  );
                }}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  );
}

function commandText(command: Command): string {
  return `${command.title} ${command.keywords ?? ''}`;
}

function groupCommands(commands: readonly Command[]): Group[] {
  const shown = commands.filter((command) => !command.hiddenInPalette);
  return [...Map.groupBy(shown, (command) => command.group)].map(([label, items]) => ({ label, items }));
}
