// `countersign api-token`: tokens with which a program reads what one person may see, through the read API of an installation on AWS.
import { plus } from '#core/time.ts';
import { apiTokens, type ApiToken } from '#stores/api-tokens.ts';
import { directory } from '#stores/directory.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation, type Installation } from './installation.ts';
import { print, printJson } from './print.ts';
import { tenantCalled } from './tenant-called.ts';

const OPTIONS = { days: { type: 'string', default: '90' }, json: { type: 'boolean', default: false } } as const;
const MOST_DAYS = 3_650;

type Asked = { readonly of: readonly string[]; readonly days: number; readonly isJson: boolean };
type Action = { readonly words: number; readonly carryOut: (found: Installation, asked: Asked) => Promise<number> };

const ACTIONS: Readonly<Record<string, Action>> = {
  add: { words: 2, carryOut: add },
  list: { words: 1, carryOut: list },
  end: { words: 1, carryOut: end },
};

export async function apiToken(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const [name = '', ...of] = positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action?.words !== of.length) throw new UsageProblem('Say for which tenant and address to add one, whose to list, or which to end.');
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new UsageProblem(`--days is a number from 1 to ${MOST_DAYS}.`);
  const asked = { of, days, isJson: values.json };
  return withInstallation(name === 'list' ? 'read' : 'write', async (found) => action.carryOut(found, asked));
}

async function add(found: Installation, { of: [id = '', email = ''], days, isJson }: Asked): Promise<number> {
  const tenant = await tenantCalled(found, id);
  const person = await directory(found.table).member(email);
  if (person?.tenant !== tenant.id)
    throw new UsageProblem(`${email} is no address of ${tenant.name}; a token reads what one of its people may see.`);
  const expiresAt = plus(found.now(), { days });
  const { token, id: name } = await tokensIn(found).make({ tenant: tenant.id, email: person.email, expiresAt });
  if (isJson) printJson({ id: name, tenant: tenant.id, email: person.email, expiresAt, token });
  else {
    print(token);
    console.error(
      `This is the only time that it is shown. It reads what ${person.email} may see, until ${expiresAt}; countersign api-token end ${name} ends it.`,
    );
  }
  return 0;
}

async function list(found: Installation, { of: [id = ''], isJson }: Asked): Promise<number> {
  const tenant = await tenantCalled(found, id);
  const known = await tokensIn(found).ofTenant(tenant.id);
  for (const one of known) {
    const state = stateOf(one, found);
    if (isJson) printJson({ ...one, state });
    else print(`${one.id}  ${one.email}  ${one.madeAt} to ${one.expiresAt}  ${state}`);
  }
  if (known.length === 0 && !isJson) print(`${tenant.name} has no tokens.`);
  return 0;
}

async function end(found: Installation, { of: [id = ''] }: Asked): Promise<number> {
  const ended = await tokensIn(found).end(id);
  if (!ended) throw new UsageProblem(`There is no token ${id} in ${found.place}; countersign api-token list TENANT shows them.`);
  print(
    ended.endedAt === null
      ? `Ended: ${id} of ${ended.email} reads nothing any more.`
      : `Nothing changed: ${id} was ended on ${ended.endedAt}.`,
  );
  return 0;
}

function tokensIn({ table, now }: Installation) {
  return apiTokens(table, { now });
}

function stateOf({ endedAt, expiresAt }: ApiToken, { now }: Installation): 'live' | 'ended' | 'over' {
  if (endedAt !== null) return 'ended';
  return now() < expiresAt ? 'live' : 'over';
}
