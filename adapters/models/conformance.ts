import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpFailure } from '#adapters/http/http-failure.ts';
import { ProviderBench } from './provider-bench.ts';
import type { Misbehaviour, ProviderTwin } from './provider-twin.ts';
import type { CheckOutcome, ModelDescriptor, Progress, RemoteOutput } from './spec.ts';

export interface ConformanceOptions {
  /** What this vendor's twin cannot act out, each with its reason. */
  lacks?: Partial<Record<Misbehaviour, string>>;
}

const MAXIMUM_PREVIEW_LENGTH = 8 * 1024;
const AT_ONCE = 'this provider answers with its outputs at once';

/** The promises of `ModelProvider`, run by every provider against its twin. */
export function describeProviderConformance(
  name: string,
  setup: () => Promise<ProviderTwin>,
  { lacks = {} }: ConformanceOptions = {},
): void {
  describe(`${name} as a model provider`, () => {
    let bench: ProviderBench;
    const unlessLacking = (how: Misbehaviour, define: () => void): void => (how in lacks ? undefined : define());
    beforeEach(async () => {
      bench = await ProviderBench.open(setup);
    });
    afterEach(() => bench.close());

    it('describes its models so that a form, a price and a policy can be made of them', () => {
      const { id, models } = bench.twin.provider;
      expect(models.length).toBeGreaterThan(0);
      expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
      expect(models.flatMap((model) => faultsOf(model, id))).toEqual([]);
    });

    it('makes what it was asked for, once, and hands out whole files', async () => {
      const attempt = bench.nextAttempt();
      const outputs = await bench.outputs(attempt);
      expect(outputs.length).toBeGreaterThan(0);
      expect(outputs.filter((output) => waysOf(output) !== 1)).toEqual([]);
      for (const output of outputs.filter(({ url }) => url !== undefined)) await bench.download(output);
      expect(await bench.twin.bought(attempt.token)).toBe(1);
    });

    it('tells progress without inventing it', async () => {
      const told: Progress[] = [];
      await bench.outputs(bench.nextAttempt(), bench.context({ onProgress: (progress) => told.push(progress) }));
      const fractions = told.map(({ fraction }) => fraction).filter((fraction) => fraction !== null);
      expect(told.filter(({ stage }) => stage === '')).toEqual([]);
      expect(fractions.filter((fraction) => fraction < 0 || fraction > 1)).toEqual([]);
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      const previews = told.flatMap(({ previews: some = [] }) => some.map(({ dataUrl }) => dataUrl));
      expect(
        previews.filter((url) => !/^data:image\/\w+;base64,/.test(url) || url.length > MAXIMUM_PREVIEW_LENGTH),
      ).toEqual([]);
    });

    for (const how of ['limited', 'insufficient-funds', 'unauthorised'] as const) {
      unlessLacking(how, () => {
        it(`sorts "${how}" as certain that nothing was started`, async () => {
          await bench.twin.misbehave(how);
          const attempt = bench.nextAttempt();
          expect(await bench.submit(attempt)).toMatchObject({
            kind: 'rejected',
            failure: {
              class: how,
              retryable: how === 'limited',
              retryAfterMs: how === 'limited' ? expect.any(Number) : undefined,
              message: expect.stringMatching(/\w/),
            },
          });
          expect(await bench.twin.bought(attempt.token)).toBe(0);
        });
      });
    }

    unlessLacking('success-that-means-failure', () => {
      it('does not take an answer of success for success when it tells of a failure', async () => {
        await bench.twin.misbehave('success-that-means-failure');
        const attempt = bench.nextAttempt();
        expect((await bench.submit(attempt)).kind).toBe('rejected');
        expect(await bench.twin.bought(attempt.token)).toBe(0);
      });
    });

    it('reports a refusal of content as a refusal that is not worth repeating', async () => {
      expect(await bench.finalOutcome('refused')).toMatchObject({ failure: { class: 'refused', retryable: false } });
    });

    unlessLacking('refused-later', () => {
      it('reports a refusal that comes after the work was accepted', async () => {
        await bench.twin.misbehave('refused-later');
        const outcome = await bench.finalOutcome('plain');
        expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'refused', retryable: false } });
      });
    });

    for (const how of ['lost-acknowledgement', 'slow', 'server-error'] as const) {
      unlessLacking(how, () => {
        it(`calls a submit unknown after "${how}", and recovery ends with one work bought at most`, async () => {
          await bench.twin.misbehave(how);
          const attempt = bench.nextAttempt();
          const first = await bench.submit(attempt);
          expect(first).toMatchObject({ kind: 'unknown', failure: { class: 'unavailable', retryable: true } });
          const ending = await bench.recovered(attempt);
          expect(await bench.twin.bought(attempt.token)).toBeLessThanOrEqual(ending === 'absent' ? 0 : 1);
        });
      });
    }

    unlessLacking('unreachable', () => {
      it('is certain that nothing was started when no connection could be made', async () => {
        await bench.twin.misbehave('unreachable');
        const outcome = await bench.submit(bench.nextAttempt());
        expect(outcome).toMatchObject({ kind: 'rejected', failure: { class: 'unavailable', retryable: true } });
      });
    });

    it('starts nothing when the submit was aborted beforehand', async () => {
      const attempt = bench.nextAttempt();
      const outcome = await bench.submit(attempt, { ctx: bench.context({ signal: AbortSignal.abort() }) });
      expect(outcome).toMatchObject({ kind: 'rejected', failure: { class: 'canceled', retryable: false } });
      expect(await bench.twin.bought(attempt.token)).toBe(0);
    });

    unlessLacking('check-error', () => {
      it('reports a failed check without giving the work up', async ({ skip }) => {
        const ref = await bench.accepted();
        if (ref === null) return skip(AT_ONCE);
        await bench.twin.misbehave('check-error');
        const failed = await bench.twin.provider.check(ref, bench.context());
        expect(failed).toMatchObject({ kind: 'check-failed', failure: { retryable: true } });
        expect((await bench.finished(ref)).kind).toBe('succeeded');
      });
    });

    unlessLacking('half-file', () => {
      it('lets half a file fail, leaves nothing behind and gets the whole one on the next try', async () => {
        const [output] = await bench.outputs(bench.nextAttempt());
        await bench.twin.misbehave('half-file');
        await expect(bench.download(output)).rejects.toThrow(HttpFailure);
        expect(await bench.filesLeft()).toEqual([]);
        expect((await bench.download(output)).sizeBytes).toBeGreaterThan(0);
      });
    });

    unlessLacking('expired-url', () => {
      it('gives a fresh address when one has expired', async ({ skip }) => {
        const ref = await bench.accepted();
        if (ref === null) return skip(AT_ONCE);
        const before = await bench.finished(ref);
        await bench.twin.misbehave('expired-url');
        await expect(bench.download(firstOutput(before))).rejects.toThrow(HttpFailure);
        expect((await bench.download(firstOutput(await bench.finished(ref)))).sizeBytes).toBeGreaterThan(0);
      });
    });

    unlessLacking('never-finishes', () => {
      it('keeps answering for work that never finishes', async ({ skip }) => {
        await bench.twin.misbehave('never-finishes');
        const ref = await bench.accepted();
        if (ref === null) return skip(AT_ONCE);
        expect(['queued', 'running']).toContain((await bench.twin.provider.check(ref, bench.context())).kind);
      });

      it('cancels work under way as it declares', async ({ skip }) => {
        const { provider } = bench.twin;
        if (provider.cancel !== 'confirmed') return skip('this provider does not promise that a cancel is confirmed');
        await bench.twin.misbehave('never-finishes');
        const ref = await bench.accepted();
        if (ref === null) return skip(AT_ONCE);
        expect(await provider.cancelRemote?.(ref, bench.context())).toBe('canceled');
        expect((await provider.check(ref, bench.context())).kind).toBe('canceled');
      });
    });

    it('offers a cancel exactly where it declares one, and says when it is too late', async ({ skip }) => {
      const { provider } = bench.twin;
      expect(provider.cancelRemote !== undefined).toBe(provider.cancel !== 'none');
      const ref = provider.cancelRemote ? await bench.accepted() : null;
      if (ref === null) return skip('there is nothing to cancel');
      await bench.finished(ref);
      expect(await provider.cancelRemote?.(ref, bench.context())).not.toBe('canceled');
    });

    it('offers a look-up where its recovery class has one, and finds nothing for a strange token', async ({ skip }) => {
      const { provider } = bench.twin;
      expect(MUST_LOOK_UP[provider.recovery] ?? provider.recover !== undefined).toBe(provider.recover !== undefined);
      if (!provider.recover) return skip('this provider has no look-up');
      const strange = await provider.recover(bench.nextAttempt(), bench.twin.request('plain'), bench.context());
      expect(['absent', 'cannot-tell']).toContain(strange.kind);
    });
  });
}

/** Where a class says nothing, both are allowed. */
const MUST_LOOK_UP: Readonly<Record<string, boolean>> = { searchable: true, blind: false };

function faultsOf(model: ModelDescriptor, providerId: string): string[] {
  const faults: string[] = [];
  if (!model.id.startsWith(`${providerId}/`)) faults.push(`${model.id} does not begin with ${providerId}/`);
  if (model.operations.length === 0) faults.push(`${model.id} has no operation`);
  if (model.output.maximum < model.output.minimum) faults.push(`${model.id} makes fewer outputs at most than at least`);
  for (const { name, kind, choices = [], default: preset } of model.parameters) {
    if (kind !== 'choice' && kind !== 'aspectRatio') continue;
    if (choices.length === 0) faults.push(`${model.id}: ${name} has nothing to choose from`);
    const isOffered = preset === undefined || choices.some(({ value }) => value === preset);
    if (!isOffered) faults.push(`${model.id}: the default of ${name} is not among its choices`);
  }
  const counted = model.price === 'unknown' ? undefined : model.price.countParameter;
  const isKnown = counted === undefined || model.parameters.some(({ name }) => name === counted);
  if (!isKnown) faults.push(`${model.id} is priced by ${counted}, which is no parameter`);
  return faults;
}

function waysOf(output: RemoteOutput): number {
  return [output.url, output.file, output.text].filter((way) => way !== undefined).length;
}

function firstOutput(outcome: CheckOutcome): RemoteOutput {
  const output = outcome.kind === 'succeeded' ? outcome.outputs[0] : undefined;
  if (!output) throw new Error(`The work ended as ${outcome.kind} without an output.`);
  return output;
}
