/** A module for the tests of the pool: each task names the behaviour it wants. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createRequire } from 'node:module';
import type { ChildTask } from './child-task.ts';

export interface FixtureTask {
  do: string;
  path?: string;
  port?: number;
  times?: number;
}

let tasksSeen = 0;

export const run: ChildTask<FixtureTask, unknown> = async (task, ctx) => {
  tasksSeen += 1;
  switch (task.do) {
    case 'identify':
      return { pid: process.pid, tasksSeen };
    case 'environment':
      return { ...process.env };
    case 'echo-bytes':
      return Buffer.alloc(task.times ?? 0, 7);
    case 'progress':
      for (let step = 1; step <= 3; step += 1) ctx.onProgress(step);
      return 'done';
    case 'spin':
      ctx.onProgress('spinning');
      for (;;);
    case 'wait-for-ever':
      ctx.onProgress(process.pid);
      return new Promise(() => setInterval(() => {}, 1_000));
    case 'crash':
      return process.kill(process.pid, 'SIGSEGV');
    case 'throw':
      throw Object.assign(new Error('No such colour.'), { code: 'no-colour' });
    case 'fill-heap': {
      const kept: number[][] = [];
      for (;;) kept.push(Array.from({ length: 100_000 }, () => Math.random()));
    }
    case 'fill-native': {
      const kept: Buffer[] = [];
      for (;;) {
        kept.push(Buffer.alloc(8 * 1024 * 1024, 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    case 'read':
      return readFileSync(task.path ?? '', 'utf8');
    case 'write':
      return writeFileSync(task.path ?? '', 'written by a child');
    case 'start-process':
      return execFileSync(process.execPath, ['--version']);
    case 'connect':
      return new Promise((resolve, reject) => {
        connect(task.port ?? 0, '127.0.0.1')
          .once('connect', () => resolve('connected'))
          .once('error', reject);
      });
    case 'native-addons': {
      const require = createRequire(import.meta.url);
      return {
        sharp: typeof require('sharp'),
        onnxruntime: typeof require('onnxruntime-node').InferenceSession,
      };
    }
    default:
      throw new Error(`The fixture cannot ${task.do}.`);
  }
};
