import { z } from 'zod';

export const pageLimit = { default: 50, maximum: 200 } as const;

/** Keyset paging: pass the `nextCursor` of one page to get the next; null says that this was the last. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(pageLimit.maximum).default(pageLimit.default),
});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
