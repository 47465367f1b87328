import { spawn, type ChildProcess } from 'node:child_process';

const graceMs = 5_000;

export interface SupervisedServer {
  /** Resolves when the newest process answers: at once while it does, after a restart otherwise. */
  ready(): Promise<void>;
  /** Ends the process and starts it anew; several wishes meanwhile are one. */
  restart(): void;
  stop(): Promise<void>;
}

/** Keeps one server process running. One that falls waits for the next change, with its words on the screen. */
export function superviseServer(options: {
  /** Arguments for Node: options, file, its arguments. */
  command: string[];
  say: (line: string) => void;
}): SupervisedServer {
  const { command, say } = options;
  let child: ChildProcess | undefined;
  let isWished = false;
  let working: Promise<void> = Promise.resolve();
  let stopped = false;
  let up = Promise.withResolvers<void>();

  function launch(): void {
    const started = spawn(process.execPath, command, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = started;
    const { resolve } = up;
    started.once('message', () => resolve());
    started.once('exit', (code) => {
      if (child !== started) return;
      child = undefined;
      renew();
      if (!stopped && !isWished) say(`The server ended (${code ?? 'killed'}). It starts again after the next change.`);
    });
  }

  /** Whoever waits for the process that is gone waits for the next one. */
  function renew(): void {
    const before = up;
    up = Promise.withResolvers<void>();
    void up.promise.then(before.resolve);
  }

  async function replace(): Promise<void> {
    isWished = false;
    renew();
    await end();
    if (!stopped) launch();
  }

  async function end(): Promise<void> {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const timer = setTimeout(() => ending.kill('SIGKILL'), graceMs);
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }

  launch();
  return {
    ready: () => up.promise,
    restart() {
      if (isWished || stopped) return;
      isWished = true;
      working = working.then(replace);
    },
    async stop() {
      stopped = true;
      await working;
      await end();
    },
  };
}
