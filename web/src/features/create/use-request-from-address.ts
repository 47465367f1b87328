import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { client } from '#web/data/api.ts';
import type { Catalog } from '#web/data/catalog-lookup.ts';
import { failureOf } from '#web/data/failure.ts';
import { toast } from '#web/design/primitives/toast.tsx';
import type { CreateSearch } from './create-search.ts';
import { draftFromJob } from './draft.ts';
import { currentDraft, dispatchDraft } from './use-draft.ts';
import { addInput } from './use-inputs.ts';

/** Other screens hand a request over in the address; it becomes the draft and leaves the address. */
export function useRequestFromAddress(catalog: Catalog, { use, operation, again }: CreateSearch): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!use && !again) return;
    const draft = currentDraft(catalog);
    if (use && draft) addInput(catalog, draft, use, operation);
    if (again) void repeatJob(catalog, again);
    void navigate({ to: '/', search: {}, replace: true });
  }, [use, operation, again, catalog, navigate]);
}

async function repeatJob(catalog: Catalog, id: string): Promise<void> {
  try {
    dispatchDraft(catalog, { type: 'replace', draft: draftFromJob(await client.jobs.get({ id })) });
  } catch (error) {
    toast({ title: failureOf(error).message });
  }
}
