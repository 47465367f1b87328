import { setTimeout as pause } from 'node:timers/promises';
import type { ProofCluster } from './proof-cluster.ts';
import type { ProofSite } from './proof-site.ts';

export interface Kills {
  worker: number;
  web: number;
  provider: number;
  database: number;
  /** Of all these, how many met a process that was only starting. */
  whileStarting: number;
}

const everyMs = { shortest: 100, longest: 1_100 };
const databaseEvery = 10;
/** A second kill right after the first one lands in start and recovery. */
const doubleShare = 0.25;

/** Ends processes at random moments, `count` times in all; every tenth time it is the database. */
export async function killAtRandom(site: ProofSite, cluster: ProofCluster, count: number): Promise<Kills> {
  const { web, workers, provider } = site.processes;
  const kills: Kills = { worker: 0, web: 0, provider: 0, database: 0, whileStarting: 0 };
  for (let number = 1; number <= count; number += 1) {
    const short = Math.random() < doubleShare;
    await pause(short ? Math.random() * 250 : everyMs.shortest + Math.random() * (everyMs.longest - everyMs.shortest));
    if (number % databaseEvery === 0) {
      kills.database += 1;
      await cluster.crash();
      continue;
    }
    const dice = Math.random();
    const kind = dice < 0.75 ? 'worker' : dice < 0.9 ? 'web' : 'provider';
    const victim = kind === 'worker' ? workers[Math.floor(Math.random() * workers.length)]! : kind === 'web' ? web : provider;
    kills[kind] += 1;
    if (!victim.isReady) kills.whileStarting += 1;
    victim.kill();
    if (victim === provider) {
      await provider.ready();
      await site.misbehave(true);
    }
  }
  return kills;
}
