import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startDemo } from '#emulators/demo/start-demo.ts';
import { createHttpClient } from '#adapters/http/safe-fetch.ts';
import { describeProviderConformance } from '../conformance.ts';
import { ProviderBench } from '../provider-bench.ts';
import type { Misbehaviour, ProviderTwin } from '../provider-twin.ts';
import type { Progress } from '../spec.ts';
import { createDemoProvider } from './provider.ts';
import type { DemoProviderOptions } from './provider.ts';

const FAULTS: Readonly<Record<Exclude<Misbehaviour, 'unreachable'>, Record<string, unknown>>> = {
  slow: { kind: 'slow-accept', delayMs: 900 },
  limited: { kind: 'rate-limited', retryAfterSeconds: 2 },
  'insufficient-funds': { kind: 'payment-required' },
  unauthorised: { kind: 'unauthorised' },
  'server-error': { kind: 'server-error-after-commit' },
  'lost-acknowledgement': { kind: 'lost-acknowledgement' },
  'success-that-means-failure': { kind: 'false-success' },
  'refused-later': { kind: 'refused-late' },
  'never-finishes': { kind: 'never-finishes' },
  'check-error': { kind: 'status-error' },
  'half-file': { kind: 'half-file' },
  'expired-url': { kind: 'expired-url' },
};

for (const recovery of ['replay-key', 'searchable', 'blind'] as const) {
  describeProviderConformance(`demo (${recovery})`, () => demoTwin({ recovery, model: 'demo/tiny' }));
}
describe('demo scenery', () => {
  it('is painted with honest progress and small previews', { timeout: 120_000 }, async () => {
    const bench = await ProviderBench.open(() => demoTwin({ recovery: 'replay-key', model: 'demo/scenery' }));
    const told: Progress[] = [];
    try {
      const [output] = await bench.outputs(
        bench.nextAttempt(),
        bench.context({ onProgress: (progress) => told.push(progress) }),
      );
      expect(output).toMatchObject({ index: 0, mediaType: 'image/png', width: 1248, height: 832 });
      expect((await bench.download(output)).sizeBytes).toBeGreaterThan(100_000);
      expect(told.flatMap(({ previews = [] }) => previews).length).toBeGreaterThan(0);
      expect(new Set(told.map(({ stage }) => stage))).toContain('Painting');
    } finally {
      await bench.close();
    }
  });
});

async function demoTwin(how: { recovery: DemoProviderOptions['recovery']; model: string }): Promise<ProviderTwin> {
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-provider-'));
  const demo = await startDemo({
    dataDir,
    speed: Number.POSITIVE_INFINITY,
    modes: { idempotency: how.recovery === 'replay-key' ? 'on' : 'off' },
  });
  const http = createHttpClient({ allowLoopback: [`127.0.0.1:${demo.port}`] });
  const call = (method: 'GET' | 'POST', path: string, body?: { faults: never[] }) =>
    http.json({ method, url: `${demo.url}${path}`, body, timeoutMs: 5_000 });
  let isOpen = true;
  return {
    provider: createDemoProvider({
      baseUrl: demo.url,
      proof: true,
      recovery: how.recovery,
      requestTimeoutMs: 700,
    }),
    http,
    request: (kind) => ({
      model: how.model,
      operation: 'image.generate',
      parameters: {
        prompt: kind === 'refused' ? 'a forbidden-demo-word' : 'a calm lake',
        count: 2,
        aspectRatio: '3:2',
      },
      inputs: [],
    }),
    misbehave: async (fault) => {
      if (fault === 'unreachable') {
        isOpen = false;
        return demo.close();
      }
      await call('POST', '/v1/faults', { faults: [{ ...FAULTS[fault], count: 1 } as never] });
    },
    bought: async (token) => {
      const { body } = await call('GET', '/v1/effects');
      return (body as { generations: Record<string, number> }).generations[token] ?? 0;
    },
    close: async () => {
      http.close();
      if (isOpen) await demo.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
