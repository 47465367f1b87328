import { ImagePlus, Images, Upload, X } from 'lucide-react';
import { useState } from 'react';
import { ratioOf, useAsset } from '#web/data/assets.ts';
import type { InputSlot } from '#web/data/catalog-lookup.ts';
import { cx } from '#web/design/class-names.ts';
import { CornerMarks } from '#web/design/patterns/corner-marks.tsx';
import { MediaFrame } from '#web/design/patterns/media-frame.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { FileButton } from '#web/design/primitives/file-button.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { AssetPicker } from './asset-picker.tsx';
import type { DraftInput } from './draft.ts';
import { t } from './messages.ts';

export interface InputSlotsProps {
  slots: readonly InputSlot[];
  inputs: readonly DraftInput[];
  onAdd: (slot: InputSlot, assetId: string) => void;
  onRemove: (input: DraftInput) => void;
  onFiles: (slot: InputSlot, files: File[]) => void;
}

/** The places for pictures that an operation starts from. */
export function InputSlots(props: InputSlotsProps) {
  return props.slots.map((slot) => <Slot key={slot.name} slot={slot} {...props} />);
}

function Slot({ slot, inputs, onAdd, onRemove, onFiles }: InputSlotsProps & { slot: InputSlot }) {
  const [isPicking, setPicking] = useState(false);
  const mine = inputs.filter((input) => input.name === slot.name);
  return (
    <div className={cx('flex flex-wrap gap-2', mine.length < slot.maximum && 'flex-1')}>
      {mine.map((input) => (
        <Chosen key={input.assetId} input={input} onRemove={() => onRemove(input)} />
      ))}
      {mine.length < slot.maximum && (
        <div className="relative flex min-h-44 min-w-[min(100%,17rem)] flex-1 flex-col items-center justify-center gap-3 rounded-card bg-sunken p-4 text-center">
          <CornerMarks inset={10} arm={12} className="text-subtle" />
          <ImagePlus size={20} strokeWidth={1.5} className="text-subtle" aria-hidden="true" />
          <p className="text-base text-muted">{t('input.empty')}</p>
          <div className="flex flex-wrap justify-center gap-2">
            <Button size="small" icon={<Images size={14} />} onClick={() => setPicking(true)}>
              {t('input.choose')}
            </Button>
            <FileButton
              label={t('input.upload')}
              icon={<Upload size={14} />}
              accept={slot.types?.join(',') ?? `${slot.kind}/*`}
              isMultiple={slot.maximum > 1}
              onFiles={(files) => onFiles(slot, files)}
            />
          </div>
        </div>
      )}
      {isPicking && (
        <AssetPicker
          slot={slot}
          onClose={() => setPicking(false)}
          onPick={(assetId) => {
            onAdd(slot, assetId);
            setPicking(false);
          }}
        />
      )}
    </div>
  );
}

function Chosen({ input, onRemove }: { input: DraftInput; onRemove: () => void }) {
  const { data } = useAsset(input.assetId);
  const ratio = data ? ratioOf(data.asset) : 1;
  return (
    <div className="relative h-44 max-w-full" style={{ aspectRatio: ratio }}>
      <MediaFrame
        src={data?.asset.urls.preview ?? data?.asset.urls.thumbnail ?? null}
        alt={data?.asset.name ?? ''}
        ratio={ratio}
        thumbhash={data?.asset.thumbhash}
        className="h-full rounded-card"
        isEager
      >
        <IconButton
          label={t('input.remove', { name: data?.asset.name ?? '' })}
          tone="onMedia"
          size="small"
          icon={<X size={14} />}
          className="absolute right-1.5 top-1.5"
          onClick={onRemove}
        />
      </MediaFrame>
    </div>
  );
}
