import { ArrowLeft, Heart, Search, Trash2, Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useCommands } from '#web/design/commands.ts';
import { Button } from '#web/design/primitives/button.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { Slider } from '#web/design/primitives/slider.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import type { LibrarySearch } from './library-search.ts';
import { t } from './messages.ts';

const TYPING_PAUSE_MS = 220;
export const TILE_HEIGHTS = { min: 110, max: 380, first: 210 } as const;

export interface ToolbarProps {
  search: LibrarySearch;
  onSearch: (change: Partial<LibrarySearch>) => void;
  tileHeight: number;
  onTileHeight: (height: number) => void;
  onUpload: (files: File[]) => void;
}

/** Everything that narrows or shapes the wall. */
export function Toolbar({ search, onSearch, tileHeight, onTileHeight, onUpload }: ToolbarProps) {
  const [words, setWords] = useState(search.q ?? '');
  const field = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (words === (search.q ?? '')) return;
    const timer = setTimeout(() => onSearch({ q: words || undefined }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, search.q, onSearch]);
  useCommands([
    {
      id: 'library.search',
      title: t('command.search'),
      group: t('group'),
      keys: ['/'],
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <div className="sticky top-0 z-10 -mx-4 flex flex-wrap items-center gap-x-2 gap-y-2 bg-frame px-4 py-2 sm:-mx-6 sm:px-6">
      <div className="min-w-32 flex-1 sm:max-w-80">
        <TextField
          ref={field}
          type="search"
          label={t('search')}
          isLabelHidden
          placeholder={t('search')}
          leading={<Search size={14} />}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {search.trash ? (
        <Button icon={<ArrowLeft size={15} />} onClick={() => onSearch({ trash: undefined })}>
          {t('trash.back')}
        </Button>
      ) : (
        <>
          <div className="max-sm:order-last max-sm:w-full">
            <Segmented
              label={t('source')}
              isWide
              value={search.source ?? 'all'}
              onChange={(source) => onSearch({ source: source === 'all' ? undefined : source })}
              options={(['all', 'generated', 'uploaded', 'sample'] as const).map((value) => ({
                value,
                label: t(`source.${value}`),
              }))}
            />
          </div>
          <IconButton
            label={t('favourites')}
            aria-pressed={search.favourite === true}
            icon={<Heart size={16} fill={search.favourite ? 'currentColor' : 'none'} />}
            onClick={() => onSearch({ favourite: search.favourite ? undefined : true })}
          />
          <IconButton label={t('trash')} icon={<Trash2 size={16} />} onClick={() => onSearch({ trash: true })} />
        </>
      )}
      <div className="ml-auto hidden w-28 items-center md:block">
        <Slider
          label={t('size')}
          isLabelHidden
          min={TILE_HEIGHTS.min}
          max={TILE_HEIGHTS.max}
          value={tileHeight}
          onChange={onTileHeight}
        />
      </div>
      {!search.trash && (
        <>
          <span className="max-sm:hidden">
            <Button icon={<Upload size={15} />} onClick={() => files.current?.click()}>
              {t('upload')}
            </Button>
          </span>
          <span className="sm:hidden">
            <IconButton
              label={t('upload')}
              tone="outlined"
              icon={<Upload size={16} />}
              onClick={() => files.current?.click()}
            />
          </span>
          <input
            ref={files}
            type="file"
            hidden
            multiple
            aria-label={t('upload')}
            onChange={(event) => {
              onUpload([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
    </div>
  );
}
