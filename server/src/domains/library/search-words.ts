/** What is searched is cut into words the same way when it is stored and when it is asked for. */
const storedWordsLimit = 500;
const askedWordsLimit = 8;
const wordCharactersLimit = 64;

function wordsOf(text: string, limit: number): string[] {
  // Letters without their accents, so that `cafe` finds `Café`.
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, wordCharactersLimit));
  return [...new Set(words)].slice(0, limit);
}

/** Lexemes of an asset. The first one names the workspace: no word of a text can look like it. */
export function lexemesOf(workspaceId: string, asset: { name: string; prompt: string }): string[] {
  return [`@${workspaceId}`, ...wordsOf(`${asset.name} ${asset.prompt}`, storedWordsLimit)];
}

/** A text-search query in which every word may be the start of one; null when there is no word in it. */
export function searchQuery(text: string): string | null {
  const words = wordsOf(text, askedWordsLimit);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}
