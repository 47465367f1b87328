import { AtelierError } from '#contract/errors.ts';

/** Postgres stores neither a NUL nor half of a surrogate pair; nobody types them. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** Throws `invalid_input` for text that no table can keep, wherever in the input it stands, keys included. */
export function refuseUnstorable(input: unknown, path = ''): void {
  if (typeof input === 'string') {
    if (!isStorable(input)) throw unstorable(path || 'input');
    return;
  }
  if (typeof input !== 'object' || input === null) return;
  for (const [name, inner] of Object.entries(input)) {
    if (!isStorable(name)) throw unstorable(path || 'input');
    refuseUnstorable(inner, path ? `${path}.${name}` : name);
  }
}

function unstorable(field: string): AtelierError {
  return new AtelierError('invalid_input', `${field} holds a character that is none: NUL or half a character.`, {
    thing: field,
    remedy: 'Remove it and send the text again.',
  });
}
