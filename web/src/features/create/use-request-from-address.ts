import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { client } from '#web/data/api.ts';
import type { Catalog } from '#web/data/catalog.ts';
import { failureOf } from '#web/data/failure.ts';
import { toast } from '#web/design/primitives/toast.tsx';
import type { CreateSearch } from './create-search.ts';
import { draftFromJob } from './draft.ts';
import { dispatchDraft, useDraft } from './use-draft.ts';
import { addInput } from './use-inputs.ts';

/** Other screens hand a request over in the address; it becomes the draft and leaves the address. */
export function useRequestFromAddress(catalog: Catalog, { use, operation, again }: CreateSearch): void {
  const navigate = useNavigate();
  const draft = useDraft(catalog);
  useEffect(() => {
    if (!use && !again) return;
    if (use && draft) addInput(catalog, draft, use, operation);
    if (again) {
      client.jobs.get({ id: again }).then(
        (job) => dispatchDraft(catalog, { type: 'replace', draft: draftFromJob(job) }),
        (error: unknown) => toast({ title: failureOf(error).message }),
      );
    }
    void navigate({ to: '/', search: {}, replace: true });
    // The address alone decides; the draft of that moment is the one to change.
  }, [use, operation, again]);
}
