/** Why a request gave no usable answer. */
export type HttpFailureReason =
  | 'address-refused'
  | 'request-refused'
  | 'unresolved'
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  | 'broken'
  | 'too-large'
  | 'bad-status'
  | 'unacceptable';

/**
 * Base of everything the HTTP client throws. `sent` answers the one question that matters for paid work: can the
 * other side have acted on it?
 */
export abstract class HttpFailure extends Error {
  abstract readonly sent: 'no' | 'maybe';
  readonly reason: HttpFailureReason;

  constructor(reason: HttpFailureReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.reason = reason;
  }
}

/** No byte of the request left this machine: nothing can have been started. */
export class HttpNotSent extends HttpFailure {
  readonly sent = 'no' as const;
}

/** The connection stood; the request may have arrived and been acted on. */
export class HttpMaybeSent extends HttpFailure {
  readonly sent = 'maybe' as const;
}

/** The answer is larger than the caller allows. */
export class HttpTooLarge extends HttpMaybeSent {
  readonly maximumBytes: number;

  constructor(url: string, maximumBytes: number) {
    super('too-large', `The answer of ${url} is larger than the limit of ${maximumBytes} bytes.`);
    this.maximumBytes = maximumBytes;
  }
}

/** A download was answered with another status than 200. */
export class HttpBadStatus extends HttpMaybeSent {
  readonly status: number;

  constructor(url: string, status: number) {
    super('bad-status', `${url} answered with status ${status} where a file was expected.`);
    this.status = status;
  }
}

/** The answer came, but not in a form that can be used. */
export class HttpUnacceptable extends HttpMaybeSent {
  constructor(message: string) {
    super('unacceptable', message);
  }
}
