// Loaded before a tool of others: whatever address it would listen on, it is reached from this machine only, and it reaches no other.
import net from 'node:net';

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function listenHere(first, ...rest) {
  if (typeof first !== 'number') return listen.call(this, first, ...rest);
  const isNamed = typeof rest[0] === 'string';
  return listen.call(this, first, '127.0.0.1', ...(isNamed ? rest.slice(1) : rest));
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectHere(...args) {
  const [options] = args.flat();
  const host = typeof options === 'object' && options !== null && !options.path ? (options.host ?? '') : '';
  if (['', 'localhost', '127.0.0.1', '::1'].includes(host)) return connect.apply(this, args);
  // Refused by the port where nobody listens: an error that every caller is prepared for.
  return connect.call(this, { host: '127.0.0.1', port: 1 });
};
