import { Link } from '@tanstack/react-router';
import { cx } from '#web/design/class-names.ts';
import { t } from '../messages/index.ts';
import { placesFor } from './navigation.ts';

/** The rail of a phone, within reach of the thumb. */
export function TabBar({ isOperator }: { isOperator: boolean }) {
  return (
    <nav
      aria-label={t('nav.main')}
      className="shrink-0 border-t border-line bg-frame pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex h-(--tabbar) items-stretch justify-around px-1">
        {placesFor(isOperator).map(({ to, icon: Icon, label }) => (
          <li key={to} className="flex min-w-0 flex-1">
            <Link
              to={to}
              activeOptions={{ exact: to === '/' }}
              className={cx(
                'group/tab flex min-w-0 flex-1 select-none flex-col items-center justify-center gap-0.5 rounded-control text-micro font-medium text-muted data-[status=active]:text-ink',
              )}
            >
              <span className="flex h-7 w-12 items-center justify-center rounded-full transition-colors group-data-[status=active]/tab:bg-selected">
                <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
              </span>
              <span className="max-w-full truncate">{label()}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
