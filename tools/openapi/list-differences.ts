const shownLimit = 20;

/** Where two JSON documents differ, one line a place: `- path` is gone, `+ path` is new, `~ path` has another value. */
export function listDifferences(committed: unknown, wanted: unknown): string[] {
  const found = compare(committed, wanted, '');
  if (found.length <= shownLimit) return found;
  return [...found.slice(0, shownLimit), `… and ${found.length - shownLimit} more`];
}

function compare(left: unknown, right: unknown, path: string): string[] {
  if (left === right) return [];
  if (!isBranch(left) || !isBranch(right) || Array.isArray(left) !== Array.isArray(right)) return [`~ ${path || '/'}`];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const found = names.flatMap((name) => {
    const place = `${path}/${name.replaceAll('/', '~1')}`;
    if (!(name in right)) return [`- ${place}`];
    if (!(name in left)) return [`+ ${place}`];
    return compare(left[name], right[name], place);
  });
  // The file is compared as it is written: another order of the same members is another file.
  const moved = found.length === 0 && Object.keys(left).join('\0') !== Object.keys(right).join('\0');
  return moved ? [`~ ${path || '/'} (order)`] : found;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
