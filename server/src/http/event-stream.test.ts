import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '#server/db/publish.ts';
import { openStream } from '#sdk/index.ts';
import { startTestApp } from '#test/start-test-app.ts';
import type { Person, TestApp } from '#test/start-test-app.ts';
import { until } from '#test/until.ts';

const writers = 8;
const eventsPerWriter = 25;

describe('the event stream', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ worker: false });
  });
  afterAll(() => app.close());

  /** Writes one event after the other, each in a transaction that stays open for a while, so that commits cross. */
  async function write({ workspaceId }: Person, writer: number): Promise<void> {
    const { database } = app.app.ports;
    for (let number = 1; number <= eventsPerWriter; number += 1) {
      const openMs = (writer * 7 + number * 13) % 30;
      await database.inWorkspace(workspaceId, async (tx) => {
        await publish(database, tx, workspaceId, { type: 'job.queued', jobId: `${writer}-${number}` });
        await tx.client.query('select pg_sleep($1)', [openMs / 1000]);
      });
    }
  }

  interface Listening {
    heard: { id: string; name: string }[];
    isOpen: () => boolean;
    stop(): Promise<void>;
  }

  /** Breaks its own connection after every `breakEvery` events and goes on behind the last one. */
  function listen({ fetch }: Person, options: { after?: string; breakEvery?: number } = {}): Listening {
    const heard: Listening['heard'] = [];
    const over = new AbortController();
    let open = false;
    const run = (async () => {
      let { after } = options;
      while (!over.signal.aborted) {
        const connection = new AbortController();
        const signal = AbortSignal.any([over.signal, connection.signal]);
        let count = 0;
        for await (const news of openStream({ url: app.url, fetch, after, signal })) {
          if (news.kind === 'opened') open = true;
          if (news.kind !== 'event') continue;
          if (news.event.type === 'job.queued') heard.push({ id: news.id, name: news.event.jobId });
          after = news.id;
          count += 1;
          if (count === options.breakEvery) connection.abort();
        }
      }
    })();
    return {
      heard,
      isOpen: () => open,
      async stop() {
        over.abort();
        await run;
      },
    };
  }

  const everything = Array.from({ length: writers }, (_, writer) =>
    Array.from({ length: eventsPerWriter }, (_unused, index) => `${writer}-${index + 1}`),
  );

  it('tells everything once and in order while writers commit across each other, however often it breaks', async () => {
    const person = await app.signUp();
    const steady = listen(person);
    const breaking = listen(person, { breakEvery: 7 });
    await until('both streams are open', async () => steady.isOpen() && breaking.isOpen());
    await Promise.all(everything.map((_, writer) => write(person, writer)));
    for (const { heard, stop } of [steady, breaking]) {
      await until('everything was heard', async () => heard.length >= writers * eventsPerWriter);
      await stop();
      const names = heard.map(({ name }) => name);
      expect(names.toSorted()).toEqual(everything.flat().toSorted());
      for (const [writer, inOrder] of everything.entries()) {
        expect(names.filter((name) => name.startsWith(`${writer}-`))).toEqual(inOrder);
      }
    }
    expect(breaking.heard).toEqual(steady.heard);
  });

  it('tells what was missed when it is resumed later, and nothing that came before', async () => {
    const person = await app.signUp();
    const first = listen(person);
    await until('the stream is open', async () => first.isOpen());
    await write(person, 1);
    await until('all of it was heard', async () => first.heard.length === eventsPerWriter);
    await first.stop();
    await write(person, 2);
    const resumed = listen(person, { after: first.heard[9]!.id });
    await until('the rest was heard', async () => resumed.heard.length === 2 * eventsPerWriter - 10);
    await resumed.stop();
    expect(resumed.heard.slice(0, eventsPerWriter - 10)).toEqual(first.heard.slice(10));
  });

  it('tells nothing of another workspace, nothing that was rolled back, and nothing to a visitor', async () => {
    const [person, stranger] = [await app.signUp(), await app.signUp()];
    const { database } = app.app.ports;
    const listening = listen(stranger);
    await until('the stream is open', async () => listening.isOpen());
    const tell = (to: Person, name: string, and = async () => {}) =>
      database.inWorkspace(to.workspaceId, async (tx) => {
        await publish(database, tx, to.workspaceId, { type: 'job.queued', jobId: name });
        await and();
      });
    await tell(person, 'of somebody else');
    await expect(tell(stranger, 'rolled back', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await tell(stranger, 'mine');
    await until('something was heard', async () => listening.heard.length > 0);
    await listening.stop();
    expect(listening.heard.map(({ name }) => name)).toEqual(['mine']);
    expect((await app.visitor(randomUUID()).send('/api/events')).status).toBe(401);
  });

  it('goes on after the database dropped every connection', async () => {
    const person = await app.signUp();
    const listening = listen(person);
    await until('the stream is open', async () => listening.isOpen());
    await app.test.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'atelier%'",
    );
    const { database } = app.app.ports;
    // The first use of a dropped connection fails; the next one is new.
    await until('a connection is back', async () => database.inScope({}, async () => true).catch(() => false));
    await until('an event is written', async () =>
      database
        .inWorkspace(person.workspaceId, async (tx) => {
          await publish(database, tx, person.workspaceId, { type: 'job.queued', jobId: 'after the break' });
          return true;
        })
        .catch(() => false),
    );
    await until('it was heard', async () => listening.heard.some(({ name }) => name === 'after the break'));
    await listening.stop();
  });
});
