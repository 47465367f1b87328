import { FaultPlan } from '#emulators/core/fault-plan.ts';
import { serveJson } from '#emulators/core/json-service.ts';
import type { DemoFault, DemoModes } from './demo-faults.ts';
import { demoRoutes } from './demo-routes.ts';
import { GenerationStore } from './generation-store.ts';
import { SignedUrls } from './signed-urls.ts';

/** How long a generation waits before it is drawn, at speed 1. */
const QUEUE_MS = 300;

export interface DemoOptions {
  dataDir: string;
  /** 0 takes a free port. */
  port?: number;
  /** Divides the wait in the queue; `Infinity` removes it. Drawing takes what it takes. */
  speed?: number;
  faults?: DemoFault[];
  modes?: Partial<DemoModes>;
  now?: () => number;
}

export interface RunningDemo {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts the demo image service on loopback, going on with whatever the data folder holds. */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { dataDir, port = 0, speed = 1, now = Date.now } = options;
  const store = new GenerationStore({ dataDir, now, queueMs: QUEUE_MS / speed });
  let origin = '';
  const routes = demoRoutes({
    store,
    faults: new FaultPlan(options.faults),
    modes: { idempotency: 'on', searchable: 'on', ...options.modes },
    urls: new SignedUrls(dataDir, now),
    origin: () => origin,
  });
  const service = await serveJson(routes, port);
  origin = service.url;
  return {
    url: service.url,
    port: service.port,
    close: async () => {
      await service.close();
      await store.close();
    },
  };
}
