import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Asset, AssetDetails } from '#contract/api/library.ts';
import { client, queries } from './api.ts';
import { ADDRESS_REFRESH_MS, queryClient } from './query-client.ts';

export type { Asset, AssetDetails };

const ASSETS_PER_PAGE = 100;

export interface AssetFilter {
  search?: string;
  kind?: Asset['kind'];
  source?: Asset['source'];
  isFavourite?: boolean;
  isTrashed?: boolean;
}

export function assetsQuery({ search, kind, source, isFavourite, isTrashed = false }: AssetFilter) {
  return queries.library.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      cursor,
      limit: ASSETS_PER_PAGE,
      search: search || undefined,
      kind,
      source,
      favourite: isFavourite ? 'true' : undefined,
      trashed: String(isTrashed),
    }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}

/** Assets of the library, newest first, page by page. */
export function useAssets(filter: AssetFilter) {
  return useInfiniteQuery({ ...assetsQuery(filter), refetchInterval: ADDRESS_REFRESH_MS });
}

export function assetQuery(id: string) {
  return queries.library.get.queryOptions({ input: { id } });
}

export function useAsset(id: string) {
  return useQuery({ ...assetQuery(id), refetchInterval: ADDRESS_REFRESH_MS });
}

const SHOWN_ORIGINAL_LIMIT_BYTES = 20_000_000;

/** What to show of a picture: its preview, and until that is made the original itself, if it is not too large. */
export function pictureOf(asset: Asset): string | null {
  const { preview, thumbnail, original } = asset.urls;
  const isPassable =
    asset.kind === 'image' && asset.derivatives === 'processing' && asset.sizeBytes <= SHOWN_ORIGINAL_LIMIT_BYTES;
  return preview ?? thumbnail ?? (isPassable ? original : null);
}

export async function changeAsset(change: { id: string; name?: string; favourite?: boolean }): Promise<void> {
  await client.library.update(change);
  await refreshLibrary();
}

export async function trashAssets(ids: string[]): Promise<void> {
  await client.library.trash({ ids });
  await refreshLibrary();
}

export async function restoreAssets(ids: string[]): Promise<void> {
  await client.library.restore({ ids });
  await refreshLibrary();
}

export async function removeAssets(ids: string[]): Promise<void> {
  await client.library.remove({ ids });
  await refreshLibrary();
}

export function refreshLibrary(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: queries.library.key() });
}

/** Width by height; a picture whose size is not known yet stands in a square. */
export function ratioOf(asset: Pick<Asset, 'width' | 'height'>): number {
  return asset.width && asset.height ? asset.width / asset.height : 1;
}

/** Saves the original under its name. */
export function downloadAsset(asset: Pick<Asset, 'name' | 'urls'>): void {
  const link = document.createElement('a');
  link.href = asset.urls.original;
  link.download = asset.name;
  link.click();
}
