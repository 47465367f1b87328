import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lifetime } from './lifetime.ts';

const repository = join(import.meta.dirname, '../../..');
const readyWithinMs = 20_000;
const restartAfterMs = 1_000;

/** The demo's remote side as a process of its own; its origin. It ends when this process does, and comes back when it falls. */
export async function startDemoService(
  dataDir: string,
  say: (line: string) => void,
  lifetime: Lifetime,
): Promise<string> {
  const directory = join(dataDir, 'demo');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  let { child, port } = await launch(directory, 0);
  lifetime.onEnd(() => end(child));
  watch();
  return `http://127.0.0.1:${port}`;

  function watch(): void {
    child.once('exit', () => {
      if (lifetime.signal.aborted) return;
      say('The demo service fell; starting it again.');
      setTimeout(() => void comeBack(), restartAfterMs).unref();
    });
  }

  async function comeBack(): Promise<void> {
    if (lifetime.signal.aborted) return;
    try {
      // On the same port: jobs remember addresses of the demo.
      ({ child, port } = await launch(directory, port));
      watch();
    } catch {
      setTimeout(() => void comeBack(), restartAfterMs).unref();
    }
  }
}

function launch(directory: string, wantedPort: number): Promise<{ child: ChildProcess; port: number }> {
  const file = join(repository, 'emulators/demo/main.ts');
  const child = spawn(process.execPath, [file, '--port', String(wantedPort), '--data', directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    // A group of its own: Ctrl-C goes to this process, which stops the demo last.
    detached: true,
  });
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      child.kill('SIGKILL');
      reject(new Error(message));
    };
    const timer = setTimeout(
      () => fail(`The demo service did not start within ${readyWithinMs / 1000} s.`),
      readyWithinMs,
    );
    child.once('error', (error) => fail(`The demo service could not be started: ${error.message}`));
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The demo service ended with code ${code}.`));
    });
    child.stdout.once('data', (line: Buffer) => {
      clearTimeout(timer);
      resolve({ child, port: (JSON.parse(line.toString()) as { port: number }).port });
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    // Its input is what it lives by.
    child.stdin?.end();
  });
}
