import { cx } from '../class-names.ts';

export interface AvatarProps {
  name: string;
  imageUrl?: string | null;
  size?: 'small' | 'medium' | 'large';
}

const SIZES = { small: 'size-6 text-[10px]', medium: 'size-7 text-micro', large: 'size-11 text-body' };

/** A face or initials, drawn rather than written so that readers do not spell them. Decorative: the name stands beside it or in the control around it. */
export function Avatar({ name, imageUrl, size = 'medium' }: AvatarProps) {
  const hue = hueOf(name);
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full font-semibold',
        SIZES[size],
      )}
      style={{ background: `oklch(0.86 0.06 ${hue})`, color: `oklch(0.34 0.07 ${hue})` }}
    >
      {imageUrl ? (
        <img src={imageUrl} alt="" className="size-full object-cover" />
      ) : (
        <span data-initials={initials(name)} className="before:content-[attr(data-initials)]" />
      )}
    </span>
  );
}

/** First letters of the first and last word; an e-mail address counts as its part before the @. */
export function initials(name: string): string {
  const words = (name.split('@')[0] ?? '').split(/[\s._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase() || '?';
}

function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}
