import { modelsFor, type Catalog } from '#web/data/catalog-lookup.ts';
import { failureOf } from '#web/data/failure.ts';
import { uploadToLibrary } from '#web/data/uploads.ts';
import { toast } from '#web/design/primitives/toast.tsx';
import { resolveDraft, type Draft } from './draft.ts';
import { t } from './messages.ts';
import { dispatchDraft } from './use-draft.ts';

/**
 * Puts an asset where the draft can take it. An operation without a place for pictures gives way to the first tool that
 * has one: whoever brings a picture wants to do something with it.
 */
export function addInput(catalog: Catalog, draft: Draft, assetId: string, operationId?: string): void {
  const wanted = operationId ? { ...draft, operationId } : draft;
  const current = resolveDraft(catalog, wanted);
  const slot = current?.model.inputs[0];
  if (current && slot) {
    if (operationId)
      dispatchDraft(catalog, { type: 'operation', operationId: current.operation.id, modelId: current.model.id });
    return dispatchDraft(catalog, { type: 'input.add', input: { name: slot.name, assetId }, maximum: slot.maximum });
  }
  const tool = catalog.operations.find(
    (operation) => operation.inputs.length > 0 && modelsFor(catalog, operation.id)[0]?.inputs.length,
  );
  if (tool && tool.id !== operationId) addInput(catalog, draft, assetId, tool.id);
}

/** Uploads dropped, pasted or chosen files and puts each in its place as it arrives. */
export function takeFiles(catalog: Catalog, draft: Draft, files: readonly File[]): void {
  for (const file of files) {
    if (!file.type.startsWith('image/')) {
      toast({ title: t('intake.notPicture', { name: file.name }) });
      continue;
    }
    void uploadToLibrary(file).then(
      (assetId) => addInput(catalog, draft, assetId),
      (error: unknown) =>
        toast({ title: failureOf(error).message, detail: failureOf(error).remedy ?? undefined, isUrgent: true }),
    );
  }
}
