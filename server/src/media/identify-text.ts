import type { FileHandle } from 'node:fs/promises';
import type { Identified } from './media.ts';

/** Text is read whole to be sure that it is text, so it has a limit. */
export const textLimitBytes = 8 * 1024 * 1024;

const json: Identified = { kind: 'text', mediaType: 'application/json', extension: 'json' };
const plain: Identified = { kind: 'text', mediaType: 'text/plain', extension: 'txt' };
const svg: Identified = { kind: 'image', mediaType: 'image/svg+xml', extension: 'svg' };

/** UTF-8 text, JSON or SVG; null for other markup, for binary and for what is too long or empty. */
export async function identifyText(file: FileHandle, head: Buffer): Promise<Identified | null> {
  if (head.length === 0 || head.includes(0)) return null;
  const { size } = await file.stat();
  if (size > textLimitBytes) return null;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
  const text = decodeUtf8(buffer.subarray(0, bytesRead));
  if (text === null || hasControlCharacters(text) || text.trim() === '') return null;
  const root = firstElement(text);
  if (root !== null) return root === 'svg' ? svg : null;
  return isJson(text) ? json : plain;
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function hasControlCharacters(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) return true;
  }
  return false;
}

/**
 * Name of the first element, past XML declaration, comments and document type; null when the text is not markup.
 * Markup that is not understood answers '' and is refused, so that nothing a browser reads as a page passes as text.
 */
function firstElement(text: string): string | null {
  let rest = text.trimStart();
  if (!rest.startsWith('<')) return null;
  for (;;) {
    const prolog = /^(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!doctype svg[^>[]*>)\s*/i.exec(rest);
    if (!prolog) break;
    rest = rest.slice(prolog[0].length);
  }
  return /^<([a-z][\w:.-]*)/i.exec(rest)?.[1]?.replace(/^svg:/, '') ?? '';
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
