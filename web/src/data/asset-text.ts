import { useQuery } from '@tanstack/react-query';
import type { Asset } from './assets.ts';

/** The words of a text asset; undefined while they are on their way. */
export function useAssetText(asset: Pick<Asset, 'id' | 'urls'>): string | undefined {
  const { data } = useQuery({
    // The address is signed anew by the hour; the words behind it never change.
    queryKey: ['asset-text', asset.id],
    queryFn: async ({ signal }) => {
      const answer = await fetch(asset.urls.original, { signal });
      if (!answer.ok) throw new Error(`The text could not be read: ${answer.status}`);
      return answer.text();
    },
    staleTime: Infinity,
  });
  return data;
}
