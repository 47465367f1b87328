import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { ended, start, startJobsApp } from './jobs.fixture.ts';
import type { JobsApp, JobsPerson } from './jobs.fixture.ts';
import { sweepStuck } from './sweep-stuck.ts';
import { sweepScratch, withScratch } from './with-scratch.ts';

describe('a job whose task broke', () => {
  let test: TestDatabase;
  let app: JobsApp;
  let person: JobsPerson;

  beforeAll(async () => {
    test = await createTestDatabase();
    app = await startJobsApp({ test, worker: false });
    person = await app.signUp();
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  /** As after a fault in the task itself: it has ended, the job has not. */
  const breakTasks = (jobId: string) =>
    test.admin.query("update dbos.workflow_status set status = 'ERROR' where workflow_uuid like 'job-' || $1 || '%'", [
      jobId,
    ]);
  const tasks = async (jobId: string) =>
    (
      await test.admin.query<{ id: string }>(
        "select workflow_uuid as id from dbos.workflow_status where workflow_uuid like 'job-' || $1 || '%' order by 1",
        [jobId],
      )
    ).rows;

  it('gets another task when it is found, and only then', async () => {
    const job = await start(person);
    await breakTasks(job.id);
    expect(await sweepStuck(app.app.ports)).toBe(0);
    app.clock.advance(61_000);
    expect(await sweepStuck(app.app.ports)).toBe(1);
    expect(await tasks(job.id)).toEqual([{ id: `job-${job.id}` }, { id: `job-${job.id}-2` }]);
    expect(await sweepStuck(app.app.ports)).toBe(0);
  });

  it('is given up after the fifth, with its hold given back', async () => {
    const job = await start(person);
    app.clock.advance(61_000);
    for (let run = 1; run <= 5; run += 1) {
      expect((await person.sdk.jobs.get({ id: job.id })).state).toBe('queued');
      await breakTasks(job.id);
      await sweepStuck(app.app.ports);
    }
    expect(await person.sdk.jobs.get({ id: job.id })).toMatchObject({ state: 'failed', creditsCharged: 0 });
    expect(await tasks(job.id)).toHaveLength(5);
    expect(await app.booked(job.id)).toEqual({ hold: 1, settle: 0 });
  });

  it('that waits for its turn is left alone', async () => {
    const job = await start(person);
    app.clock.advance(61_000);
    await sweepStuck(app.app.ports);
    expect(await tasks(job.id)).toHaveLength(1);
  });

  it('is finished by another process, as is one that was canceled before anything began', async () => {
    const [broken, canceled] = [await start(person), await start(person)];
    await person.sdk.jobs.cancel({ id: canceled.id });
    await breakTasks(broken.id);
    app.clock.advance(61_000);
    await sweepStuck(app.app.ports);
    await app.close();
    app = await startJobsApp({ test });
    const again = app.visitor();
    await again.sdk.accounts.signIn({ email: 'person1@example.org', password: 'a password for tests' });
    person = { sdk: again.sdk, workspaceId: person.workspaceId };
    expect(await ended(person, broken)).toMatchObject({ state: 'succeeded', creditsCharged: 1 });
    expect(await ended(person, canceled)).toMatchObject({ state: 'canceled', creditsCharged: 0 });
    expect(await app.attempts(canceled.id)).toEqual([]);
  });

  it('leaves no files behind: folders of dead processes go, those in use and those of other machines stay', async () => {
    const root = join(app.dataDir, 'scratch');
    await withScratch(app.app.ports, async (inUse) => {
      const machine = /job-([0-9a-f]{8})-/.exec(inUse)?.[1];
      // No process has this number: it is above the largest the system gives.
      const abandoned = `job-${machine}-4194305-abcdef`;
      const elsewhere = 'job-00000000-4194305-abcdef';
      for (const name of [abandoned, elsewhere]) await mkdir(join(root, name));
      expect(await sweepScratch(app.app.ports)).toBe(1);
      expect(await readdir(root)).not.toContain(abandoned);
      expect(await readdir(root)).toEqual(expect.arrayContaining([elsewhere, inUse.slice(root.length + 1)]));
    });
    app.clock.advance(25 * 3_600_000);
    expect(await sweepScratch(app.app.ports)).toBe(1);
  });
});
