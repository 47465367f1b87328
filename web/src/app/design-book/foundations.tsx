import { CornerMarks } from '#web/design/patterns/corner-marks.tsx';
import { Specimen } from './specimen.tsx';

const PLANES = ['frame', 'surface', 'raised', 'sunken', 'field'] as const;
const INKS = ['ink', 'muted', 'subtle', 'accent-ink', 'running', 'done', 'refused', 'danger'] as const;
const TYPE = [
  ['hero', '56 / 58', 'A lighthouse at dusk'],
  ['display', '40 / 44', 'A lighthouse at dusk'],
  ['heading', '28 / 34', 'Everything you have made'],
  ['title', '20 / 28', 'Where you are signed in'],
  ['lead', '16 / 24', 'Describe a picture and get up to four.'],
  ['body', '14 / 22', 'The price is shown before the run and never settled above it.'],
  ['base', '13 / 20', 'Aspect ratio, seed, guidance, 1,024 × 768'],
  ['small', '12 / 16', 'Reserved 4 credits, 2 minutes ago'],
  ['micro', '11 / 16', 'Demo, 16:9, PNG'],
] as const;
const SIZE_CLASS: Record<(typeof TYPE)[number][0], string> = {
  hero: 'text-hero',
  display: 'text-display',
  heading: 'text-heading',
  title: 'text-title',
  lead: 'text-lead',
  body: 'text-body',
  base: 'text-base',
  small: 'text-small',
  micro: 'text-micro',
};

export function Foundations() {
  return (
    <div className="flex flex-col gap-10">
      <Specimen name="Planes and the accent" isWide>
        <div className="grid grid-cols-3 gap-2 sm:grid-cols-6">
          {PLANES.map((plane) => (
            <div
              key={plane}
              className="flex h-20 items-end rounded-card p-2.5 text-small text-muted shadow-[inset_0_0_0_1px_var(--line)]"
              style={{ background: `var(--${plane})` }}
            >
              {plane}
            </div>
          ))}
          <div className="relative flex h-20 items-end rounded-card bg-accent p-2.5 text-small font-semibold text-on-accent">
            accent
            <CornerMarks inset={8} arm={7} />
          </div>
        </div>
      </Specimen>
      <Specimen name="Ink" isWide>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {INKS.map((ink) => (
            <span key={ink} className="text-base font-medium" style={{ color: `var(--${ink})` }}>
              {ink}
            </span>
          ))}
        </div>
      </Specimen>
      <Specimen name="Type" isWide>
        <div className="flex flex-col gap-3">
          {TYPE.map(([size, measure, text]) => (
            <div key={size} className="flex items-baseline gap-5">
              <span className="w-24 shrink-0 text-small text-subtle tabular-nums">
                {size} {measure}
              </span>
              <span
                className={`${SIZE_CLASS[size]} min-w-0 truncate ${size === 'hero' || size === 'display' || size === 'heading' || size === 'title' ? 'font-semibold' : ''}`}
              >
                {text}
              </span>
            </div>
          ))}
        </div>
      </Specimen>
    </div>
  );
}
