import { createHash } from 'node:crypto';
import { PICTURE_SIZES, TINY_SIZE } from './picture-size.ts';

export const MAXIMUM_COUNT = 4;
export const MAXIMUM_PROMPT_LENGTH = 2_000;
const MAXIMUM_SEED = 2_147_483_647;
export const REFUSED_WORD = 'forbidden-demo-word';

/** A generation as it was asked for, with every choice made. */
export interface DemoRequest {
  model: 'demo-scenery' | 'demo-tiny';
  prompt: string;
  aspectRatio: string;
  count: number;
  seed: number;
  palette: string | null;
  style: string;
}

/** Reads a submit's body; a string says what is wrong with it. */
export function readDemoRequest(body: Record<string, unknown>): DemoRequest | string {
  const { model, prompt, aspect_ratio: aspectRatio = '1:1', count = 1, seed, palette, style = 'auto' } = body;
  if (model !== 'demo-scenery' && model !== 'demo-tiny') return 'model is demo-scenery or demo-tiny.';
  if (typeof prompt !== 'string' || prompt.trim() === '') return 'prompt is missing.';
  if (prompt.length > MAXIMUM_PROMPT_LENGTH) return `prompt has more than ${MAXIMUM_PROMPT_LENGTH} characters.`;
  if (typeof aspectRatio !== 'string' || !(aspectRatio in PICTURE_SIZES)) {
    return `aspect_ratio is one of ${Object.keys(PICTURE_SIZES).join(', ')}.`;
  }
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MAXIMUM_COUNT) {
    return `count is a whole number from 1 to ${MAXIMUM_COUNT}.`;
  }
  if (seed !== undefined && seed !== null && !isSeed(seed)) return `seed is a whole number from 0 to ${MAXIMUM_SEED}.`;
  if (palette !== undefined && palette !== null && !isColour(palette)) return 'palette is a colour such as #2a6f97.';
  if (typeof style !== 'string') return 'style is a word.';
  return {
    model,
    prompt,
    aspectRatio,
    count,
    seed: isSeed(seed) ? seed : seedOf(prompt),
    palette: isColour(palette) ? palette : null,
    style,
  };
}

export function sizeOf(request: DemoRequest): { width: number; height: number } {
  return request.model === 'demo-tiny' ? TINY_SIZE : (PICTURE_SIZES[request.aspectRatio] ?? TINY_SIZE);
}

function isSeed(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAXIMUM_SEED;
}

function isColour(value: unknown): value is string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
}

/** Without a seed the prompt decides, so that the same submit always draws the same pictures. */
function seedOf(prompt: string): number {
  return createHash('sha256').update(prompt).digest().readUInt32BE(0) & MAXIMUM_SEED;
}
