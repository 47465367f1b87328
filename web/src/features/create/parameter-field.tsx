import { Dices } from 'lucide-react';
import type { Parameter } from '#web/data/catalog-lookup.ts';
import { AspectRatioPicker } from '#web/design/primitives/aspect-ratio-picker.tsx';
import { ColorField } from '#web/design/primitives/color-field.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { NumberField } from '#web/design/primitives/number-field.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { Select } from '#web/design/primitives/select.tsx';
import { Slider } from '#web/design/primitives/slider.tsx';
import { Switch } from '#web/design/primitives/switch.tsx';
import { TextArea } from '#web/design/primitives/text-area.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import type { Value } from './draft.ts';
import { t } from './messages.ts';
import { isShortRange } from './short-range.ts';

export interface ParameterFieldProps {
  parameter: Parameter;
  value: Value | null;
  onChange: (value: Value | null) => void;
}

const MAX_SEED = 2_147_483_647;

/** The control a parameter's schema asks for. */
export function ParameterField({ parameter, value, onChange }: ParameterFieldProps) {
  const { title, help, minimum, maximum, step, unit, choices = [] } = parameter;
  const label = unit ? `${title}, ${unit}` : title;
  switch (parameter.kind) {
    case 'aspectRatio':
      return (
        <AspectRatioPicker
          label={title}
          value={String(value ?? '')}
          ratios={choices.map((choice) => choice.value)}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          label={title}
          hint={help}
          value={value === null ? null : String(value)}
          options={choices.map((choice) => ({ value: choice.value, label: choice.title }))}
          onChange={onChange}
        />
      );
    case 'boolean':
      return <Switch label={title} detail={help} isOn={value === true} onChange={onChange} />;
    case 'colour':
      return (
        <ColorField label={title} hint={help} value={typeof value === 'string' ? value : null} onChange={onChange} />
      );
    case 'seed':
      return (
        <div className="flex items-end gap-1.5">
          <div className="min-w-0 flex-1">
            <NumberField
              label={title}
              hint={help}
              placeholder={t('random')}
              min={minimum ?? 0}
              max={maximum ?? MAX_SEED}
              value={numberOrNull(value)}
              onChange={onChange}
            />
          </div>
          <IconButton
            label={t('shuffle')}
            tone="outlined"
            icon={<Dices size={15} />}
            className={help ? 'mb-[22px]' : ''}
            onClick={() => onChange((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % MAX_SEED)}
          />
        </div>
      );
    case 'integer':
    case 'number':
      if (isShortRange(parameter)) return <ButtonRange parameter={parameter} value={value} onChange={onChange} />;
      if (minimum !== undefined && maximum !== undefined && maximum - minimum <= 100 && value !== null) {
        return (
          <Slider
            label={title}
            min={minimum}
            max={maximum}
            step={step ?? (parameter.kind === 'integer' ? 1 : 0.1)}
            value={Number(value)}
            onChange={onChange}
            format={(shown) => (unit ? `${shown} ${unit}` : shown)}
          />
        );
      }
      return (
        <NumberField
          label={label}
          hint={help}
          min={minimum}
          max={maximum}
          step={step}
          value={numberOrNull(value)}
          onChange={onChange}
        />
      );
    case 'text':
      return parameter.multiline ? (
        <TextArea
          label={title}
          hint={help}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <TextField
          label={title}
          hint={help}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function ButtonRange({ parameter, value, onChange }: ParameterFieldProps) {
  const { minimum = 0, maximum = 0 } = parameter;
  const numbers = Array.from({ length: maximum - minimum + 1 }, (_, index) => String(minimum + index));
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-small font-medium text-muted">{parameter.title}</span>
      <Segmented
        label={parameter.title}
        isWide
        value={String(value ?? minimum)}
        onChange={(next) => onChange(Number(next))}
        options={numbers.map((number) => ({ value: number, label: number }))}
      />
    </div>
  );
}

function numberOrNull(value: Value | null): number | null {
  return typeof value === 'number' ? value : null;
}
