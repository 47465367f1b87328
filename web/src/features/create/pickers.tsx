import {
  Brush,
  Crop,
  Eraser,
  FileType2,
  ImageUpscale,
  Palette,
  Scaling,
  ScanText,
  Sparkles,
  type LucideIcon,
} from 'lucide-react';
import { modelsFor, type Catalog, type Model } from '#web/data/catalog-lookup.ts';
import { formatCredits } from '#web/design/patterns/credits.tsx';
import { Combobox } from '#web/design/primitives/combobox.tsx';
import { t } from './messages.ts';
import { dispatchDraft } from './use-draft.ts';

const ICONS: Record<string, LucideIcon> = {
  'image.generate': Sparkles,
  'image.remove-background': Eraser,
  'image.upscale': ImageUpscale,
  'image.resize': Scaling,
  'image.crop': Crop,
  'image.convert': FileType2,
  'image.palette': Palette,
  'image.recognise-text': ScanText,
};
const GROUPS = ['create', 'edit', 'understand'] as const;

export function operationIcon(id: string): LucideIcon {
  return ICONS[id] ?? Brush;
}

/** What to do: only what some model here can carry out. */
export function OperationPicker({ catalog, operationId }: { catalog: Catalog; operationId: string }) {
  const possible = catalog.operations.filter((operation) => modelsFor(catalog, operation.id).length > 0);
  const groups = GROUPS.map((group) => ({
    label: t(`group.${group}`),
    items: possible
      .filter((operation) => operation.group === group)
      .map((operation) => {
        const Icon = operationIcon(operation.id);
        return {
          value: operation.id,
          label: operation.title,
          detail: operation.summary,
          icon: <Icon size={15} strokeWidth={1.75} className="shrink-0" aria-hidden="true" />,
        };
      }),
  })).filter((group) => group.items.length > 0);
  function choose(next: string) {
    const model = modelsFor(catalog, next)[0];
    if (model) dispatchDraft(catalog, { type: 'operation', operationId: next, modelId: model.id });
  }
  return (
    <Combobox
      look="quiet"
      label={t('operation')}
      searchLabel={t('operation.search')}
      value={operationId}
      groups={groups}
      onChange={choose}
    />
  );
}

/** Who does it, and where. */
export function ModelPicker({ catalog, operationId, model }: { catalog: Catalog; operationId: string; model: Model }) {
  const models = modelsFor(catalog, operationId);
  const groups = [...Map.groupBy(models, (one) => one.providerTitle)].map(([label, members]) => ({
    label,
    items: members.map((one) => ({
      value: one.id,
      label: one.title,
      detail: one.summary,
      trailing: priceOf(one),
      keywords: one.provider,
    })),
  }));
  return (
    <Combobox
      look="quiet"
      label={t('model')}
      searchLabel={t('model.search')}
      value={model.id}
      groups={groups}
      onChange={(modelId) => dispatchDraft(catalog, { type: 'model', modelId })}
    />
  );
}

function priceOf(model: Model): string {
  if (model.price === 'unknown') return '?';
  return model.price.creditsPerOutput === 0 ? t('model.free') : formatCredits(model.price.creditsPerOutput);
}
