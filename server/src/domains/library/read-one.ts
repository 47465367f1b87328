import { AtelierError } from '#contract/errors.ts';
import type { Tx } from '../../db/database.ts';
import { readAssetRows } from './queries.ts';
import type { AssetRow } from './queries.ts';

/** Throws `not_found`, for what another workspace has just as for what nobody has. */
export async function readOne(tx: Tx, id: string): Promise<AssetRow> {
  const [row] = await readAssetRows(tx, [id]);
  if (row) return row;
  throw new AtelierError('not_found', 'There is no such asset in this workspace.', {
    thing: 'asset',
    remedy: 'It may have been deleted. Look in the library.',
  });
}
