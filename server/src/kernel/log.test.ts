import { expect, it } from 'vitest';
import { createLog, faultOf } from './log.ts';

function capture(level: 'info' | 'debug' = 'info') {
  const lines: string[] = [];
  const log = createLog({ level, now: () => new Date('2026-11-20T12:00:00Z'), write: (line) => lines.push(line) });
  return { log, lines };
}

it('writes declared fields as one line of JSON, and drops every other', () => {
  const { log, lines } = capture();
  const fields = { jobId: 'j1', status: 200, email: 'ada@example.org' };
  log('info', 'job.ended', fields);
  expect(lines).toEqual([
    '{"at":"2026-11-20T12:00:00.000Z","level":"info","event":"job.ended","jobId":"j1","status":200}',
  ]);
});

it('leaves out what is below its level', () => {
  const { log, lines } = capture();
  log('debug', 'http.answered');
  log('warn', 'model.failed');
  expect(lines).toHaveLength(1);
});

it('tells the kind of a foreign error without its message, which may carry values', () => {
  const error = Object.assign(new TypeError('ada@example.org is not a function'), { code: 'E_X' });
  expect(faultOf(error)).toMatch(/^TypeError E_X/);
  expect(faultOf(error)).not.toContain('ada@example.org');
  expect(faultOf('ada@example.org')).toBe('NotAnError');
});
