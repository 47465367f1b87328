import { lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { HttpNotSent } from './http-failure.ts';
import type { AddressPolicy } from './address-policy.ts';

export const MAXIMUM_URL_LENGTH = 8_192;

export type ResolvedAddress = { address: string; family: number };
export type ResolveName = (name: string, answer: (error: Error | null, found: ResolvedAddress[]) => void) => void;

export interface DestinationRules {
  policy: AddressPolicy;
  /** `host:port` origins on loopback that are ours; read anew for every request. */
  allowLoopback: readonly string[];
  resolve?: ResolveName;
}

/** Checks what can be told from the text of a URL; answers the parsed URL or throws `HttpNotSent`. */
export function checkDestination(text: string, rules: DestinationRules): URL {
  if (text.length > MAXIMUM_URL_LENGTH) refuse(`The URL is longer than ${MAXIMUM_URL_LENGTH} characters.`);
  const url = URL.parse(text);
  if (!url) refuse('The URL cannot be read. Give a whole one, such as https://example.com/picture.png.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    refuse(`The scheme ${url.protocol} is not allowed, only https:.`);
  if (url.username !== '' || url.password !== '') refuse('A URL must not carry a user name or a password.');
  if (url.hostname === '') refuse('The URL has no host.');
  if (!isTrusted(url, rules) && isWellKnownOther(url))
    refuse(`Port ${url.port} belongs to another protocol than HTTP.`);
  const literal = literalAddress(url);
  // A connection to a literal never asks the look-up, so literals are judged here.
  if (literal !== null) judge(literal, url, rules);
  return url;
}

/** The look-up handed to the connector: what it answers has been judged, and nothing else can be connected. */
export function guardedLookup(url: URL, rules: DestinationRules): LookupFunction {
  const resolve: ResolveName = rules.resolve ?? ((name, answer) => systemLookup(name, { all: true }, answer));
  return (hostname, options, callback) => {
    resolve(hostname, (error, found) => {
      const first = found?.[0];
      if (error || !first) return callback(unresolved(hostname, error), '', 0);
      try {
        // One bad address condemns the name: mixed answers are how rebinding works.
        for (const { address } of found) judge(address, url, rules);
      } catch (refusal) {
        return callback(refusal as Error, '', 0);
      }
      return options.all ? callback(null, found) : callback(null, first.address, first.family);
    });
  };
}

export function isTrusted(url: URL, rules: DestinationRules): boolean {
  return rules.allowLoopback.includes(`${url.hostname}:${portOf(url)}`);
}

function judge(address: string, url: URL, rules: DestinationRules): void {
  if (isTrusted(url, rules) && isLoopback(address)) return;
  if (rules.policy.isOpened(address)) return;
  if (!rules.policy.isPublic(address)) {
    throw new HttpNotSent(
      'address-refused',
      `${url.hostname} leads to ${address}, which is not a public address. An operator can open a private range in the settings.`,
    );
  }
  if (url.protocol === 'http:') {
    throw new HttpNotSent(
      'request-refused',
      `${url.hostname} is on the public internet: use https:// instead of http://.`,
    );
  }
}

function literalAddress(url: URL): string | null {
  // The URL parser has already turned decimal, octal, hex and short IPv4 notations into dotted ones.
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  return isIP(host) === 0 ? null : host;
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

function isWellKnownOther(url: URL): boolean {
  const port = Number(portOf(url));
  return port === 0 || (port < 1024 && port !== 80 && port !== 443);
}

function unresolved(hostname: string, cause?: unknown): HttpNotSent {
  return new HttpNotSent('unresolved', `The name ${hostname} cannot be resolved.`, { cause });
}

function refuse(message: string): never {
  throw new HttpNotSent('request-refused', message);
}
