export interface TextPart {
  text: string;
  isLink: boolean;
}

const LINK = /https?:\/\/[^\s<>"]+/g;

/** Text and the web addresses in it, in order; a full stop behind an address is not part of it. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(/[.,;:!?)]+$/, '');
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isLink: false });
    parts.push({ text: address, isLink: true });
    at = match.index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isLink: false });
  return parts;
}
