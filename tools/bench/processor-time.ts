import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/**
 * Seconds of processor time that this process and a Postgres have used so far, its ended sessions included: it compares
 * fairly on a machine that does other things too. Null where the system does not tell (only Linux does).
 */
export function processorSeconds(postmasterPid: number): number | null {
  if (process.platform !== 'linux') return null;
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const fields = readFields(name);
    if (!fields) continue;
    const [parent, ...times] = fields;
    if (Number(name) === postmasterPid) ticks += times.reduce((sum, one) => sum + one, 0);
    else if (parent === postmasterPid) ticks += times[0]! + times[1]!;
  }
  return (user + system) / 1e6 + ticks / ticksPerSecond;
}

/** Parent, then user and system time of the process, then of its ended children, in ticks. */
function readFields(pid: string): number[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it may hold spaces and parentheses.
    const rest = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return [1, 11, 12, 13, 14].map((index) => Number(rest[index]));
  } catch {
    return null;
  }
}
