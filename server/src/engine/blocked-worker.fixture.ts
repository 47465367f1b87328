import { randomUUID } from 'node:crypto';
import { createEngine } from './dbos-engine.ts';
import { defineMarking, openMarks } from './marking-task.fixture.ts';

/** A worker whose tasks never get through the gate: it is there to be killed. */
const [url = '', adminUrl = ''] = process.argv.slice(2);
const marks = await openMarks(adminUrl);
const engine = await createEngine({ url, executorId: randomUUID(), log: () => {} });
engine.define(defineMarking(marks, () => new Promise(() => {})));
await engine.start();
process.stdin.on('end', () => process.exit(0)).resume();
process.stdout.write('ready\n');
