/** Joins class names and drops what is false. Later classes do not override earlier ones: give a part one look. */
export function cx(...names: Array<string | false | null | undefined>): string {
  return names.filter(Boolean).join(' ');
}
