import { useState } from 'react';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { LogoMark } from '#web/design/patterns/logo.tsx';
import { Foundations } from './foundations.tsx';
import { Inputs } from './inputs.tsx';
import { Actions } from './actions.tsx';
import { Feedback } from './feedback.tsx';
import { Media } from './media.tsx';

type Shown = 'both' | 'dark' | 'light';

/** Every part of the interface in both themes: what is not here is not part of the house. */
export function DesignBook() {
  const [shown, setShown] = useState<Shown>('both');
  const themes = shown === 'both' ? (['dark', 'light'] as const) : ([shown] as const);
  return (
    <main className="min-h-dvh bg-frame">
      <header className="sticky top-0 z-10 flex items-center justify-between gap-4 border-b border-line bg-frame px-5 py-3">
        <h1 className="flex items-center gap-2.5 text-body font-semibold">
          <LogoMark size={20} /> Design book
        </h1>
        <Segmented
          label="Theme"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'both', label: 'Both' },
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
          ]}
        />
      </header>
      <div className={shown === 'both' ? 'grid xl:grid-cols-2' : ''}>
        {themes.map((theme) => (
          <div key={theme} data-theme={theme} className="min-w-0 bg-frame px-5 py-10 text-ink sm:px-10">
            <h2 className="mb-10 text-display font-semibold capitalize">{theme}</h2>
            <div className="flex flex-col gap-14">
              <Foundations />
              <Actions />
              <Inputs />
              <Feedback />
              <Media />
            </div>
          </div>
        ))}
      </div>
    </main>
  );
}
