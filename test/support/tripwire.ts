// No test reaches beyond this machine. What tries to fails at once, and fails its test even where the code under test swallows the error.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { afterEach } from 'vitest';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const attempts: string[] = [];

/** The attempts so far, forgotten by this call: for the test of the tripwire itself. */
export function takeAttempts(): string[] {
  return attempts.splice(0);
}

afterEach(() => {
  const made = takeAttempts();
  if (made.length > 0) throw new Error(made.join('\n'));
});

export function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  return bare === '' || bare === 'localhost' || bare === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(bare);
}

function tripped(what: string): Error {
  const sentence = `A test tried to reach beyond this machine (${what}); tests talk to loopback only: inject a stand-in.`;
  attempts.push(sentence);
  return new Error(sentence);
}

/** Puts `make(original)` in the original's place, with the symbols that util.promisify looks for. */
function wrap(target: object, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') return;
  const guard = make(original as AnyFunction);
  for (const symbol of Object.getOwnPropertySymbols(original)) Reflect.set(guard, symbol, Reflect.get(original, symbol));
  Reflect.set(target, name, guard);
}

/** Socket.connect takes (options), (port, host?), (path) or, from net.connect, an array of those; http gives `path: null` with the host. */
function hostOf(args: unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: unknown; path?: unknown };
    return typeof path !== 'string' && typeof host === 'string' ? host : '';
  }
  const isPort = typeof first === 'number' || /^\d+$/.test(String(first));
  return isPort && typeof second === 'string' ? second : '';
}

function connectGuard(original: AnyFunction): AnyFunction {
  return function connect(this: unknown, ...args) {
    const host = hostOf(args);
    if (isLoopback(host)) return original.apply(this, args);
    return (this as net.Socket).destroy(tripped(`a connection to ${host}`));
  };
}

/** Throws where a promise is awaited, calls back where a callback waits, as the wrapped function would. */
function nameGuard(name: string, isAllowed: (self: unknown, asked: string) => boolean): (original: AnyFunction) => AnyFunction {
  return (original) =>
    function guarded(this: unknown, ...args) {
      const asked = String(args[0]);
      if (isAllowed(this, asked)) return original.apply(this, args);
      const error = tripped(`dns.${name} of ${asked}`);
      const callback = args.at(-1);
      if (typeof callback !== 'function') return Promise.reject(error);
      queueMicrotask(() => (callback as (error: Error) => void)(error));
      return undefined;
    };
}

/** A resolver that a test has pointed at its own name server on loopback is free; the machine's own never is. */
const machineServers = dns.getServers().join();
function asksLoopback(self: unknown): boolean {
  if (!(self instanceof dns.Resolver || self instanceof dns.promises.Resolver)) return false;
  const servers = self.getServers();
  return servers.join() !== machineServers && servers.every((server) => isLoopback(server.replace(/:\d+$/, '')));
}

wrap(net.Socket.prototype, 'connect', connectGuard);

for (const target of [dns, dns.promises]) {
  const names = Object.keys(target).filter((name) => /^(lookup|resolve|reverse)/.test(name));
  for (const name of names)
    wrap(
      target,
      name,
      nameGuard(name, (_, asked) => isLoopback(asked)),
    );
}
for (const target of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  const names = [...Object.getOwnPropertyNames(target), ...Object.getOwnPropertyNames(Object.getPrototypeOf(target))];
  for (const name of new Set(names.filter((one) => /^(resolve|reverse)/.test(one)))) wrap(target, name, nameGuard(name, asksLoopback));
}

for (const name of ['send', 'connect']) {
  wrap(
    dgram.Socket.prototype,
    name,
    (original) =>
      function guarded(this: unknown, ...args) {
        const host = args.slice(1).find((one) => typeof one === 'string') ?? '';
        if (typeof host === 'string' && !isLoopback(host)) throw tripped(`a datagram to ${host}`);
        return original.apply(this, args);
      },
  );
}

syncBuiltinESMExports();
