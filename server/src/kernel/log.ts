/**
 * Structured logs with declared fields only: what is not declared here cannot be written, so nothing personal slips in
 * by accident. Each field says whether it may be kept beyond the edition's log retention.
 */
export const logFields = {
  requestId: 'id of one HTTP request',
  method: 'HTTP method',
  route: 'route pattern, never the concrete path',
  status: 'HTTP status',
  durationMs: 'milliseconds',
  jobId: 'id of a job',
  attempt: 'number of the attempt',
  provider: 'provider id',
  model: 'model id',
  state: 'state a thing entered',
  errorClass: 'sorted class of a failure',
  code: 'error code',
  task: 'durable task name',
  count: 'how many',
  sizeBytes: 'bytes',
  port: 'TCP port listened on',
  version: 'version of a part',
  fault: 'name and message of an unexpected error, stripped of values',
} as const;

export type LogField = keyof typeof logFields;
export type LogEntry = { [Field in LogField]?: string | number | boolean | null };
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  (level: LogLevel, event: string, fields?: LogEntry): void;
}

const order: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 };

export function createLog(options: { level: LogLevel; now: () => Date; write: (line: string) => void }): Log {
  return function log(level, event, fields = {}) {
    if (order[level] < order[options.level]) return;
    const declared = Object.fromEntries(Object.entries(fields).filter(([name]) => name in logFields));
    options.write(JSON.stringify({ at: options.now().toISOString(), level, event, ...declared }));
  };
}

/** Error text for the log: the class and code, and our own message; a foreign message may carry values, so it is cut off. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'NotAnError';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = /\n\s+at (?:async )?([\w.<>[\] ]+) \(/.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name}${code}${place ? ` in ${place}` : ''}${error.name === 'BrokenPromise' ? `: ${error.message}` : ''}`;
}
