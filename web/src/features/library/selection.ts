/** Which assets are chosen; `anchor` is where a Shift-click counts from. */
export interface Selection {
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const emptySelection: Selection = { ids: new Set(), anchor: null };

export function toggleSelected(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/** Everything from the anchor to `id`, in the order on show, is added. */
export function extendSelected(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor ? order.indexOf(selection.anchor) : -1;
  const to = order.indexOf(id);
  if (from === -1 || to === -1) return toggleSelected(selection, id);
  return {
    ids: new Set([...selection.ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]),
    anchor: selection.anchor,
  };
}
