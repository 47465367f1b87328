import { AtelierError } from '#sdk/index.ts';

/** What a script may act on. Told by `atelier help`. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notSignedIn: 3, unreachable: 4, canceled: 130 } as const;

/** The command was called in a way it does not know. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The way out. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Something a person has to do before this can work, with the code to end with. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly remedy: string;
  readonly exitCode: number;

  constructor(message: string, remedy: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

export interface Failure {
  exitCode: number;
  /** What happened, the limit it met, the way out; ready to print. */
  lines: string[];
}

/** Any thrown value as words and an exit code. No line carries a key: only our own messages and the server's are shown. */
export function explainFailure(error: unknown, server: string): Failure {
  if (error instanceof UsageError) return { exitCode: exitCodes.usage, lines: [error.message, error.remedy] };
  if (error instanceof CommandError) return { exitCode: error.exitCode, lines: [error.message, error.remedy] };
  if (error instanceof AtelierError) return explainRefusal(error, server);
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: exitCodes.failed, lines: [message] };
}

function explainRefusal(error: AtelierError, server: string): Failure {
  const { code, message, details } = error;
  if (code === 'unavailable' && details.thing === 'connection') {
    const lines = [
      `No Atelier answers at ${server}.`,
      'Start it there (npm start), or name another address with ATELIER_URL or atelier login --url.',
    ];
    return { exitCode: exitCodes.unreachable, lines };
  }
  if (error.status === 401) {
    const lines = [
      `${server} does not accept the API key.`,
      'Make a key in Settings there and keep it here with: atelier login',
    ];
    return { exitCode: exitCodes.notSignedIn, lines };
  }
  // The message of most refusals names its limit already.
  const limit = details.limit && !message.includes(details.limit) ? `Limit: ${details.limit}.` : '';
  return {
    exitCode: code === 'unavailable' ? exitCodes.unreachable : exitCodes.failed,
    lines: [message, limit, details.remedy].filter(Boolean),
  };
}
