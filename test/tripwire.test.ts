// The tests' own tripwire: what leaves the machine fails, what stays on it does not.
import dgram from 'node:dgram';
import { lookup, promises as dnsPromises, Resolver, resolveTxt } from 'node:dns';
import { lookup as lookupByPromise } from 'node:dns/promises';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { isLoopback, takeAttempts } from './support/tripwire.ts';

const BEYOND = /reach beyond this machine/;
/** TEST-NET-1 (RFC 5737): never anybody's. */
const ELSEWHERE = '192.0.2.1';

describe('a test that tries to leave the machine', () => {
  afterEach(() => {
    expect(takeAttempts()).not.toEqual([]);
  });

  it.each([
    ['a socket', () => net.connect(443, ELSEWHERE)],
    ['a socket by options', () => net.connect({ port: 443, host: 'example.com' })],
    ['a socket connected later', () => new net.Socket().connect(443, ELSEWHERE)],
    ['TLS', () => tls.connect({ port: 443, host: ELSEWHERE })],
  ])('is stopped: %s', async (_, open) => {
    await expect(once(open(), 'close')).rejects.toThrow(BEYOND);
  });

  it('is stopped: http and fetch', async () => {
    const request = http.get(`http://${ELSEWHERE}/`);
    await expect(once(request, 'response')).rejects.toThrow(BEYOND);
    await expect(fetch(`https://${ELSEWHERE}/`).catch((error: unknown) => (error as Error).cause)).resolves.toMatchObject({
      message: expect.stringMatching(BEYOND),
    });
  });

  it('is stopped: names', async () => {
    await expect(promisify(lookup)('example.com')).rejects.toThrow(BEYOND);
    await expect(lookupByPromise('example.com')).rejects.toThrow(BEYOND);
    await expect(promisify(resolveTxt)('example.com')).rejects.toThrow(BEYOND);
    await expect(dnsPromises.resolve('example.com', 'MX')).rejects.toThrow(BEYOND);
    const resolver = new Resolver();
    await expect(promisify(resolver.resolve4.bind(resolver))('example.com')).rejects.toThrow(BEYOND);
  });

  it('is stopped: datagrams', () => {
    const socket = dgram.createSocket('udp4');
    expect(() => socket.send('x', 53, ELSEWHERE)).toThrow(BEYOND);
    socket.close();
  });
});

describe('a test that stays on the machine', () => {
  it('is left alone', async () => {
    const server = http.createServer((_, response) => response.end('here'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    await expect(fetch(`http://127.0.0.1:${port}/`).then(async (answer) => answer.text())).resolves.toBe('here');
    await expect(fetch(`http://localhost:${port}/`).then(async (answer) => answer.text())).resolves.toBe('here');
    server.close();
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '[::1]', '::ffff:127.0.0.1', 'LOCALHOST', ''])('loopback is %j', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['10.0.0.1', '128.0.0.1', 'localhost.example.com', '127.0.0.1.example.com', '::2', '0.0.0.0'])('loopback is not %j', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
