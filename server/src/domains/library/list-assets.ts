import type { Asset } from '#contract/api/library.ts';
import type { MediaKind } from '#contract/media.ts';
import { cutPage } from '../../kernel/page.ts';
import { readCursor } from '../read-cursor.ts';
import type { Ctx } from '../slice.ts';
import { requireRole } from '../accounts/index.ts';
import { assetView } from './asset-view.ts';
import { listAssetRows, searchAssetRows } from './queries.ts';
import type { AssetRow } from './queries.ts';
import { searchQuery } from './search-words.ts';

export interface ListAssetsInput {
  cursor?: string | undefined;
  limit: number;
  /** Words of name and prompt; each may be the start of one. */
  search?: string | undefined;
  kind?: MediaKind | undefined;
  source?: AssetRow['source'] | undefined;
  favourite?: boolean | undefined;
  trashed: boolean;
}

export async function listAssets(
  ctx: Ctx,
  input: ListAssetsInput,
): Promise<{ items: Asset[]; nextCursor: string | null }> {
  requireRole(ctx, 'viewer');
  const { cursor, limit, search = '', ...filter } = input;
  const page = { filter, before: readCursor(cursor), limit: limit + 1 };
  const words = searchQuery(search);
  if (search.trim() !== '' && words === null) return { items: [], nextCursor: null };
  const reading = words === null ? listAssetRows(ctx.tx, page) : searchAssetRows(ctx.tx, words, page);
  // The page is all that its transaction does.
  ctx.tx.commitBehind();
  const rows = await reading;
  const { items, nextCursor } = cutPage(rows, limit, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  return { items: items.map((row) => assetView(ctx.ports, row)), nextCursor };
}
