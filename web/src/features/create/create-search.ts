export interface CreateSearch {
  /** A picture to start from. */
  use?: string;
  /** With `use`: what to do with it. */
  operation?: string;
  /** A job whose request to repeat. */
  again?: string;
}

export function readCreateSearch(search: Record<string, unknown>): CreateSearch {
  const text = (key: string) => (typeof search[key] === 'string' ? { [key]: search[key] } : {});
  return { ...text('use'), ...text('operation'), ...text('again') };
}
