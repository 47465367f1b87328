import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { t } from '../../words/messages.ts';
import type { Anchor } from '../anchor.ts';
import type { ComboboxGroup, ComboboxOption } from '../combobox.tsx';

export interface ComboboxPopupProps {
  anchor: Anchor;
  label: string;
  searchLabel: string;
  groups: readonly ComboboxGroup[];
  chosen: ComboboxOption | null;
  listId: string;
  onChange: (value: string) => void;
  isOpen: boolean;
  onClose: (event: Event) => void;
}

export function ComboboxPopup({
  anchor,
  label,
  searchLabel,
  groups,
  chosen,
  listId,
  onChange,
  isOpen,
  onClose,
}: ComboboxPopupProps) {
  const [query, setQuery] = useState('');
  const labelId = useId();
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open, details) => !open && onClose(details.event)}
      items={groups}
      value={chosen}
      onValueChange={(option: ComboboxOption | null) => option && onChange(option.value)}
      onInputValueChange={setQuery}
      isItemEqualToValue={(a, b) => a.value === b.value}
      itemToStringLabel={(option: ComboboxOption) => option.label}
      filter={matchesOption}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          sideOffset={6}
          align="start"
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            aria-labelledby={labelId}
            finalFocus={() => (anchor instanceof HTMLElement ? anchor : null)}
            className="floating flex max-h-[min(26rem,var(--available-height))] w-[max(20rem,var(--anchor-width))] max-w-(--available-width) flex-col"
          >
            <span id={labelId} className="sr-only">
              {label}
            </span>
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search size={14} className="shrink-0 text-subtle" aria-hidden="true" />
              <Base.Input
                aria-label={searchLabel}
                placeholder={searchLabel}
                className="h-10 w-full bg-transparent text-base outline-none focus-visible:outline-none coarse:text-lead"
              />
            </div>
            <Base.Empty className="px-3 py-6 text-center text-base text-subtle empty:hidden">
              {query ? t('noMatches', { query }) : t('nothing')}
            </Base.Empty>
            <Base.List
              id={listId}
              className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain p-1 empty:hidden"
            >
              {(group: ComboboxGroup) => (
                <Base.Group key={group.label} items={group.items} className="mb-1 last:mb-0">
                  <Base.GroupLabel className="px-2 pb-1 pt-2 text-micro font-medium text-subtle">
                    {group.label}
                  </Base.GroupLabel>
                  <Base.Collection>
                    {(option: ComboboxOption) => <Option key={option.value} option={option} />}
                  </Base.Collection>
                </Base.Group>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Option({ option }: { option: ComboboxOption }) {
  return (
    <Base.Item value={option} disabled={option.isDisabled} className="menu-row">
      {option.icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{option.label}</span>
        {option.detail && <span className="block truncate text-small text-subtle">{option.detail}</span>}
      </span>
      {option.trailing && <span className="shrink-0 text-small text-subtle tabular-nums">{option.trailing}</span>}
      <span className="w-3.5 shrink-0">
        <Base.ItemIndicator>
          <Check size={14} />
        </Base.ItemIndicator>
      </span>
    </Base.Item>
  );
}

function matchesOption(option: ComboboxOption, query: string): boolean {
  const text = `${option.label} ${option.keywords ?? ''}`.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
