import type { AssetFilter } from '#web/data/assets.ts';

const SOURCES = ['generated', 'uploaded', 'sample'] as const;

/** The filters live in the address, so that a view can be kept, shared and stepped back to. */
export interface LibrarySearch {
  q?: string;
  source?: (typeof SOURCES)[number];
  favourite?: true;
  trash?: true;
}

export function readLibrarySearch(search: Record<string, unknown>): LibrarySearch {
  const source = SOURCES.find((one) => one === search['source']);
  return {
    ...(typeof search['q'] === 'string' && search['q'] ? { q: search['q'] } : {}),
    ...(source ? { source } : {}),
    ...(search['favourite'] === true ? { favourite: true } : {}),
    ...(search['trash'] === true ? { trash: true } : {}),
  };
}

export function filterOf({ q, source, favourite, trash }: LibrarySearch): AssetFilter {
  return { search: q, source, isFavourite: favourite, isTrashed: trash };
}
