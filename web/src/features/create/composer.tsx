import { SlidersHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Catalog } from '#web/data/catalog-lookup.ts';
import type { Job } from '#web/data/jobs.ts';
import { useCommands } from '#web/design/commands.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Popover } from '#web/design/primitives/popover.tsx';
import { resolveDraft, type Draft } from './draft.ts';
import { InputSlots } from './input-slots.tsx';
import { LocalModelNotice, missingLocalModels } from './local-model-notice.tsx';
import { t } from './messages.ts';
import { ModelPicker, OperationPicker } from './pickers.tsx';
import { ParameterChip } from './parameter-chip.tsx';
import { LazyParameterField } from './lazy-parameter-field.tsx';
import { PromptField } from './prompt-field.tsx';
import { estimateCredits, requestFrom, valueOf, whatIsMissing } from './request.ts';
import { RunButton } from './run-button.tsx';
import { dispatchDraft } from './use-draft.ts';
import { useRun } from './use-run.ts';

export interface ComposerProps {
  catalog: Catalog;
  draft: Draft;
  onStarted: (job: Job) => void;
  onFiles: (files: File[]) => void;
}

/** The request in the making: words, pictures, settings, and what it will cost. */
export function Composer({ catalog, draft, onStarted, onFiles }: ComposerProps) {
  const prompt = useRef<HTMLTextAreaElement>(null);
  const { state, run, reset } = useRun(onStarted);
  const resolved = resolveDraft(catalog, draft);
  // What was said about the last attempt no longer holds for a changed request.
  useEffect(reset, [draft, reset]);
  useCommands([
    {
      id: 'create.run',
      title: t('command.run'),
      group: t('group'),
      keys: ['Mod+Enter'],
      whileTyping: true,
      run: start,
    },
    {
      id: 'create.focus',
      title: t('command.focus'),
      group: t('group'),
      keys: ['/'],
      run: () => prompt.current?.focus(),
    },
  ]);
  if (!resolved) return null;
  const { operation, model } = resolved;
  const request = requestFrom({ operation, model, draft });
  const obstacle = whatIsMissing(request, model);
  const credits = state.kind === 'priceChanged' ? state.credits : estimateCredits(model, request);
  const needsModel = missingLocalModels(model).length > 0;
  const words = model.parameters.find((parameter) => parameter.name === 'prompt');
  const others = model.parameters.filter((parameter) => parameter !== words);
  const more = others.filter((parameter) =>
    words ? parameter.advanced || parameter.kind === 'colour' || parameter.kind === 'text' : parameter.advanced,
  );
  const plain = others.filter((parameter) => !more.includes(parameter));
  const fieldOf = (parameter: (typeof others)[number]) => ({
    parameter,
    value: valueOf(parameter, draft),
    onChange: (value: string | number | boolean | null) =>
      dispatchDraft(catalog, { type: 'value', name: parameter.name, value }),
  });

  function start() {
    if (obstacle || needsModel || state.kind === 'starting') return prompt.current?.focus();
    void run(request, credits);
  }

  return (
    <section aria-label={t('title')} className="rounded-sheet bg-raised shadow-card">
      {model.inputs.length > 0 && (
        <div className={words ? 'px-3 pt-3' : 'flex flex-col gap-5 p-3 sm:flex-row'}>
          <InputSlots
            slots={model.inputs}
            inputs={draft.inputs}
            onAdd={(slot, assetId) =>
              dispatchDraft(catalog, { type: 'input.add', input: { name: slot.name, assetId }, maximum: slot.maximum })
            }
            onRemove={(input) => dispatchDraft(catalog, { type: 'input.remove', input })}
            onFiles={(_, files) => onFiles(files)}
          />
          {!words && (
            <div className="flex w-full flex-col gap-4 px-1 py-1 sm:max-w-[420px] sm:flex-1 sm:pr-3">
              {plain.map((parameter) => (
                <LazyParameterField key={parameter.name} {...fieldOf(parameter)} />
              ))}
            </div>
          )}
        </div>
      )}
      {words && (
        <div className="px-5 pt-3">
          <PromptField
            field={prompt}
            parameter={words}
            value={String(draft.values['prompt'] ?? '')}
            onChange={(value) => dispatchDraft(catalog, { type: 'value', name: 'prompt', value })}
          />
        </div>
      )}
      <div className="flex flex-wrap items-end gap-2 px-3 pb-3 pt-2 sm:flex-nowrap sm:items-center">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
          <OperationPicker catalog={catalog} operationId={operation.id} />
          <ModelPicker catalog={catalog} operationId={operation.id} model={model} />
          {words && plain.length > 0 && (
            <span className="mx-1 hidden h-4 w-px bg-line-strong sm:block" aria-hidden="true" />
          )}
          {words && plain.map((parameter) => <ParameterChip key={parameter.name} {...fieldOf(parameter)} />)}
          {more.length > 0 && (
            <Popover
              title={t('more')}
              className="w-[300px]"
              trigger={
                <Button variant="ghost" aria-label={t('more')} className="px-2">
                  <SlidersHorizontal size={15} />
                </Button>
              }
            >
              <div className="flex flex-col gap-4">
                {more.map((parameter) => (
                  <LazyParameterField key={parameter.name} {...fieldOf(parameter)} />
                ))}
              </div>
            </Popover>
          )}
        </div>
        {!needsModel && (
          <div className="shrink-0 max-sm:w-full">
            <RunButton
              verb={operation.verb}
              credits={credits}
              isBusy={state.kind === 'starting'}
              obstacle={obstacle}
              onRun={start}
            />
          </div>
        )}
      </div>
      {needsModel && (
        <div className="px-3 pb-3">
          <LocalModelNotice model={model} />
        </div>
      )}
      <div role="status" className="empty:hidden">
        {state.kind === 'priceChanged' && (
          <p className="px-5 pb-3 text-base text-accent-ink">{t('price.changed', { credits: state.credits })}</p>
        )}
      </div>
      {state.kind === 'failed' && (
        <div className="px-3 pb-3">
          <ErrorState
            title={state.failure.message}
            advice={state.failure.remedy}
            money={t('notCharged')}
            requestId={state.failure.code === 'internal' ? (state.failure.requestId ?? undefined) : undefined}
          />
        </div>
      )}
    </section>
  );
}
