import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { PUBLIC_ADDRESSES, REFUSED_HOSTS, REFUSED_URLS } from './address-corpus.fixture.ts';
import { createAddressPolicy, isPublicUnicast } from './address-policy.ts';
import { HttpNotSent } from './http-failure.ts';
import { client, failureOf, get, serve, tidyUp } from './loopback-server.fixture.ts';

afterEach(tidyUp);

describe('where a request may go', () => {
  it.each(PUBLIC_ADDRESSES)('counts %s as public', (address) => {
    expect(isPublicUnicast(address)).toBe(true);
  });

  it.each(REFUSED_HOSTS)('refuses the literal $host ($why) before a socket is opened', async ({ host }) => {
    const failure = await failureOf(client(), `https://${host}/`);
    expect(failure).toBeInstanceOf(HttpNotSent);
    expect(['address-refused', 'request-refused']).toContain(failure.reason);
  });

  it.each(REFUSED_URLS)('refuses "$host" ($why)', async ({ host }) => {
    expect(await failureOf(client(), host)).toBeInstanceOf(HttpNotSent);
  });

  it.each(REFUSED_HOSTS.filter(({ host }) => URL.canParse(`https://${host}/`)))(
    'refuses a name that resolves to $host ($why)',
    async ({ host }) => {
      const address = new URL(`https://${host}/`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
      const resolving = client({
        resolve: (_name, answer) => answer(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
      });
      expect(await failureOf(resolving, 'https://innocent.example/')).toMatchObject({
        sent: 'no',
        reason: 'address-refused',
      });
    },
  );

  it('refuses a name when one of its addresses is private, even if the others are public', async () => {
    const resolving = client({
      resolve: (_name, answer) =>
        answer(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '10.0.0.5', family: 4 },
        ]),
    });
    expect((await failureOf(resolving, 'https://rebinding.example/')).reason).toBe('address-refused');
  });

  it('judges the address of the very look-up that the connection uses', async () => {
    const { port, hits } = await serve((_request, response) => response.end('{}'));
    let asked = 0;
    // Public when asked first, loopback when asked again: a check before the connection would be fooled.
    const rebinding = client({
      allowedCidrs: ['93.184.216.34/32'],
      resolve: (_name, answer) => {
        asked += 1;
        answer(null, [{ address: asked === 1 ? '127.0.0.1' : '93.184.216.34', family: 4 }]);
      },
    });
    expect((await failureOf(rebinding, `http://rebinding.example:${port}/`)).reason).toBe('address-refused');
    expect(asked).toBe(1);
    expect(hits()).toBe(0);
  });

  it('never finds a special address public, however it is drawn', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), octet, octet, octet, (first, b, c, d) => {
        expect(isPublicUnicast(`${first}.${b}.${c}.${d}`)).toBe(false);
        expect(isPublicUnicast(`::ffff:${first}.${b}.${c}.${d}`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('opens a private range only where the operator lists it, and metadata services never', () => {
    const policy = createAddressPolicy(['192.168.1.0/24', 'fd12:3456::/32', '169.254.0.0/16']);
    expect(policy.isOpened('192.168.1.77')).toBe(true);
    expect(policy.isOpened('fd12:3456::7')).toBe(true);
    expect(policy.isOpened('192.168.2.1')).toBe(false);
    expect(policy.isOpened('169.254.169.254')).toBe(false);
    expect(() => createAddressPolicy(['192.168.1.0/64'])).toThrow(/is not an address range/);
  });

  it('trusts a loopback origin by exact host and port', async () => {
    const { port } = await serve((_request, response) => response.end('{"ok":true}'));
    const other = await serve((_request, response) => response.end('{}'));
    const trusting = client({ allowLoopback: [`127.0.0.1:${port}`] });
    expect((await get(trusting, `http://127.0.0.1:${port}/`)).body).toEqual({ ok: true });
    expect((await failureOf(trusting, `http://127.0.0.1:${other.port}/`)).reason).toBe('address-refused');
    expect((await failureOf(trusting, `http://localhost:${port}/`)).reason).toBe('address-refused');
  });

  it('asks for https on the public internet', async () => {
    const resolving = client({ resolve: (_name, answer) => answer(null, [{ address: '93.184.216.34', family: 4 }]) });
    expect((await failureOf(resolving, 'http://example.com/')).message).toMatch(/use https/);
  });
});
