import { isAppleMachine, keyCaps } from '../keys.ts';
import { cx } from '../class-names.ts';

/** Shows a key combination as caps. `tone="inherit"` sits on a coloured button. */
export function Kbd({ keys, tone = 'plain' }: { keys: string; tone?: 'plain' | 'inherit' }) {
  return (
    <kbd className="inline-flex items-center gap-0.5 font-sans" aria-hidden="true">
      {keyCaps(keys, isAppleMachine()).map((cap) => (
        <span
          key={cap}
          className={cx(
            'inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-tick px-1 text-micro font-medium leading-none',
            tone === 'plain' ? 'bg-hover text-muted' : 'bg-current/0 text-current opacity-80',
          )}
        >
          {cap}
        </span>
      ))}
    </kbd>
  );
}
