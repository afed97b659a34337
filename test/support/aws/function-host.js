// Holds one bundled function as Lambda would: a process of its own with its own settings, called with one event at a time. Names are looked
// up by whoever started it, since there is no resolver that knows them.
import { Resolver } from 'node:dns/promises';
import '../only-loopback.js';

const asked = new Map();
const now = Date.now;
let later = Number(process.argv[3]);
Date.now = () => now() + later;
let serial = 0;

Resolver.prototype.resolve = async function resolve(name, type) {
  serial += 1;
  const id = serial;
  const answer = new Promise((settle, fail) => asked.set(id, { settle, fail }));
  process.send({ is: 'name', id, name, type });
  return answer;
};

const { handler } = await import(process.argv[2]);
process.on('message', (message) => void heard(message));

async function heard(message) {
  if (message.is === 'later') {
    later = message.ms;
    return;
  }
  if (message.is === 'name') {
    const { settle, fail } = asked.get(message.id);
    asked.delete(message.id);
    return message.records ? settle(message.records) : fail(Object.assign(new Error(message.why), { code: message.code }));
  }
  try {
    process.send({ is: 'answer', id: message.id, value: await handler(message.event) });
  } catch (fault) {
    // As Lambda tells of it.
    const told = { errorType: String(fault?.name), errorMessage: String(fault?.message) };
    process.send({ is: 'fault', id: message.id, why: String(fault?.stack ?? fault), told });
  }
}
process.send({ is: 'ready' });
