import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpFailure } from '#adapters/http/http-failure.ts';
import type {
  CheckOutcome,
  GenerationRequest,
  HttpClient,
  ModelProvider,
  Progress,
  ProviderContext,
  RemoteOutput,
  RemoteRef,
} from './spec.ts';

/** Misbehaviour in our words; each twin translates it into its vendor's. Each strikes the next matching request once. */
export type Misbehaviour =
  /** Accepts only after the provider's own patience has ended. */
  | 'slow'
  | 'limited'
  | 'insufficient-funds'
  | 'unauthorised'
  | 'server-error'
  | 'lost-acknowledgement'
  | 'success-that-means-failure'
  | 'refused-later'
  | 'never-finishes'
  | 'check-error'
  | 'half-file'
  | 'expired-url'
  /** Stops listening. */
  | 'unreachable';

/** A provider wired to a service that misbehaves on request, and the service's own books. */
export interface ProviderTwin {
  provider: ModelProvider;
  http: HttpClient;
  /** A request the service carries out; `refused` is one its content policy turns down. */
  request(kind: 'plain' | 'refused'): GenerationRequest;
  misbehave(how: Misbehaviour): Promise<void>;
  /** How many works were started for our token. */
  bought(token: string): Promise<number>;
  close(): Promise<void>;
}

export interface ConformanceOptions {
  /** What this vendor's twin cannot act out, each with its reason. */
  lacks?: Partial<Record<Misbehaviour, string>>;
}

const PATIENCE_MS = 15_000;
const MAXIMUM_CHECK_MS = 100;

/** The promises of `ModelProvider`, run by every provider against its twin. */
export function describeProviderConformance(
  name: string,
  setup: () => Promise<ProviderTwin>,
  { lacks = {} }: ConformanceOptions = {},
): void {
  describe(`${name} as a model provider`, () => {
    let twin: ProviderTwin;
    let scratchDir: string;
    let tokens = 0;
    const nextAttempt = () => ({ token: `token-${process.pid}-${(tokens += 1)}`, number: 1 });
    const context = (more: Partial<ProviderContext> = {}): ProviderContext => {
      return { http: twin.http, scratchDir, signal: new AbortController().signal, onProgress: () => {}, ...more };
    };
    const when = (how: Misbehaviour) => it.skipIf(how in lacks);

    beforeEach(async () => {
      scratchDir = await mkdtemp(join(tmpdir(), 'provider-conformance-'));
      twin = await setup();
    });
    afterEach(async () => {
      await twin.close();
      await rm(scratchDir, { recursive: true, force: true });
    });

    it('describes its models so that a form, a price and a policy can be made of them', () => {
      expect(twin.provider.models.length).toBeGreaterThan(0);
      expect(new Set(twin.provider.models.map(({ id }) => id)).size).toBe(twin.provider.models.length);
      for (const model of twin.provider.models) {
        expect(model.id.startsWith(`${twin.provider.id}/`)).toBe(true);
        expect(model.operations.length).toBeGreaterThan(0);
        expect(model.output.maximum).toBeGreaterThanOrEqual(model.output.minimum);
        for (const { kind, choices, default: preset } of model.parameters) {
          if (kind === 'choice' || kind === 'aspectRatio') {
            expect(choices?.length).toBeGreaterThan(0);
            if (preset !== undefined) expect(choices?.map(({ value }) => value)).toContain(preset);
          }
        }
        if (model.price !== 'unknown' && model.price.countParameter) {
          expect(model.parameters.map((parameter) => parameter.name)).toContain(model.price.countParameter);
        }
      }
    });

    it('makes what it was asked for, once, and hands out whole files', async () => {
      const attempt = nextAttempt();
      const outputs = await outputsOf(attempt);
      expect(outputs.length).toBeGreaterThan(0);
      for (const output of outputs) {
        expect([output.url, output.file, output.text].filter((one) => one !== undefined)).toHaveLength(1);
        if (output.url) expect((await fetchOutput(output)).sizeBytes).toBeGreaterThan(0);
      }
      expect(await twin.bought(attempt.token)).toBe(1);
    });

    it('tells progress without inventing it', async () => {
      const told: Progress[] = [];
      await outputsOf(nextAttempt(), context({ onProgress: (progress) => told.push(progress) }));
      let last = 0;
      for (const { stage, fraction, previews = [] } of told) {
        expect(stage).not.toBe('');
        if (fraction !== null) expect(fraction).toBeGreaterThanOrEqual(last);
        if (fraction !== null) expect(fraction).toBeLessThanOrEqual(1);
        last = fraction ?? last;
        for (const { dataUrl } of previews) {
          expect(dataUrl).toMatch(/^data:image\/(webp|png|jpeg|avif);base64,/);
          expect(dataUrl.length).toBeLessThanOrEqual(8 * 1024);
        }
      }
    });

    const rejections = ['limited', 'insufficient-funds', 'unauthorised'] as const;
    for (const how of rejections) {
      when(how)(`sorts "${how}" as certain that nothing was started`, async () => {
        await twin.misbehave(how);
        const attempt = nextAttempt();
        const outcome = await twin.provider.submit(twin.request('plain'), attempt, context());
        expect(outcome).toMatchObject({
          kind: 'rejected',
          failure: { class: how, retryable: how === 'limited', message: expect.stringMatching(/\w/) },
        });
        if (how === 'limited' && outcome.kind === 'rejected') expect(outcome.failure.retryAfterMs).toBeGreaterThan(0);
        expect(await twin.bought(attempt.token)).toBe(0);
      });
    }

    when('success-that-means-failure')(
      'does not take an answer of success for success when it tells of a failure',
      async () => {
        await twin.misbehave('success-that-means-failure');
        const attempt = nextAttempt();
        const outcome = await twin.provider.submit(twin.request('plain'), attempt, context());
        expect(outcome.kind).toBe('rejected');
        expect(await twin.bought(attempt.token)).toBe(0);
      },
    );

    it('reports a refusal of content as a refusal that is not worth repeating', async () => {
      const outcome = await finalOutcome(nextAttempt(), twin.request('refused'));
      expect(outcome).toMatchObject({ failure: { class: 'refused', retryable: false } });
    });

    when('refused-later')('reports a refusal that comes after the work was accepted', async () => {
      await twin.misbehave('refused-later');
      const outcome = await finalOutcome(nextAttempt(), twin.request('plain'));
      expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'refused', retryable: false } });
    });

    for (const how of ['lost-acknowledgement', 'slow', 'server-error'] as const) {
      when(how)(`calls a submit unknown after "${how}" and ends with at most one work bought`, async () => {
        await twin.misbehave(how);
        const attempt = nextAttempt();
        const first = await twin.provider.submit(twin.request('plain'), attempt, context());
        expect(first).toMatchObject({ kind: 'unknown', failure: { class: 'unavailable', retryable: true } });
        await recovered(attempt);
        expect(await twin.bought(attempt.token)).toBeLessThanOrEqual(1);
      });
    }

    when('unreachable')('is certain that nothing was started when no connection could be made', async () => {
      await twin.misbehave('unreachable');
      const outcome = await twin.provider.submit(twin.request('plain'), nextAttempt(), context());
      expect(outcome).toMatchObject({ kind: 'rejected', failure: { class: 'unavailable', retryable: true } });
    });

    it('starts nothing when the submit was aborted beforehand', async () => {
      const attempt = nextAttempt();
      const outcome = await twin.provider.submit(
        twin.request('plain'),
        attempt,
        context({ signal: AbortSignal.abort() }),
      );
      expect(outcome).toMatchObject({ kind: 'rejected', failure: { class: 'canceled', retryable: false } });
      expect(await twin.bought(attempt.token)).toBe(0);
    });

    when('check-error')('reports a failed check without giving the work up', async () => {
      const ref = await accepted(nextAttempt());
      if (ref === null) return;
      await twin.misbehave('check-error');
      expect(await twin.provider.check(ref, context())).toMatchObject({
        kind: 'check-failed',
        failure: { retryable: true },
      });
      expect((await finished(ref, context())).kind).toBe('succeeded');
    });

    when('half-file')(
      'lets half a file fail, leaves nothing behind and gets the whole one on the next try',
      async () => {
        const [output] = await outputsOf(nextAttempt());
        if (!output?.url) return;
        await twin.misbehave('half-file');
        await expect(fetchOutput(output)).rejects.toThrow(HttpFailure);
        expect(await readdir(scratchDir)).toEqual([]);
        expect((await fetchOutput(output)).sizeBytes).toBeGreaterThan(0);
      },
    );

    when('expired-url')('gives a fresh address when one has expired', async () => {
      const ref = await accepted(nextAttempt());
      if (ref === null) return;
      const before = await finished(ref, context());
      await twin.misbehave('expired-url');
      await expect(fetchOutput(firstOutput(before))).rejects.toThrow(HttpFailure);
      const after = await finished(ref, context());
      expect((await fetchOutput(firstOutput(after))).sizeBytes).toBeGreaterThan(0);
    });

    when('never-finishes')('keeps answering for work that never finishes, and cancels it as declared', async () => {
      await twin.misbehave('never-finishes');
      const ref = await accepted(nextAttempt());
      if (ref === null) return;
      const outcome = await twin.provider.check(ref, context());
      expect(['queued', 'running']).toContain(outcome.kind);
      if (twin.provider.cancel !== 'confirmed') return;
      expect(await twin.provider.cancelRemote?.(ref, context())).toBe('canceled');
      expect((await twin.provider.check(ref, context())).kind).toBe('canceled');
    });

    it('says when it is too late to cancel', async () => {
      if (!twin.provider.cancelRemote) return expect(twin.provider.cancel).toBe('none');
      const ref = await accepted(nextAttempt());
      if (ref === null) return;
      await finished(ref, context());
      expect(await twin.provider.cancelRemote(ref, context())).not.toBe('canceled');
    });

    it('offers a look-up exactly where its recovery class has one', async () => {
      const { recovery } = twin.provider;
      if (recovery === 'searchable') expect(twin.provider.recover).toBeTypeOf('function');
      if (recovery === 'blind') expect(twin.provider.recover).toBeUndefined();
      if (!twin.provider.recover) return;
      const strange = await twin.provider.recover(nextAttempt(), twin.request('plain'), context());
      expect(['absent', 'cannot-tell']).toContain(strange.kind);
    });

    async function accepted(attempt: { token: string; number: number }): Promise<RemoteRef | null> {
      const outcome = await twin.provider.submit(twin.request('plain'), attempt, context());
      if (outcome.kind === 'completed') return null;
      if (outcome.kind !== 'accepted') throw new Error(`The submit was ${outcome.kind}: ${outcome.failure.message}`);
      return outcome.ref;
    }

    async function finished(ref: RemoteRef, ctx: ProviderContext): Promise<CheckOutcome> {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const outcome = await twin.provider.check(ref, ctx);
        if (!('checkAfterMs' in outcome)) return outcome;
        if (Date.now() > deadline) throw new Error(`The work was still ${outcome.kind} after ${PATIENCE_MS} ms.`);
        await delay(Math.min(outcome.checkAfterMs, MAXIMUM_CHECK_MS));
      }
    }

    async function finalOutcome(attempt: { token: string; number: number }, request: GenerationRequest) {
      const outcome = await twin.provider.submit(request, attempt, context());
      return outcome.kind === 'accepted' ? finished(outcome.ref, context()) : outcome;
    }

    async function outputsOf(attempt: { token: string; number: number }, ctx = context()): Promise<RemoteOutput[]> {
      const outcome = await twin.provider.submit(twin.request('plain'), attempt, ctx);
      const last = outcome.kind === 'accepted' ? await finished(outcome.ref, ctx) : outcome;
      if (last.kind !== 'succeeded' && last.kind !== 'completed') throw new Error(`The work ended as ${last.kind}.`);
      return last.outputs;
    }

    async function fetchOutput(output: RemoteOutput) {
      if (!output.url) throw new Error('The output has no address.');
      return twin.http.download({
        url: output.url,
        directory: scratchDir,
        maximumBytes: twin.provider.maximumOutputBytes,
      });
    }

    /** Does what the engine may do after a lost answer, by class. */
    async function recovered(attempt: { token: string; number: number }): Promise<void> {
      const { recovery, recover } = twin.provider;
      const deadline = Date.now() + PATIENCE_MS;
      if (recovery === 'replay-key' || recovery === 'reject-duplicate') {
        const again = await twin.provider.submit(twin.request('plain'), attempt, context());
        expect(['accepted', 'completed', 'rejected']).toContain(again.kind);
      }
      while (recovery === 'searchable' && recover) {
        const outcome = await recover.call(twin.provider, attempt, twin.request('plain'), context());
        if (outcome.kind === 'found') return;
        if (outcome.kind === 'absent') return expect(await twin.bought(attempt.token)).toBe(0);
        if (Date.now() > deadline) throw new Error('The look-up never came to a decision.');
        await delay(Math.min(outcome.retryAfterMs, MAXIMUM_CHECK_MS));
      }
    }
  });
}

function firstOutput(outcome: CheckOutcome): RemoteOutput {
  const output = outcome.kind === 'succeeded' ? outcome.outputs[0] : undefined;
  if (!output) throw new Error(`The work ended as ${outcome.kind} without an output.`);
  return output;
}
