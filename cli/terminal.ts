import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Where a command speaks. Results go to `print` (stdout), words for a person to `say` (stderr), so that results can be piped. */
export interface Terminal {
  print(line: string): void;
  say(line: string): void;
  /** Rewrites one line in place; only where `live`. An empty text takes it away. */
  status(text: string): void;
  /** A person is watching: lines may be rewritten. */
  live: boolean;
  /** A person can be asked. */
  canAsk: boolean;
  /** Null when the person ended the input without an answer. */
  ask(question: string, options?: { hidden?: boolean }): Promise<string | null>;
}

export function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  let status = '';
  const clear = () => void (status && stderr.write('\r\x1b[2K'));
  // A reader that has seen enough (`| head`) closes the pipe: nothing is wrong then.
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    live: stderr.isTTY,
    canAsk: stdin.isTTY && stderr.isTTY,
    print(line) {
      clear();
      stdout.write(`${line}\n`);
      stderr.write(status);
    },
    say(line) {
      clear();
      stderr.write(`${line}\n${status}`);
    },
    status(text) {
      if (!stderr.isTTY) return;
      clear();
      status = text.slice(0, (stderr.columns || 80) - 1);
      stderr.write(status);
    },
    async ask(question, { hidden = false } = {}) {
      const echo = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stderr;
      const reader = createInterface({ input: stdin, output: echo, terminal: stdin.isTTY });
      stderr.write(question);
      try {
        return await new Promise<string | null>((resolve) => {
          reader.once('line', resolve);
          reader.once('close', () => resolve(null));
          reader.once('SIGINT', () => reader.close());
        });
      } finally {
        reader.close();
        if (hidden) stderr.write('\n');
      }
    },
  };
}
