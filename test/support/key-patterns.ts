// Every kind of key in the one table, and whether it begins with a tenant: what the access of a role can be held to (`dynamodb:LeadingKeys`).
import type { Key } from '#core/ports.ts';

type Pattern = { readonly pk: RegExp; readonly sk: RegExp };

const TENANT = '[a-z0-9][a-z0-9-]*';
const ENVELOPE = 'CS-[0-9A-Z]{5}-[0-9A-Z]{5}';
const HASH = '[0-9a-f]{64}';
const DAY = '\\d{4}-\\d{2}-\\d{2}';
const TIME = `${DAY}T[\\d:.]+Z`;
const CHANNEL = '(email|web|slack|teams)';
const PLATFORM = '(slack|teams)';

/** Rows of one tenant. */
export const TENANT_KEYS: Readonly<Record<string, Pattern>> = {
  'accounts of its people (leads)': ofTenant('ACCT', `[^#]*#${PLATFORM}#.+`),
  'daily anchors': ofTenant('ANCHORS', `(A#${DAY}|H#${HASH}#\\d{6})`),
  'tokens of the read API (leads)': ofTenant('API', '[0-9a-f]{12}'),
  absences: ofTenant('AWAY', `[^#]+#${TIME}`),
  cards: ofTenant(`CARD#${ENVELOPE}`, `${PLATFORM}#.+`),
  'one-time codes': ofTenant(`CODES#${ENVELOPE}`, '(sender|r\\d+)'),
  'dead letters': ofTenant('DEAD', '.+#\\d{6}'),
  'the record': ofTenant(`E#${ENVELOPE}`, 'C#\\d{6}'),
  'effects of an envelope': ofTenant(`FX#${ENVELOPE}`, '(\\d{6}\\.\\d{3}#.+|answer#.+|card#.+)'),
  'effects of a request': ofTenant(`FX#${CHANNEL}/.+`, '\\d{3}#.+'),
  'installations (leads)': ofTenant('INST', `${PLATFORM}#.+`),
  members: ofTenant('MEMBERS', '[^#]+@[^#]+'),
  'envelopes of a person': ofTenant('P#[^#]+', ENVELOPE),
  policies: ofTenant('POLICY', '\\d{7}'),
  'preferred channels': ofTenant('PREF', '[^#]+@[^#]+'),
  quotas: ofTenant('QUOTA', `(LIMITS|MINUTE|SENT#${DAY}#\\d{5})`),
  'reminders of a day': ofTenant('RD#[^#]+', `${DAY}#\\d{2}`),
};

/** Rows that find a tenant, or work to be done: of many tenants, or known before the tenant is. */
export const OTHER_KEYS: Readonly<Record<string, Pattern>> = {
  accounts: { pk: whole(`ACCT#${PLATFORM}#.+`), sk: whole('.+') },
  addresses: { pk: whole('ADDR#[^#]+@[^#]+'), sk: whole('OWNER') },
  'tokens of the read API': { pk: whole(`API#${HASH}`), sk: whole('TOKEN') },
  'where cards stand': { pk: whole(`CARD#${PLATFORM}#${HASH}`), sk: whole('CARD') },
  'dead requests': { pk: whole('DEAD'), sk: whole(`${CHANNEL}#.+#\\d{6}`) },
  domains: { pk: whole('DOM#[^#]+'), sk: whole('OWNER') },
  'due times': { pk: whole('DUE'), sk: whole(`${TIME}#${TENANT}#${ENVELOPE}#\\d+`) },
  requests: { pk: whole(`IN#${CHANNEL}#.+`), sk: whole('REQUEST') },
  'index of open requests': { pk: whole('INP#[0-9a-f]'), sk: whole(`${CHANNEL}#.+`) },
  installations: { pk: whole(`INST#${PLATFORM}`), sk: whole('.+') },
  'one-time links': { pk: whole(`ONCE#${HASH}`), sk: whole('CODE') },
  /** One partition a tenant, that enumerates its envelopes. */
  registry: { pk: whole(`REG#${TENANT}`), sk: whole(ENVELOPE) },
  tenants: { pk: whole('TENANTS'), sk: whole(TENANT) },
  'links of people': { pk: whole(`TK#${HASH}`), sk: whole('TOKEN') },
  pointers: { pk: whole('U#[0-9a-f]'), sk: whole(`(C#${TENANT}#${ENVELOPE}#\\d{6}|A#${CHANNEL}#.+|R#${TENANT}#.+#\\d{6})`) },
};

/** Of an earlier version: they may lie in a table still, and nobody writes them any more. */
const FORMER_KEYS: Readonly<Record<string, Pattern>> = { 'due times of a tenant': ofTenant('DUE', ENVELOPE) };

const ALL = Object.entries({ ...TENANT_KEYS, ...OTHER_KEYS, ...FORMER_KEYS });

/** @returns the kinds that a key may be of: one, for a key that is known */
export function kindsOf({ pk, sk }: Key): readonly string[] {
  return ALL.filter(([, pattern]) => pattern.pk.test(pk) && pattern.sk.test(sk)).map(([kind]) => kind);
}

/** @param partition what follows `T#tenant#` */
function ofTenant(partition: string, sort: string): Pattern {
  return { pk: whole(`T#${TENANT}#${partition}`), sk: whole(sort) };
}

function whole(text: string): RegExp {
  return new RegExp(`^${text}$`, 'u');
}
