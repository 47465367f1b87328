import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientNetwork } from './client-network.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { isSameOrigin } from './same-origin.ts';

function request(headers: Record<string, string>, remoteAddress = '203.0.113.7'): IncomingMessage {
  const message = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }));
  Object.assign(message.headers, headers);
  return message;
}

describe('the network of a client', () => {
  it('is its address, or the /64 of an IPv6 one', () => {
    expect(clientNetwork(request({}), 0)).toBe('203.0.113.7');
    expect(clientNetwork(request({}, '::ffff:203.0.113.7'), 0)).toBe('203.0.113.7');
    expect(clientNetwork(request({}, '2001:db8:1:2:3:4:5:6'), 0)).toBe('2001:db8:1:2');
  });

  it('believes a forwarded address only as many hops as the operator trusts', () => {
    const forged = { 'x-forwarded-for': '198.51.100.1, 198.51.100.2' };
    expect(clientNetwork(request(forged), 0)).toBe('203.0.113.7');
    expect(clientNetwork(request(forged), 1)).toBe('198.51.100.2');
    expect(clientNetwork(request(forged), 2)).toBe('198.51.100.1');
    expect(clientNetwork(request({ 'x-forwarded-for': 'nonsense' }), 1)).toBe('203.0.113.7');
  });
});

describe('a state-changing request', () => {
  it.each<[Record<string, string>, boolean]>([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://studio.example', host: 'studio.example' }, false],
    [{ origin: 'http://studio.example', host: 'studio.example' }, true],
    [{ origin: 'http://evil.example', host: 'studio.example' }, false],
    [{ origin: 'null', host: 'studio.example' }, false],
  ])('%o is same-origin: %s', (headers, expected) => {
    expect(isSameOrigin(request(headers))).toBe(expected);
  });
});

describe('the cookie', () => {
  it('is found among others, by its whole name', () => {
    expect(readCookie('a=1; atelier_session=tok; b=2', 'atelier_session')).toBe('tok');
    expect(readCookie('xatelier_session=tok', 'atelier_session')).toBeNull();
    expect(readCookie(undefined, 'atelier_session')).toBeNull();
  });

  it('is for this host, out of reach of scripts and other sites', () => {
    const line = writeCookie('__Host-s', 'v', { secure: true, expiresAt: new Date(0) });
    expect(line).toBe('__Host-s=v; Path=/; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure');
  });
});
