import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { checkDestination, guardedLookup } from './destination.ts';
import type { DestinationRules } from './destination.ts';
import { HttpFailure, HttpMaybeSent, HttpNotSent } from './http-failure.ts';

const IDLE_SOCKETS_PER_HOST = 8;
const IDLE_SOCKET_MS = 4_000;

/** Calls `fire` after `delayMs`; the answer cancels it. */
export type StartTimer = (delayMs: number, fire: () => void) => () => void;

export interface Exchange {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: Buffer;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Connections of one client. A pooled connection was judged when it was opened. */
export class Connections {
  readonly plain = new HttpAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS_PER_HOST, timeout: IDLE_SOCKET_MS });
  readonly secure = new HttpsAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS_PER_HOST, timeout: IDLE_SOCKET_MS });

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }
}

/**
 * Sends one request and hands the answer to `receive`, all within `timeoutMs`. Never repeats, never follows. Throws
 * `HttpNotSent` while no connection stood and `HttpMaybeSent` from then on.
 */
export async function exchange<Result>(
  call: Exchange,
  tools: { rules: DestinationRules; connections: Connections; startTimer: StartTimer },
  receive: (answer: IncomingMessage, url: URL) => Promise<Result>,
): Promise<Result> {
  const url = checkDestination(call.url, tools.rules);
  const state: ExchangeState = { connected: false, stopped: null };
  if (call.signal?.aborted)
    throw new HttpNotSent('aborted', `The request to ${url.host} was canceled before it was sent.`);

  const request = open(url, call, tools);
  const stop = (reason: 'timeout' | 'aborted') => {
    state.stopped ??= reason;
    request.destroy(new Error(reason));
  };
  const stopForAbort = () => stop('aborted');
  const cancelTimer = tools.startTimer(call.timeoutMs, () => stop('timeout'));
  call.signal?.addEventListener('abort', stopForAbort, { once: true });
  let answer: IncomingMessage | null = null;
  try {
    answer = await answerOf(request, call.body, url, state);
    state.connected = true;
    return await receive(answer, url);
  } catch (error) {
    throw sorted(error, url, state, call.timeoutMs);
  } finally {
    cancelTimer();
    call.signal?.removeEventListener('abort', stopForAbort);
    // A half-read answer must not go back into the pool.
    if (!answer?.complete) request.destroy();
  }
}

interface ExchangeState {
  connected: boolean;
  stopped: 'timeout' | 'aborted' | null;
}

function open(url: URL, call: Exchange, tools: { rules: DestinationRules; connections: Connections }): ClientRequest {
  const secure = url.protocol === 'https:';
  const send = secure ? httpsRequest : httpRequest;
  const pooled = secure ? tools.connections.secure : tools.connections.plain;
  return send(url, {
    method: call.method,
    headers: call.headers,
    lookup: guardedLookup(url, tools.rules),
    // A pooled connection may be closing on the far side; for a call with effects that would be a needless "unknown".
    agent: call.method === 'GET' ? pooled : false,
  });
}

function answerOf(
  request: ClientRequest,
  body: Buffer | undefined,
  url: URL,
  state: ExchangeState,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (answer) => {
      // Later errors belong to whoever reads the body.
      answer.on('error', () => {});
      resolve(answer);
    });
    request.on('socket', (socket) => {
      if (request.reusedSocket) state.connected = true;
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (state.connected = true));
    });
    request.end(body);
  });
}

function sorted(error: unknown, url: URL, state: ExchangeState, timeoutMs: number): unknown {
  if (error instanceof HttpFailure) return error;
  const Failure = state.connected ? HttpMaybeSent : HttpNotSent;
  if (state.stopped === 'timeout') {
    return new Failure('timeout', `${url.host} did not answer within ${timeoutMs} ms.`);
  }
  if (state.stopped === 'aborted') return new Failure('aborted', `The request to ${url.host} was canceled.`);
  if (isFaultOfOurs(error)) return error;
  return state.connected
    ? new HttpMaybeSent('broken', `The connection to ${url.host} broke before the answer was complete.`, {
        cause: error,
      })
    : new HttpNotSent('unreachable', `${url.host} cannot be reached.`, { cause: error });
}

/** File-system errors while storing a body are ours, not the network's. */
function isFaultOfOurs(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOSPC', 'EACCES', 'ENOENT', 'EROFS', 'EISDIR', 'EDQUOT', 'EMFILE'].includes(code);
}
