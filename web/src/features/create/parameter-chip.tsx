import { ChevronDown } from 'lucide-react';
import { RatioFrame } from '#web/design/primitives/aspect-ratio-picker.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Popover } from '#web/design/primitives/popover.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { LazyParameterField } from './lazy-parameter-field.tsx';
import type { ParameterFieldProps } from './parameter-field.tsx';
import { isShortRange } from './short-range.ts';

/** A parameter in the bar under the prompt: its value in view, its control one click away. */
export function ParameterChip(props: ParameterFieldProps) {
  const { parameter, value, onChange } = props;
  if (isShortRange(parameter)) {
    const { minimum = 0, maximum = 0, title } = parameter;
    const numbers = Array.from({ length: maximum - minimum + 1 }, (_, index) => String(minimum + index));
    return (
      <Segmented
        label={title}
        value={String(value ?? minimum)}
        onChange={(next) => onChange(Number(next))}
        options={numbers.map((number) => ({ value: number, label: number }))}
      />
    );
  }
  const shown = parameter.choices?.find((choice) => choice.value === value)?.title ?? value;
  return (
    <Popover
      title={parameter.title}
      isTitleHidden
      className="w-[272px]"
      trigger={
        <Button
          variant="ghost"
          aria-label={parameter.kind === 'aspectRatio' ? `${parameter.title} ${shown ?? ''}` : undefined}
          className="px-2"
        >
          {parameter.kind === 'aspectRatio' ? (
            <span className="flex items-center gap-1.5 tabular-nums">
              <RatioFrame ratio={String(value)} boxPx={18} />
              {value}
            </span>
          ) : (
            <span className="flex items-center gap-1.5">
              <span className="font-normal text-subtle">{parameter.title}</span> {shown}
              <ChevronDown size={13} className="text-subtle" />
            </span>
          )}
        </Button>
      }
    >
      <LazyParameterField {...props} />
    </Popover>
  );
}
