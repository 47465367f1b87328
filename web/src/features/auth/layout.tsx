import { Outlet } from '@tanstack/react-router';
import { LogoMark } from '#web/design/patterns/logo.tsx';
import { t } from './messages.ts';
import { Painting } from './painting.tsx';

/** Before one is inside: the form at the left, a picture at the right; on a phone the picture is a band above. */
export function AuthLayout() {
  return (
    <main className="flex min-h-dvh flex-col bg-frame md:grid md:grid-cols-[minmax(420px,5fr)_7fr]">
      <div className="h-36 p-2 md:order-2 md:h-dvh md:p-3">
        <Painting />
      </div>
      <div className="flex flex-1 flex-col px-6 pb-8 pt-5 sm:px-12 md:py-10">
        <p className="flex items-center gap-2.5 text-lead font-semibold tracking-[-0.02em]">
          <LogoMark size={26} /> {t('product')}
        </p>
        <div className="mx-auto flex w-full max-w-[372px] flex-1 flex-col justify-center py-10">
          <Outlet />
        </div>
      </div>
    </main>
  );
}
