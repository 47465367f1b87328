import { setTimeout as pause } from 'node:timers/promises';
import type { ProofCluster } from './proof-cluster.ts';
import type { ProofSite } from './proof-site.ts';

export interface Kills {
  kills: { front: number; back: number; provider: number; database: number };
  /** Of all these, how many met a process that was only starting. */
  whileStarting: number;
}

/** A kill right after another lands in start and recovery; the others wait until everybody is at work. */
const followUpShare = 0.3;
const followUpWithinMs = 400;
const workMs = { shortest: 50, longest: 1_200 };
const readyWithinMs = 60_000;
const databaseEvery = 10;

/** Ends processes at random moments, `count` times in all or until the time is over; every tenth time it is the database. */
export async function killAtRandom(
  site: ProofSite,
  cluster: ProofCluster,
  { count, withinMs }: { count: number; withinMs: number },
): Promise<Kills> {
  const { front, back, provider } = site.processes;
  const kills = { front: 0, back: 0, provider: 0, database: 0 };
  const end = performance.now() + withinMs;
  let whileStarting = 0;
  for (let number = 1; number <= count && performance.now() < end; number += 1) {
    if (Math.random() < followUpShare) {
      await pause(Math.random() * followUpWithinMs);
    } else {
      await allReady(site);
      await pause(workMs.shortest + Math.random() * (workMs.longest - workMs.shortest));
    }
    if (number % databaseEvery === 0) {
      kills.database += 1;
      await cluster.crash();
      continue;
    }
    const dice = Math.random();
    const kind = dice < 0.55 ? 'back' : dice < 0.92 ? 'front' : 'provider';
    const victim = { front, back, provider }[kind];
    kills[kind] += 1;
    if (!victim.isReady) whileStarting += 1;
    victim.kill();
    if (victim === provider) {
      await provider.ready();
      await site.misbehave(true);
    }
  }
  return { kills, whileStarting };
}

async function allReady({ processes: { front, back } }: ProofSite): Promise<void> {
  for (const end = performance.now() + readyWithinMs; !(front.isReady && back.isReady) && performance.now() < end;)
    await pause(25);
}
