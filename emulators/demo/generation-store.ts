import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EffectLog } from '#emulators/core/effect-log.ts';
import { sizeOf } from './demo-request.ts';
import { RenderPool } from './render-pool.ts';
import type { DemoRequest } from './demo-request.ts';
import type { RenderReport, RenderTask } from './render-worker.ts';

export type GenerationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';
/** What was decided about a generation when it was accepted. */
export type Fate = 'draw' | 'refuse' | 'never-finish';

export interface Output {
  index: number;
  status: 'queued' | 'running' | 'succeeded';
  progress: number;
  previews: string[];
}
export interface Generation {
  id: string;
  token: string;
  request: DemoRequest;
  fate: Fate;
  status: GenerationStatus;
  error: { code: string; message: string } | null;
  outputs: Output[];
}

/** Every generation of a data folder. Drawing is deterministic, so what a kill interrupted is drawn again. */
export class GenerationStore {
  readonly log: EffectLog;
  readonly #pool = new RenderPool();
  readonly #byId = new Map<string, Generation>();
  readonly #byToken = new Map<string, Generation[]>();
  readonly #filesDir: string;
  readonly #now: () => number;
  readonly #queueMs: number;

  constructor({ dataDir, now, queueMs }: { dataDir: string; now: () => number; queueMs: number }) {
    this.#now = now;
    this.#queueMs = queueMs;
    this.log = new EffectLog(dataDir);
    this.#filesDir = join(dataDir, 'files');
    mkdirSync(this.#filesDir, { recursive: true });
    const canceled = new Set(this.log.effects.filter(({ type }) => type === 'generation.canceled').map(({ id }) => id));
    for (const effect of this.log.effects) {
      if (effect.type !== 'generation.accepted') continue;
      const { id, token, request, fate } = effect as unknown as AcceptedFields;
      const generation = this.#remember({ id, token, request, fate });
      if (canceled.has(id)) generation.status = 'canceled';
      else this.#begin(generation);
    }
  }

  find(id: string): Generation | null {
    return this.#byId.get(id) ?? null;
  }

  withToken(token: string): Generation[] {
    return this.#byToken.get(token) ?? [];
  }

  record(type: string, fields: Record<string, unknown>): void {
    this.log.append({ type, at: this.#now(), ...fields });
  }

  /** From here on the generation is bought. */
  accept(token: string, request: DemoRequest, fate: Fate): Generation {
    const id = `gen_${randomUUID().replaceAll('-', '')}`;
    this.record('generation.accepted', { id, token, fate, request });
    const generation = this.#remember({ id, token, request, fate });
    this.#begin(generation);
    return generation;
  }

  /** False when it is over already. */
  cancel(generation: Generation): boolean {
    if (generation.status === 'canceled') return true;
    if (generation.status !== 'queued' && generation.status !== 'running') return false;
    this.record('generation.canceled', { id: generation.id, token: generation.token });
    generation.status = 'canceled';
    return true;
  }

  filePath(id: string, index: number): string {
    return join(this.#filesDir, `${id}-${index}.png`);
  }

  async close(): Promise<void> {
    await this.#pool.close();
    this.log.close();
  }

  #remember({ id, token, request, fate }: AcceptedFields): Generation {
    const outputs = Array.from({ length: request.count }, (_, index): Output => {
      return { index, status: 'queued', progress: 0, previews: [] };
    });
    const generation: Generation = { id, token, request, fate, status: 'queued', error: null, outputs };
    this.#byId.set(id, generation);
    this.#byToken.set(token, [...this.withToken(token), generation]);
    return generation;
  }

  #begin(generation: Generation): void {
    if (generation.fate === 'never-finish') {
      generation.status = 'running';
    } else if (generation.fate === 'refuse') {
      generation.status = 'failed';
      generation.error = { code: 'content_refused', message: 'The content policy refuses this prompt.' };
    } else if (generation.request.model === 'demo-tiny') {
      // Drawn when it is fetched.
      for (const output of generation.outputs) this.#finish(generation, output);
    } else if (this.#queueMs === 0) {
      this.#draw(generation);
    } else {
      setTimeout(() => this.#draw(generation), this.#queueMs).unref();
    }
  }

  #draw(generation: Generation): void {
    const missing = generation.outputs.filter(({ index }) => !existsSync(this.filePath(generation.id, index)));
    for (const output of generation.outputs) if (!missing.includes(output)) this.#finish(generation, output);
    for (const kind of ['preview', 'picture'] as const) {
      for (const output of missing) {
        this.#pool.add({
          task: taskOf(generation, output, kind),
          isWanted: () => isOpen(generation),
          onReport: (report) => this.#receive(generation, output, report),
        });
      }
    }
  }

  #receive(generation: Generation, output: Output, report: RenderReport): void {
    if (!isOpen(generation)) return;
    generation.status = 'running';
    if (report.kind === 'previews') {
      output.previews = report.previews;
    } else if (report.kind === 'progress') {
      output.status = 'running';
      output.progress = report.fraction;
    } else if (report.kind === 'picture') {
      const path = this.filePath(generation.id, output.index);
      writeFileSync(`${path}.part`, report.bytes);
      renameSync(`${path}.part`, path);
      this.#finish(generation, output);
    } else {
      generation.status = 'failed';
      generation.error = { code: 'internal', message: report.message };
    }
  }

  #finish(generation: Generation, output: Output): void {
    output.status = 'succeeded';
    output.progress = 1;
    if (generation.outputs.every(({ status }) => status === 'succeeded')) generation.status = 'succeeded';
  }
}

type AcceptedFields = Pick<Generation, 'id' | 'token' | 'request' | 'fate'>;

function isOpen(generation: Generation): boolean {
  return generation.status === 'queued' || generation.status === 'running';
}

function taskOf(generation: Generation, output: Output, kind: 'preview' | 'picture'): RenderTask {
  const { prompt, seed, palette, style } = generation.request;
  return { kind, prompt, seed, palette, style, index: output.index, ...sizeOf(generation.request) };
}
