import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');
const readyWithinMs = 20_000;

/** The demo's remote side as a process of its own, which ends when this one does. */
export async function startDemoService(dataDir: string): Promise<{ url: string; stop(): void }> {
  const directory = join(dataDir, 'demo');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const child = spawn(process.execPath, [join(repository, 'emulators/demo/main.ts'), '--port', '0', '--data', directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    // Ctrl-C goes to this process, which stops the demo last.
    detached: true,
  });
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The demo service did not start in time')), readyWithinMs);
    child.once('exit', (code) => reject(new Error(`The demo service ended with code ${code}`)));
    child.stdout.once('data', (line: Buffer) => {
      clearTimeout(timer);
      resolve((JSON.parse(line.toString()) as { port: number }).port);
    });
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.stdin.end() };
}
