import { useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { t } from '../messages/index.ts';

/** "(2) Library · Atelier": the count of jobs at work stays readable in a tab that is not on show. */
export function useDocumentTitle(activeCount = 0): void {
  const title = useMatches({
    select: (matches) => matches.findLast((match) => match.staticData.title)?.staticData.title,
  });
  useEffect(() => {
    document.title = `${activeCount > 0 ? `(${activeCount}) ` : ''}${title ? `${title} · ` : ''}${t('product')}`;
  }, [title, activeCount]);
}
