import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** One thing the service did for or was asked by a client, as it happened. */
export interface Effect {
  type: string;
  at: number;
  [field: string]: unknown;
}

/**
 * Append-only list of effects in `<directory>/effects.jsonl`. Written before the answer goes out, so a killed process
 * has either done a thing and written it, or neither. A last line cut short by a kill is dropped when it is read.
 */
export class EffectLog {
  readonly #file: number;
  readonly effects: Effect[];

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, 'effects.jsonl');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    this.effects = parseLines(text);
    this.#file = openSync(path, 'a');
    if (text !== '' && !text.endsWith('\n')) writeSync(this.#file, '\n');
  }

  append(effect: Effect): void {
    writeSync(this.#file, `${JSON.stringify(effect)}\n`);
    this.effects.push(effect);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function parseLines(text: string): Effect[] {
  const effects: Effect[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      effects.push(JSON.parse(line) as Effect);
    } catch {
      // The line was being written when the process died: the effect did not happen.
    }
  }
  return effects;
}
