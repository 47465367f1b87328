import { useId, useState } from 'react';
import { cx } from '../class-names.ts';
import { t } from '../words/messages.ts';
import { inputStyle } from './field.tsx';

export interface ColorFieldProps {
  label: string;
  hint?: string;
  /** "#rrggbb", or null for no colour. */
  value: string | null;
  onChange: (hex: string | null) => void;
  isDisabled?: boolean;
}

const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** A swatch that opens the machine's own picker, and the value to type. */
export function ColorField({ label, hint, value, onChange, isDisabled }: ColorFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  function take(text: string) {
    setDraft(text);
    const hex = parseHex(text);
    if (hex || !text.trim()) onChange(hex);
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-small font-medium text-muted">
        {label}
      </label>
      <div
        className={cx(
          inputStyle,
          'flex h-8 items-center gap-2 px-1.5 focus-within:shadow-[inset_0_0_0_1.5px_var(--ring)] coarse:h-11',
        )}
      >
        <input
          type="color"
          aria-label={`${label}: ${t('hue')}`}
          value={value ?? '#808080'}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
          className="size-5 shrink-0 appearance-none overflow-hidden rounded-tick border-0 bg-transparent p-0 shadow-[0_0_0_1px_var(--line-strong)] data-empty:opacity-25 [&::-webkit-color-swatch]:border-0 [&::-webkit-color-swatch-wrapper]:p-0"
          data-empty={value === null || undefined}
        />
        <input
          id={id}
          value={draft ?? value?.toUpperCase() ?? ''}
          placeholder={t('noColour')}
          disabled={isDisabled}
          spellCheck={false}
          onChange={(event) => take(event.target.value)}
          onBlur={() => setDraft(null)}
          className="w-full bg-transparent tabular-nums outline-none focus-visible:outline-none"
        />
      </div>
      {hint && <p className="text-small text-subtle">{hint}</p>}
    </div>
  );
}

/** "#f80", "ff8800" and "#FF8800" are the same colour; anything else is null. */
export function parseHex(text: string): string | null {
  const digits = HEX.exec(text.trim())?.[1]?.toLowerCase();
  if (!digits) return null;
  return digits.length === 3 ? `#${[...digits].map((digit) => digit + digit).join('')}` : `#${digits}`;
}
