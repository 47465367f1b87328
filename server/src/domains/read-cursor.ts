import { AtelierError } from '#contract/errors.ts';
import { decodeCursor } from '../kernel/page.ts';
import type { Cursor } from '../kernel/page.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Where a page of a list by time goes on; null for the first page. Throws `invalid_input` for what is no cursor of ours. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const cursor = decodeCursor(text);
  if (cursor && instant.test(cursor.at) && !Number.isNaN(Date.parse(cursor.at)) && uuid.test(cursor.id)) return cursor;
  throw new AtelierError('invalid_input', 'This is not a cursor of this list.', {
    thing: 'cursor',
    remedy: 'Pass the `nextCursor` of the page before, or none for the first page.',
  });
}
