import { Box, Search, Wand2 } from 'lucide-react';
import { useState } from 'react';
import { AspectRatioPicker } from '#web/design/primitives/aspect-ratio-picker.tsx';
import { Checkbox } from '#web/design/primitives/checkbox.tsx';
import { ColorField } from '#web/design/primitives/color-field.tsx';
import { Combobox } from '#web/design/primitives/combobox.tsx';
import { NumberField } from '#web/design/primitives/number-field.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { Select } from '#web/design/primitives/select.tsx';
import { Slider } from '#web/design/primitives/slider.tsx';
import { Switch } from '#web/design/primitives/switch.tsx';
import { Tabs } from '#web/design/primitives/tabs.tsx';
import { TextArea } from '#web/design/primitives/text-area.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { Specimen } from './specimen.tsx';

export function Inputs() {
  const [values, setValues] = useState({
    ratio: '16:9',
    size: 'all',
    format: 'webp' as string,
    model: 'demo',
    guidance: 7,
    count: 4 as number | null,
    color: '#ff8a3c',
    on: true,
    agreed: true,
    some: false,
    tab: 'details',
  });
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  return (
    <div className="grid gap-x-10 gap-y-10 md:grid-cols-2">
      <Specimen name="Text">
        <TextField label="E-mail" type="email" placeholder="you@example.org" autoComplete="off" />
        <TextField
          label="Password"
          type="password"
          defaultValue="correct horse"
          hint="At least 10 characters."
          autoComplete="off"
        />
        <TextField
          label="Key name"
          defaultValue=""
          error="A key needs a name, so that you can tell it from the others."
        />
        <TextField label="Search" isLabelHidden placeholder="Search by name or prompt" leading={<Search size={14} />} />
      </Specimen>
      <Specimen name="Prompt">
        <TextArea label="Prompt" aside="38 / 4,000" defaultValue="A lighthouse at dusk, seen from the sea" />
      </Specimen>
      <Specimen name="Choices">
        <Select
          label="Format"
          value={values.format}
          onChange={(format) => set({ format })}
          options={[
            { value: 'webp', label: 'WebP', detail: 'Small, for the web' },
            { value: 'png', label: 'PNG', detail: 'Exact, with transparency' },
            { value: 'jpeg', label: 'JPEG', detail: 'For everything old' },
          ]}
        />
        <div className="flex flex-col gap-1.5">
          <span className="text-small font-medium text-muted">Model</span>
          <Combobox
            label="Model"
            searchLabel="Find a model"
            value={values.model}
            onChange={(model) => set({ model })}
            groups={[
              {
                label: 'Demo',
                items: [
                  {
                    value: 'demo',
                    label: 'Procedural pictures',
                    detail: 'Drawn on this machine',
                    icon: <Wand2 size={15} />,
                    trailing: 'free',
                  },
                ],
              },
              {
                label: 'This machine',
                items: [
                  {
                    value: 'upscale',
                    label: 'Swin2SR',
                    detail: 'Enlarges twice',
                    icon: <Box size={15} />,
                    trailing: '1',
                  },
                  {
                    value: 'cutout',
                    label: 'U²-Net',
                    detail: 'Cuts out the subject',
                    icon: <Box size={15} />,
                    trailing: '1',
                  },
                ],
              },
            ]}
          />
        </div>
        <Segmented
          label="Kind"
          value={values.size}
          onChange={(size) => set({ size })}
          options={[
            { value: 'all', label: 'All' },
            { value: 'generated', label: 'Generated' },
            { value: 'uploads', label: 'Uploads' },
          ]}
        />
      </Specimen>
      <Specimen name="Numbers and colour">
        <Slider
          label="Guidance"
          value={values.guidance}
          min={1}
          max={20}
          step={0.5}
          onChange={(guidance) => set({ guidance })}
        />
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label="Seed"
            value={values.count}
            onChange={(count) => set({ count })}
            min={0}
            placeholder="random"
          />
          <ColorField
            label="Background"
            value={values.color}
            onChange={(color) => set({ color: color ?? '#808080' })}
          />
        </div>
      </Specimen>
      <Specimen name="Aspect ratio">
        <AspectRatioPicker
          label="Aspect ratio"
          value={values.ratio}
          ratios={['1:1', '4:3', '3:4', '16:9', '9:16', '21:9']}
          onChange={(ratio) => set({ ratio })}
        />
      </Specimen>
      <Specimen name="On, off, some">
        <Switch
          label="Single-letter shortcuts"
          detail="Switch them off for speech input."
          isOn={values.on}
          onChange={(on) => set({ on })}
        />
        <Checkbox label="Keep the original as well" isChecked={values.agreed} onChange={(agreed) => set({ agreed })} />
        <Checkbox label="All 24 pictures" isChecked={values.some} isPartial onChange={(some) => set({ some })} />
      </Specimen>
      <Specimen name="Tabs" isWide>
        <Tabs
          label="Asset"
          value={values.tab}
          onChange={(tab) => set({ tab })}
          tabs={[
            {
              value: 'details',
              label: 'Details',
              panel: <p className="text-base text-muted">1,024 × 768, WebP, 184 kB</p>,
            },
            {
              value: 'lineage',
              label: 'Lineage',
              count: 3,
              panel: <p className="text-base text-muted">Made from two pictures.</p>,
            },
          ]}
        />
      </Specimen>
    </div>
  );
}
