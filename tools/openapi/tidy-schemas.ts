/** The document as it is written to a file: plain JSON, without the bounds that every integer of zod brings along. */
export function tidySchemas<Document>(document: Document): Document {
  const text = JSON.stringify(document, (name: string, value: unknown) => {
    if (name === 'minimum' && value === Number.MIN_SAFE_INTEGER) return undefined;
    if (name === 'maximum' && value === Number.MAX_SAFE_INTEGER) return undefined;
    return value;
  });
  return JSON.parse(text) as Document;
}
