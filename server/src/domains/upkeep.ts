import { takeTurn } from '../db/turns.ts';
import { faultOf } from '../kernel/log.ts';
import type { Ports, Slice, Upkeep } from './slice.ts';
import { sweepRetention } from './retention.ts';

const firstRunMs = 30_000;

/** Starts the repeating upkeep of all slices, and the retention that the data map derives. */
export function startUpkeep(ports: Ports, slices: readonly Slice[]): { stop(): Promise<void> } {
  const retention: Upkeep = {
    name: 'retention',
    everyMinutes: 60,
    run: () =>
      sweepRetention(
        ports,
        slices.map((slice) => slice.dataMap),
      ),
  };
  const tasks: Upkeep = { name: 'engine.purge-finished', everyMinutes: 60, run: purgeTasks };
  const jobs = [retention, tasks, ...slices.flatMap((slice) => slice.upkeep ?? [])];
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function plan(job: Upkeep, afterMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = runAlone(ports, job).finally(() => {
        running.delete(run);
        if (!stopped) plan(job, job.everyMinutes * 60_000);
      });
      running.add(run);
    }, afterMs);
    timers.add(timer);
  }
  for (const job of jobs) plan(job, firstRunMs);

  return {
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

/** Long enough to look into what went wrong; nothing of a person is kept in a task. */
const keepTasksDays = 14;

async function purgeTasks({ engine, clock }: Ports): Promise<void> {
  const before = new Date(clock.now().getTime() - keepTasksDays * 86_400_000);
  while ((await engine.purgeFinished(before)) > 0);
}

async function runAlone(ports: Ports, job: Upkeep): Promise<void> {
  try {
    await takeTurn(ports.database, job.name, () => job.run(ports));
  } catch (error) {
    ports.log('error', 'upkeep.failed', { task: job.name, fault: faultOf(error) });
  }
}
