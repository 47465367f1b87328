import type { Asset } from '#contract/api/library.ts';
import type { Ports } from '../slice.ts';
import type { AssetRow } from './queries.ts';
import { expiryOf, signFileUrl } from './file-url.ts';

interface SignedRow {
  row: AssetRow;
  expiresAt: number;
  urls: Asset['urls'];
}
const signedRows = new WeakMap<object, Map<string, SignedRow>>();
const signedRowsLimit = 5_000;
/** All that the addresses are made of. */
const addressed = [
  'workspaceId',
  'sha256',
  'sizeBytes',
  'mediaType',
  'name',
  'previewSha256',
  'previewSizeBytes',
  'thumbnailSha256',
  'thumbnailSizeBytes',
] as const satisfies readonly (keyof AssetRow)[];

/** An asset as the contract shows it, with addresses that hold for at least ten minutes. */
export function assetView(ports: Pick<Ports, 'clock' | 'seal'>, row: AssetRow): Asset {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash,
    source: row.source,
    demo: row.demo,
    favourite: row.favourite,
    derivatives: row.derivatives,
    urls: addressesOf(ports, row),
    createdAt: row.createdAt.toISOString(),
    trashedAt: row.trashedAt?.toISOString() ?? null,
  };
}

/** Addresses hold for minutes, so they are signed once: making those of 50 assets anew costs a twelfth of the page. */
function addressesOf(ports: Pick<Ports, 'clock' | 'seal'>, row: AssetRow): Asset['urls'] {
  const signed = signedRows.get(ports.seal) ?? new Map<string, SignedRow>();
  signedRows.set(ports.seal, signed);
  const expiresAt = expiryOf(ports.clock.now());
  const known = signed.get(row.id);
  if (known?.expiresAt === expiresAt && addressed.every((column) => known.row[column] === row[column])) {
    return known.urls;
  }
  if (signed.size >= signedRowsLimit) signed.clear();
  const urls = signAddresses(ports, row);
  signed.set(row.id, { row, expiresAt, urls });
  return urls;
}

function signAddresses(ports: Pick<Ports, 'clock' | 'seal'>, row: AssetRow): Asset['urls'] {
  const { workspaceId, sha256, sizeBytes, mediaType, name } = row;
  const rendition = (hash: string | null, bytes: number | null) =>
    hash && signFileUrl(ports, { workspaceId, sha256: hash, sizeBytes: bytes ?? 0, mediaType: 'image/webp' });
  return {
    original: signFileUrl(ports, { workspaceId, sha256, sizeBytes, mediaType, name }),
    preview: rendition(row.previewSha256, row.previewSizeBytes),
    thumbnail: rendition(row.thumbnailSha256, row.thumbnailSizeBytes),
  };
}
