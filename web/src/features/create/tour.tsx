import { ArrowUpRight } from 'lucide-react';
import { ratioOf, useAssets, type Asset } from '#web/data/assets.ts';
import { MediaCard } from '#web/design/patterns/media-card.tsx';
import { CornerMarks } from '#web/design/patterns/corner-marks.tsx';
import { t } from './messages.ts';

/** First words worth trying; each is one click. */
const PROMPTS: ReadonlyArray<{ prompt: string; ratio: string; hues: readonly [string, string, string] }> = [
  {
    prompt: 'A lighthouse at dusk, warm light over a calm violet sea',
    ratio: '4:3',
    hues: ['#2b2350', '#b5527e', '#ffb56e'],
  },
  {
    prompt: 'Mist in a pine valley at dawn, soft teal and gold',
    ratio: '4:3',
    hues: ['#0d3a41', '#4b978f', '#f5d69d'],
  },
  { prompt: 'A desert under a huge red sun, poster style', ratio: '4:3', hues: ['#3b1521', '#c4472e', '#ffc76e'] },
  { prompt: 'Snowy mountains by moonlight, ink', ratio: '4:3', hues: ['#10222c', '#3c6f8c', '#e9e4d6'] },
];
const SAMPLES_SHOWN = 6;

export interface TourProps {
  onPrompt: (prompt: string, ratio: string) => void;
  onSample: (asset: Asset) => void;
}

/** What a newcomer sees instead of an empty feed: words to try, and photographs to work on. */
export function Tour({ onPrompt, onSample }: TourProps) {
  const { data: samples = [] } = useAssets({ source: 'sample', kind: 'image' });
  return (
    <div className="flex flex-col gap-10">
      <section aria-label={t('tour.heading')}>
        <h2 className="mb-3 text-base font-medium text-muted">{t('tour.heading')}</h2>
        <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-4">
          {PROMPTS.map(({ prompt, ratio, hues }) => (
            <li key={prompt}>
              <button
                type="button"
                onClick={() => onPrompt(prompt, ratio)}
                className="group/prompt relative flex h-full min-h-32 w-full flex-col justify-end overflow-hidden rounded-panel p-4 text-left text-white transition-transform duration-150 ease-out active:scale-[0.985]"
                style={{
                  background: `linear-gradient(to top, rgb(0 0 0 / 0.62), rgb(0 0 0 / 0.12)), linear-gradient(165deg, ${hues.join(', ')})`,
                }}
              >
                <CornerMarks
                  inset={11}
                  arm={9}
                  className="text-white/0 transition-colors duration-150 group-hover/prompt:text-white/80"
                />
                <ArrowUpRight
                  size={16}
                  className="absolute right-4 top-4 opacity-70 transition-opacity group-hover/prompt:opacity-0"
                  aria-hidden="true"
                />
                <span className="text-body font-medium">{prompt}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {samples.length > 0 && (
        <section aria-label={t('tour.samples')}>
          <h2 className="text-base font-medium text-muted">{t('tour.samples')}</h2>
          <p className="mb-3 text-base text-subtle">{t('tour.samplesDetail')}</p>
          <div className="flex gap-2 overflow-x-auto pb-2">
            {samples.slice(0, SAMPLES_SHOWN).map((asset) => (
              <div key={asset.id} className="shrink-0" style={{ width: 168 * ratioOf(asset) }}>
                <MediaCard
                  src={asset.urls.thumbnail}
                  alt={asset.name}
                  ratio={ratioOf(asset)}
                  thumbhash={asset.thumbhash}
                  onOpen={() => onSample(asset)}
                />
              </div>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
