import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface Ran {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  variables: Record<string, string>;
  /** Told everything that was said so far, with the process that says it. */
  onWords?: (words: string, child: { kill(signal: NodeJS.Signals): void }) => void;
  input?: string;
  /** By way of `bin.cjs`, as an installed command is. */
  installed?: boolean;
}

/** Runs a command in a process of its own, as a person would without a terminal. */
export function runCli(args: string[], { cwd, variables, onWords, input = '', installed }: RunOptions): Promise<Ran> {
  const file = join(root, installed ? 'cli/bin.cjs' : 'cli/main.ts');
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [file, ...args], { cwd, env: { PATH, HOME, ...variables } });
  child.stdin.end(input);
  const ran: Ran = { exitCode: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => {
    ran.stderr += String(chunk);
    onWords?.(ran.stderr, child);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ ...ran, exitCode }));
  });
}
