import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProviderTwin } from './provider-twin.ts';
import type { Attempt, CheckOutcome, ProviderContext, RemoteOutput, RemoteRef, SubmitOutcome } from './spec.ts';

const MAXIMUM_CHECKS = 1_000;
const MAXIMUM_WAIT_MS = 100;

/** Drives a provider the way the engine does, against its twin, for the conformance suite. */
export class ProviderBench {
  static #tokens = 0;
  readonly twin: ProviderTwin;
  readonly scratchDir: string;

  private constructor(twin: ProviderTwin, scratchDir: string) {
    this.twin = twin;
    this.scratchDir = scratchDir;
  }

  static async open(setup: () => Promise<ProviderTwin>): Promise<ProviderBench> {
    return new ProviderBench(await setup(), await mkdtemp(join(tmpdir(), 'provider-bench-')));
  }

  async close(): Promise<void> {
    await this.twin.close();
    await rm(this.scratchDir, { recursive: true, force: true });
  }

  nextAttempt(): Attempt {
    ProviderBench.#tokens += 1;
    return { token: `token-${process.pid}-${ProviderBench.#tokens}`, number: 1 };
  }

  context(more: Partial<ProviderContext> = {}): ProviderContext {
    const { http } = this.twin;
    return { http, scratchDir: this.scratchDir, signal: new AbortController().signal, onProgress: () => {}, ...more };
  }

  submit(attempt: Attempt, { kind = 'plain', ctx }: { kind?: 'plain' | 'refused'; ctx?: ProviderContext } = {}) {
    return this.twin.provider.submit(this.twin.request(kind), attempt, ctx ?? this.context());
  }

  /** The reference of accepted work; null for a provider that answers with its outputs at once. */
  async accepted(): Promise<RemoteRef | null> {
    const outcome = await this.submit(this.nextAttempt());
    if (outcome.kind === 'completed') return null;
    if (outcome.kind !== 'accepted') throw new Error(`The submit was ${outcome.kind}: ${outcome.failure.message}`);
    return outcome.ref;
  }

  /** Checks until the work is over. */
  async finished(ref: RemoteRef, ctx = this.context()): Promise<CheckOutcome> {
    for (let checks = 0; checks < MAXIMUM_CHECKS; checks += 1) {
      const outcome = await this.twin.provider.check(ref, ctx);
      if (!('checkAfterMs' in outcome)) return outcome;
      await delay(Math.min(outcome.checkAfterMs, MAXIMUM_WAIT_MS));
    }
    throw new Error(`The work was not over after ${MAXIMUM_CHECKS} checks.`);
  }

  async finalOutcome(kind: 'plain' | 'refused'): Promise<SubmitOutcome | CheckOutcome> {
    const outcome = await this.submit(this.nextAttempt(), { kind });
    return outcome.kind === 'accepted' ? this.finished(outcome.ref) : outcome;
  }

  async outputs(attempt: Attempt, ctx = this.context()): Promise<RemoteOutput[]> {
    const outcome = await this.submit(attempt, { ctx });
    const last = outcome.kind === 'accepted' ? await this.finished(outcome.ref, ctx) : outcome;
    if (last.kind !== 'succeeded' && last.kind !== 'completed') throw new Error(`The work ended as ${last.kind}.`);
    return last.outputs;
  }

  async download(output: RemoteOutput | undefined): Promise<{ sizeBytes: number }> {
    if (!output?.url) throw new Error('The output has no address.');
    const maximumBytes = this.twin.provider.maximumOutputBytes;
    return this.twin.http.download({ url: output.url, directory: this.scratchDir, maximumBytes });
  }

  filesLeft(): Promise<string[]> {
    return readdir(this.scratchDir);
  }

  /** Does what may be done after a lost answer, by class; tells what came of it. */
  async recovered(attempt: Attempt): Promise<'same work' | 'absent' | 'left alone'> {
    const { recovery, recover } = this.twin.provider;
    if (recovery === 'blind') return 'left alone';
    if (recovery !== 'searchable') {
      const again = await this.submit(attempt);
      if (again.kind === 'unknown') throw new Error('A second submit with the same key was unknown again.');
      return 'same work';
    }
    if (!recover) throw new Error('A searchable provider needs a look-up.');
    for (let looks = 0; looks < MAXIMUM_CHECKS; looks += 1) {
      const outcome = await recover.call(this.twin.provider, attempt, this.twin.request('plain'), this.context());
      if (outcome.kind !== 'cannot-tell') return outcome.kind === 'found' ? 'same work' : 'absent';
      await delay(Math.min(outcome.retryAfterMs, MAXIMUM_WAIT_MS));
    }
    throw new Error(`The look-up came to no decision after ${MAXIMUM_CHECKS} times.`);
  }
}
