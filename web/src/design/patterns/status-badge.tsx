import { cx } from '../class-names.ts';
import { STATUS_LOOKS, statusWord, type Status } from './status.ts';

/** Same word, icon and colour for a state wherever it appears. `look="plain"` drops the wash, for dense lists. */
export function StatusBadge({ status, look = 'wash' }: { status: Status; look?: 'wash' | 'plain' | 'icon' }) {
  const { icon: Icon, ink, wash, isMoving } = STATUS_LOOKS[status];
  const icon = (
    <Icon size={13} strokeWidth={2.25} aria-hidden="true" className={cx('shrink-0', isMoving && 'animate-spin')} />
  );
  if (look === 'icon') {
    return (
      <span className={cx('inline-flex', ink)} role="img" aria-label={statusWord(status)} title={statusWord(status)}>
        {icon}
      </span>
    );
  }
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 whitespace-nowrap text-small font-medium',
        look === 'wash' ? cx('h-6 rounded-full pl-1.5 pr-2.5', wash) : ink,
      )}
    >
      {icon}
      {statusWord(status)}
    </span>
  );
}
