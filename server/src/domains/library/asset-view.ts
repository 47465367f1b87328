import type { Asset } from '#contract/api/library.ts';
import type { Ports } from '../slice.ts';
import type { AssetRow } from './queries.ts';
import { signFileUrl } from './file-url.ts';

/** An asset as the contract shows it, with addresses that hold for at least ten minutes. */
export function assetView(ports: Pick<Ports, 'clock' | 'seal'>, row: AssetRow): Asset {
  const { workspaceId } = row;
  const rendition = (sha256: string | null, sizeBytes: number | null) =>
    sha256 === null
      ? null
      : signFileUrl(ports, { workspaceId, sha256, sizeBytes: sizeBytes ?? 0, mediaType: 'image/webp' });
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
    urls: {
      original: signFileUrl(ports, {
        workspaceId,
        sha256: row.sha256,
        sizeBytes: row.sizeBytes,
        mediaType: row.mediaType,
        name: row.name,
      }),
      preview: rendition(row.previewSha256, row.previewSizeBytes),
      thumbnail: rendition(row.thumbnailSha256, row.thumbnailSizeBytes),
    },
    createdAt: row.createdAt.toISOString(),
    trashedAt: row.trashedAt?.toISOString() ?? null,
  };
}
