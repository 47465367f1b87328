/**
 * `atl_<public id>_<secret>`: 61 characters, because bcrypt reads no further than 72 bytes. The public id finds the
 * row, the secret is compared with its bcrypt hash.
 */
const pattern = /^atl_([0-9a-f]{16})_([A-Za-z0-9_-]{40})$/;

export function parseApiKey(text: string): { publicId: string; secret: string } | null {
  const match = pattern.exec(text);
  return match ? { publicId: match[1] ?? '', secret: match[2] ?? '' } : null;
}

export function writeApiKey(publicId: string, secret: string): string {
  return `atl_${publicId}_${secret}`;
}
