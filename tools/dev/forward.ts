import { request } from 'node:http';
import type { Plugin } from 'vite';

export interface ForwardOptions {
  /** Beginnings of the addresses that are the server's. */
  paths: readonly string[];
  port: number;
  /** Waited for before each request, so that a restart looks like a slow answer and not like a fault. */
  ready: () => Promise<void>;
}

const patienceMs = 20_000;

/** Passes the server's addresses on, as they are: one origin for page and API, so cookies and origin checks are the real ones. */
export function forwardTo({ paths, port, ready }: ForwardOptions): Plugin {
  return {
    name: 'forward-to-server',
    configureServer({ middlewares }) {
      middlewares.use((incoming, outgoing, next) => {
        if (!paths.some((begin) => incoming.url?.startsWith(begin))) return next();
        const refuse = (message: string) => {
          if (outgoing.headersSent) return outgoing.destroy();
          outgoing.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(message);
        };
        void within(ready(), patienceMs).then((isReady) => {
          if (!isReady) return refuse('The server does not run. Its words are in the terminal of npm run dev.');
          const { method, url, headers } = incoming;
          const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
            answer.pipe(outgoing);
            answer.once('error', () => outgoing.destroy());
          });
          passed.once('error', () => refuse('The server fell while answering.'));
          outgoing.once('close', () => passed.destroy());
          incoming.pipe(passed);
        });
      });
    },
  };
}

function within(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
