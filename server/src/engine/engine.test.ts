import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { until } from '#test/until.ts';
import { createEngine } from './dbos-engine.ts';
import type { Engine } from './engine.ts';
import { LeaseRefused } from './engine.ts';
import { defineMarking, markingTask, openMarks } from './marking-task.fixture.ts';
import type { Marks } from './marking-task.fixture.ts';

describe('the engine', () => {
  let test: TestDatabase;
  let marks: Marks;
  let engine: Engine;
  const logged: string[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    marks = await openMarks(test.adminUrl);
    engine = await createEngine({
      url: test.url,
      executorId: randomUUID(),
      log: (_level, event) => void logged.push(event),
    });
    engine.define(defineMarking(marks, async () => {}));
    await engine.start();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await engine.stop();
    await marks.close();
    await test.close();
  });

  const enqueue = (id: string, input: { sleepMs?: number } = {}, and?: () => Promise<void>) =>
    test.database.inScope({}, async (tx) => {
      await engine.enqueue(tx, markingTask, input, { id });
      await and?.();
    });
  const ended = (id: string) =>
    until(`task ${id} has ended`, async () => (await marks.of(id)).some(({ name }) => name === 'second'));

  it('carries a task out once its transaction commits, and never when it rolls back', async () => {
    await expect(enqueue('rolled-back', {}, () => Promise.reject(new Error('changed my mind')))).rejects.toThrow(
      'changed my mind',
    );
    await enqueue('committed');
    await ended('committed');
    expect(await marks.of('rolled-back')).toEqual([]);
    expect(await engine.findOver(['rolled-back'])).toEqual(new Set(['rolled-back']));
  });

  it('carries the same id out once, however often it is enqueued', async () => {
    await Promise.all(Array.from({ length: 5 }, () => enqueue('same')));
    await ended('same');
    await enqueue('same');
    await enqueue('behind-it');
    await ended('behind-it');
    expect((await marks.of('same')).map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('gives the scope of the caller back after enqueuing', async () => {
    const role = await test.database.inScope({}, async (tx) => {
      await engine.enqueue(tx, markingTask, {}, { id: 'scope' });
      return (await tx.client.query<{ role: string }>('select current_user as role')).rows[0]?.role;
    });
    expect(role).toBe('atelier_app');
  });

  it('goes on behind the last finished step when the process that had the task is killed', async () => {
    await engine.stop();
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'blocked-worker.fixture.ts'), test.url, test.adminUrl],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    children.push(child);
    await once(child.stdout, 'data');
    engine = await createEngine({
      url: test.url,
      executorId: randomUUID(),
      log: (_level, event) => void logged.push(event),
    });
    await enqueue('taken-over', { sleepMs: 200 });
    await until('the other process began', async () => (await marks.of('taken-over')).length === 1);
    engine.define(defineMarking(marks, async () => {}));
    await engine.start();
    // While the other process lives, its task is its own: no sweep (one each second) takes it.
    const startedAt = performance.now();
    await until('sweeps have passed', async () => performance.now() - startedAt > 2_500);
    expect((await marks.of('taken-over')).length).toBe(1);
    child.kill('SIGKILL');
    await ended('taken-over');
    expect(await marks.of('taken-over')).toEqual([
      { name: 'first', pid: child.pid },
      { name: 'second', pid: process.pid },
    ]);
    expect(logged).toContain('engine.recovered');
  });

  it('does not begin a sleep anew after a restart', async () => {
    const began = performance.now();
    await enqueue('sleeper', { sleepMs: 3_000 });
    await until('it sleeps', async () => (await marks.of('sleeper')).length === 1);
    const beforeStop = performance.now() - began;
    await engine.stop();
    engine = await createEngine({
      url: test.url,
      executorId: randomUUID(),
      log: (_level, event) => void logged.push(event),
    });
    engine.define(defineMarking(marks, async () => {}));
    await engine.start();
    await ended('sleeper');
    expect(performance.now() - began).toBeGreaterThanOrEqual(2_900);
    expect(beforeStop).toBeLessThan(2_900);
    expect((await marks.of('sleeper')).map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('lets one run at a time have a lease, and the next one when it is over', async () => {
    const order: string[] = [];
    let open = () => {};
    const first = engine.lease('key', async (lease) => {
      order.push(`first ${lease.isHeld}`);
      await new Promise<void>((resolve) => (open = resolve));
      order.push('first ends');
    });
    const second = engine.lease('key', async () => void order.push('second'));
    await engine.lease('another key', async () => void order.push('another'));
    open();
    await Promise.all([first, second]);
    expect(order).toEqual(['first true', 'another', 'first ends', 'second']);
  });

  it('says that a lease is lost when its connection broke and somebody else took it', async () => {
    const other = await test.admin.connect();
    await engine.lease('contested', async (lease) => {
      // Waits in line, as another process would.
      const taken = other.query("select pg_advisory_lock(hashtextextended('contested', 78000))");
      await until(
        'the other one waits',
        async () =>
          (await test.admin.query("select from pg_locks where locktype = 'advisory' and not granted")).rowCount === 1,
      );
      await test.admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'atelier-alive' and datname = current_database()",
      );
      await taken;
      await until('the loss is known', async () => !lease.isHeld);
    });
    const next = engine.lease('contested', async (lease) => lease.isHeld);
    await other.query("select pg_advisory_unlock(hashtextextended('contested', 78000))");
    expect(await next).toBe(true);
    other.release();
  });

  it('frees a task that was claimed and never begun', async () => {
    const { rows } = await test.admin.query<{ executor: string }>(
      "select executor_id as executor from dbos.workflow_status where workflow_uuid = 'sleeper'",
    );
    // As after a claim whose answer was lost: this process owns the task and knows nothing of it.
    await test.database.inScope({}, async (tx) => {
      await engine.enqueue(tx, markingTask, {}, { id: 'stranded' });
      await tx.client.query('set local role atelier_engine');
      await tx.client.query(
        "update dbos.workflow_status set status = 'PENDING', executor_id = $1, owner_xid = 'lost' where workflow_uuid = 'stranded'",
        [rows[0]?.executor],
      );
    });
    await ended('stranded');
    expect(logged).toContain('engine.claim-freed');
  });

  it('waits for leased work when it stops, and gives out no more', async () => {
    let done = false;
    const work = engine.lease('last', async () => {
      await until('the engine stops', async () =>
        engine
          .lease('late', async () => false)
          .then(
            () => false,
            (error: unknown) => error instanceof LeaseRefused,
          ),
      );
      done = true;
    });
    await Promise.all([engine.stop(), work]);
    expect(done).toBe(true);
    engine = await createEngine({ url: test.url, executorId: randomUUID(), log: () => {} });
  });
});
