import pg from 'pg';
import type { TaskDefinition } from './engine.ts';

export interface Marks {
  /** Says in the table that the task got here, and in which process. */
  mark(taskId: string, name: string): Promise<void>;
  of(taskId: string): Promise<{ name: string; pid: number }[]>;
  close(): Promise<void>;
}

/** Where tasks of several processes say how far they are. */
export async function openMarks(adminUrl: string): Promise<Marks> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2 });
  pool.on('error', () => {});
  await pool.query('create schema if not exists marks');
  await pool.query(
    'create table if not exists marks.marks (number int generated always as identity, task text, name text, pid int)',
  );
  return {
    async mark(taskId, name) {
      await pool.query('insert into marks.marks (task, name, pid) values ($1, $2, $3)', [taskId, name, process.pid]);
    },
    async of(taskId) {
      const { rows } = await pool.query<{ name: string; pid: number }>(
        'select name, pid from marks.marks where task = $1 order by number',
        [taskId],
      );
      return rows;
    },
    close: () => pool.end(),
  };
}

export const markingTask = { name: 'test.marking', queue: 'jobs' } as const;

/** Two steps with a gate between them that only opens in a process that is told to. */
export function defineMarking(marks: Marks, gate: () => Promise<void>): TaskDefinition<{ sleepMs?: number }> {
  return {
    ...markingTask,
    async run(task, { sleepMs }) {
      await task.step('first', () => marks.mark(task.taskId, 'first'));
      if (sleepMs) await task.sleep(sleepMs);
      await task.step('gate', gate);
      await task.step('second', () => marks.mark(task.taskId, 'second'));
    },
  };
}
