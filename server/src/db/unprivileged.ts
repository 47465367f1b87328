import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** How a program that refuses to run as root is started. */
export interface Unprivileged {
  mode: 'user' | 'setuid' | 'user-namespace';
  /** Put before the program's own command line. */
  prefix: string[];
  /** Handed to `spawn`; empty when the current user is fine. */
  ids: { uid?: number; gid?: number };
  /** Who must own the program's files; undefined where the platform has no such notion. */
  owner: { uid: number; gid: number } | undefined;
}

interface Demand {
  /** Files or folders the unprivileged user must be able to walk to. */
  reach: string[];
  /** A folder of ours that may be opened for walking through (not for listing) when it alone is in the way. */
  ours: string;
}

const UNSHARE = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];

/**
 * Postgres refuses to run as root. An ordinary user starts it as is; root hands it to `postgres` or `nobody`, and where
 * that user cannot reach the files (a clone in /root), to a user namespace in which root is nobody.
 */
export function findUnprivileged({ reach, ours }: Demand): Unprivileged {
  const uid = process.getuid?.();
  if (uid !== 0) return { mode: 'user', prefix: [], ids: {}, owner: uid === undefined ? undefined : self() };

  const user = account('postgres') ?? account('nobody');
  const inTheWay = user ? reach.flatMap((file) => obstacles(file, user.uid)) : [];
  if (user && inTheWay.length === 0) return { mode: 'setuid', prefix: [], ids: user, owner: user };
  if (succeeds(UNSHARE[0]!, [...UNSHARE.slice(1), 'true'])) {
    return { mode: 'user-namespace', prefix: [...UNSHARE, '--'], ids: {}, owner: self() };
  }
  if (user && inTheWay.every((folder) => folder === ours)) {
    fs.chmodSync(ours, (fs.statSync(ours).mode & 0o777) | 0o011);
    return { mode: 'setuid', prefix: [], ids: user, owner: user };
  }
  throw new Error(
    `Running as root, and no unprivileged user can enter ${[...new Set(inTheWay)].join(', ') || 'the data folder'}. ` +
      'Start as an ordinary user, move the installation and ATELIER_DATA_DIR to a folder everyone may enter ' +
      '(e.g. /opt and /var/lib/atelier), or set ATELIER_DATABASE_URL to a Postgres of your own.',
  );
}

function self(): { uid: number; gid: number } {
  return { uid: process.getuid!(), gid: process.getgid!() };
}

function account(name: string): { uid: number; gid: number } | undefined {
  try {
    const read = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return undefined;
  }
}

function succeeds(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The folders on the way to `file` that `uid` may not walk through. Groups are left out: a stricter answer is safe. */
function obstacles(file: string, uid: number): string[] {
  const found: string[] = [];
  for (let folder = path.resolve(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(folder)) {
      const { mode, uid: owner } = fs.statSync(folder);
      if (!(mode & (owner === uid ? 0o100 : 0o001))) found.push(folder);
    }
    if (folder === path.dirname(folder)) return found;
  }
}
