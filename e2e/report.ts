import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const resultsDir = join(import.meta.dirname, 'results');

/** Counts what held, shows what did not, and keeps a picture of every screen on the way. */
export class Report {
  passed = 0;
  failed = 0;
  readonly #name: string;
  readonly #page: Page;

  constructor(name: string, page: Page) {
    this.#name = name;
    this.#page = page;
    mkdirSync(resultsDir, { recursive: true });
  }

  /** A step later ones build on: its failure ends the journey. */
  async step(sentence: string, work: () => Promise<void>): Promise<void> {
    const startedAt = performance.now();
    try {
      await work();
      this.passed += 1;
      console.log(`  ok    ${this.#name}: ${sentence} (${Math.round(performance.now() - startedAt)} ms)`);
    } catch (error) {
      this.failed += 1;
      console.log(`  FAILED ${this.#name}: ${sentence}\n${error instanceof Error ? error.message : String(error)}`);
      await this.picture('failed').catch(() => {});
      throw error;
    }
  }

  async picture(name: string): Promise<void> {
    await this.#page.screenshot({ path: join(resultsDir, `${this.#name}-${name}.png`) });
  }
}

export function expectThat(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(`Expected that ${sentence}`);
}
