import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, Search } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { t } from '../words/messages.ts';

export interface ComboboxOption {
  value: string;
  label: string;
  detail?: ReactNode;
  icon?: ReactNode;
  /** At the end of the line: a price, a badge. */
  trailing?: ReactNode;
  /** More words to find it by. */
  keywords?: string;
  isDisabled?: boolean;
}

export interface ComboboxGroup {
  label: string;
  items: ComboboxOption[];
}

export interface ComboboxProps {
  label: string;
  value: string | null;
  groups: ComboboxGroup[];
  onChange: (value: string) => void;
  searchLabel: string;
  /** Draws the closed control; gets the chosen option. */
  look?: 'boxed' | 'quiet';
  isDisabled?: boolean;
}

/** Choosing one of many with a search inside the opened list; grouped. */
export function Combobox({ label, value, groups, onChange, searchLabel, look = 'boxed', isDisabled }: ComboboxProps) {
  const [query, setQuery] = useState('');
  const labelId = useId();
  const all = groups.flatMap((group) => group.items);
  const chosen = all.find((option) => option.value === value) ?? null;
  return (
    <Base.Root
      items={groups}
      value={chosen}
      disabled={isDisabled}
      onValueChange={(option: ComboboxOption | null) => option && onChange(option.value)}
      onInputValueChange={setQuery}
      isItemEqualToValue={(a, b) => a.value === b.value}
      itemToStringLabel={(option: ComboboxOption) => option.label}
      filter={matchesOption}
    >
      <Base.Trigger
        aria-label={`${label}: ${chosen?.label ?? ''}`}
        className={cx(
          'flex min-w-0 select-none items-center gap-2 rounded-control text-left text-base transition-[background-color,box-shadow,color] disabled:opacity-50',
          look === 'boxed'
            ? 'h-8 w-full bg-field px-2.5 text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] hover:shadow-[inset_0_0_0_1px_var(--line-control)] data-popup-open:shadow-[inset_0_0_0_1.5px_var(--ring)] coarse:h-11'
            : 'h-8 px-2 font-medium text-muted hover:bg-hover hover:text-ink data-popup-open:bg-selected data-popup-open:text-ink coarse:h-11',
        )}
      >
        {chosen?.icon}
        <span className="min-w-0 flex-1 truncate">{chosen?.label ?? label}</span>
        <ChevronsUpDown size={13} className="shrink-0 text-subtle" aria-hidden="true" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="start" collisionPadding={8} className="z-50 outline-none">
          <Base.Popup
            aria-labelledby={labelId}
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
            <Base.List className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain p-1 empty:hidden">
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
