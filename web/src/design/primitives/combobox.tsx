import { ChevronsUpDown } from 'lucide-react';
import { Suspense, useId, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { lazyPart } from './lazy-part.ts';
import { useFloating } from './use-floating.ts';

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
  groups: readonly ComboboxGroup[];
  onChange: (value: string) => void;
  searchLabel: string;
  /** `quiet` is a word that opens, for toolbars. */
  look?: 'boxed' | 'quiet';
  isDisabled?: boolean;
}

const popup = lazyPart(async () => (await import('./loaded/combobox-popup.tsx')).ComboboxPopup);

/** Choosing one of many with a search inside the opened list; grouped. */
export function Combobox({ label, value, groups, onChange, searchLabel, look = 'boxed', isDisabled }: ComboboxProps) {
  const { anchor, isOpen, openAt, toggle, onClose } = useFloating(popup);
  const listId = useId();
  const chosen = groups.flatMap((group) => group.items).find((option) => option.value === value) ?? null;
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    openAt(event.currentTarget);
  }
  return (
    <>
      <button
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-label={`${label}: ${chosen?.label ?? ''}`}
        disabled={isDisabled}
        onClick={toggle}
        onKeyDown={onKeyDown}
        onPointerEnter={popup.preload}
        onFocus={popup.preload}
        className={cx(
          'flex min-w-0 select-none items-center gap-2 rounded-control text-left text-base transition-[background-color,box-shadow,color] disabled:opacity-50',
          look === 'boxed'
            ? 'h-8 w-full bg-field px-2.5 text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] hover:shadow-[inset_0_0_0_1px_var(--line-control)] aria-expanded:shadow-[inset_0_0_0_1.5px_var(--ring)] coarse:h-11'
            : 'h-8 px-2 font-medium text-muted hover:bg-hover hover:text-ink aria-expanded:bg-selected aria-expanded:text-ink coarse:h-11',
        )}
      >
        {chosen?.icon}
        <span className="min-w-0 flex-1 truncate">{chosen?.label ?? label}</span>
        <ChevronsUpDown size={13} className="shrink-0 text-subtle" aria-hidden="true" />
      </button>
      <Suspense>
        {anchor && (
          <popup.Part {...{ anchor, label, searchLabel, groups, chosen, listId, onChange, isOpen, onClose }} />
        )}
      </Suspense>
    </>
  );
}
