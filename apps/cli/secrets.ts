// `countersign secrets new`: the secrets that a new installation on AWS begins with, printed, or put where COUNTERSIGN_SECRETS says. Those that
// are in use are never replaced: every link that was sent would end.
import { randomBytes } from 'node:crypto';
import { estateConfig } from '#apps/config.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { print } from './print.ts';

const NAMES = ['token', 'code', 'web', 'id'] as const;
const SECRET_BYTES = 32;

export async function secrets(args: readonly string[]): Promise<number> {
  const { positionals } = argumentsOf(args, {});
  if (positionals.join(' ') !== 'new') throw new UsageProblem('Say new: secrets are only ever made.');
  const { secrets: id } = estateConfig();
  const made = Object.fromEntries(NAMES.map((name) => [name, randomBytes(SECRET_BYTES).toString('hex')]));
  if (id !== undefined) return putInto(id, made);
  print(JSON.stringify(made));
  console.error(
    'Put this into the secret of the installation in AWS Secrets Manager, and keep a copy in a safe place: whoever loses it loses every link that was sent. With COUNTERSIGN_SECRETS it is put there and not shown.',
  );
  return 0;
}

async function putInto(id: string, made: Readonly<Record<string, string>>): Promise<number> {
  const { secretCalled } = await import('./kept-secret.ts');
  const kept = secretCalled(id);
  const before = await kept.read();
  const known = before === undefined ? {} : objectIn(before);
  if (!known) return complain(`The secret ${id} holds something that is no JSON object. Nothing was changed: empty it, or name another.`);
  const found = NAMES.filter((name) => Object.hasOwn(known, name));
  if (found.length > 0) {
    const rest = found.length === NAMES.length ? 'They are in use' : 'Complete it by hand';
    return complain(
      `The secret ${id} holds ${found.join(', ')} already. Nothing was changed. ${rest}: replacing them would end every link that was sent.`,
    );
  }
  await kept.put(JSON.stringify({ ...known, ...made }));
  print(`The secret ${id} holds ${NAMES.join(', ')} now. Functions that run already see them within minutes.`);
  return 0;
}

/** What else it holds stays, such as the keys of the chats. @returns undefined for what is no object */
function objectIn(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}
