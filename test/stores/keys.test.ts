// The keys under which rows lie: every one of a kind that is known, so that it is always clear which rows are one tenant's and which are not.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '#core/ids.ts';
import type { Item, Table } from '#core/ports.ts';
import { plus } from '#core/time.ts';
import { apiTokens } from '#stores/api-tokens.ts';
import { directory } from '#stores/directory.ts';
import { answerEffect } from '#stores/effect-row.ts';
import { installations } from '#stores/installations.ts';
import { oneTime } from '#stores/one-time.ts';
import { quotas } from '#stores/quotas.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, sha256, SENDER, T0, TENANT } from '../support/build.ts';
import { dispatchKit } from '../support/dispatch-kit.ts';
import { kindsOf, OTHER_KEYS, TENANT_KEYS } from '../support/key-patterns.ts';

const SEAT = { tenant: TENANT, envelope: ENVELOPE, seat: 'sender' } as const;

describe('a key', () => {
  it('is of one kind that is known, whichever store writes it, and there is no kind that none writes', async () => {
    const written = new Map<string, Item>();
    const kit = await dispatchKit({ wrap: (table) => noting(table, written) });
    await story(kit);
    await beside(kit);
    const kinds = [...written.values()].map((item) => [`${item.pk} / ${item.sk}`, kindsOf(item)] as const);
    expect(kinds.filter(([, found]) => found.length !== 1)).toEqual([]);
    expect(new Set(kinds.flatMap(([, found]) => found))).toEqual(new Set(Object.keys({ ...TENANT_KEYS, ...OTHER_KEYS })));
  });

  it('that an earlier version wrote is of a known kind too', () => {
    const folder = new URL('../fixtures/tables/', import.meta.url);
    const rows = readdirSync(folder).flatMap(
      (name) => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { rows: readonly Item[] }).rows,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => kindsOf(row).length !== 1).map(({ pk, sk }) => `${pk} / ${sk}`)).toEqual([]);
  });

  it('begins in the sources of the stores as one of the known does', () => {
    const folder = new URL('../../stores/', import.meta.url);
    const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const begun = sources.flatMap((text) => Array.from(text.matchAll(/[`'](T#\$\{\w+\}#[A-Z]+|[A-Z]+#)/gu), ([, start = '']) => start));
    const known = [...Object.values(TENANT_KEYS), ...Object.values(OTHER_KEYS)].map(({ pk, sk }) => `${pk.source} ${sk.source}`);
    const unknown = new Set(begun).values().filter((start) => !known.some((pattern) => beginning(start).test(pattern)));
    expect([...unknown]).toEqual([]);
    expect(begun.length).toBeGreaterThan(30);
  });

  it.each([
    [{ pk: 'T#acme#SECRET', sk: 'x' }, []],
    [{ pk: 'acme#POLICY', sk: '0000001' }, []],
    [{ pk: 'T#acme#POLICY', sk: '0000001' }, ['policies']],
  ])('such as %j is judged', (key, kinds) => {
    expect(kindsOf(key)).toEqual(kinds);
  });
});

/** Whether a pattern begins with it, whole: `T#${tenant}#P` is not yet `T#${tenant}#POLICY`. */
function beginning(start: string): RegExp {
  const [tenant, mark = ''] = start.split('}#');
  return mark === '' ? new RegExp(`[\\^(|]${tenant}`, 'u') : new RegExp(`\\*#${mark}(?![A-Z])`, 'u');
}

function noting(table: Table, written: Map<string, Item>): Table {
  const seen = (item: Item): Item => {
    written.set(`${item.pk} ${item.sk}`, item);
    return item;
  };
  return {
    ...table,
    putIfAbsent: async (item) => table.putIfAbsent(seen(item)),
    putIfVersion: async (item, expected) => table.putIfVersion(seen(item), expected),
    putIfNewer: async (item) => table.putIfNewer(seen(item)),
  };
}

type Kit = Awaited<ReturnType<typeof dispatchKit>>;

/** An envelope from its draft to its seal, and the day's walk. */
async function story(kit: Kit): Promise<void> {
  await kit.run(command(OLIVIA, body.draft()));
  await kit.run(command(OLIVIA, body.send));
  await kit.dispatcher.settle();
  kit.at({ days: 4 });
  await kit.dispatcher.tick();
  await kit.dispatcher.settle();
  await kit.run(command(person(MAX.email), body.approve(r(1)), { hours: 100 }));
  await kit.run(command(person(INES.email), body.sign(r(2)), { hours: 101 }));
  await kit.run(command(person(DANA.email, 'L2'), body.sign(r(3)), { hours: 102 }));
  await kit.dispatcher.settle();
  await kit.dispatcher.walk();
}

/** All that no envelope needs. */
async function beside(kit: Kit): Promise<void> {
  await directory(kit.table).addTenant({ id: 'acme' as TenantId, name: 'Acme', domains: ['acme.example'], zone: 'UTC' });
  await directory(kit.table).addPerson({ email: SENDER.email, name: SENDER.name, tenant: TENANT });
  await kit.policies.put(TENANT, { ...(await kit.policies.of(TENANT)), delegation: 'never' });
  await kit.absences.put(TENANT, { person: MAX.email, to: INES, from: T0, until: plus(T0, { days: 2 }) });
  await kit.reminderDays.take(TENANT, MAX.email, { day: '2026-11-24', most: 3, effect: 'one' });
  await kit.limits.set(TENANT, { envelopesPerDay: 5 });
  const shared = quotas({ table: kit.table, limits: kit.limits, machineNow: Date.now, isShared: true });
  await shared.waitFor(TENANT, { channel: 'web', key: 'one', generation: 1 });
  await chats(kit);
  await kit.codes.issue(SEAT);
  await kit.tokens.issue({ ...SEAT, purpose: 'page', generation: 0 });
  await oneTime(kit.table, { now: () => T0, randomHex: () => 'ab' }).make(TENANT, { hours: 1 });
  await apiTokens(kit.table, { now: () => T0 }).make({ tenant: TENANT, email: SENDER.email, expiresAt: plus(T0, { days: 1 }) });
  await kit.inbox.accept('email', 'mail-1', {});
  await deaths(kit);
}

async function chats({ table, accounts, cards }: Kit): Promise<void> {
  const place = { platform: 'slack', install: 'T1', tenant: TENANT, name: 'Northwind' } as const;
  await installations(table).put({ ...place, data: '{}', installedAt: T0 });
  await accounts.put({ ...place, user: 'U1', email: MAX.email, isEmailConfirmed: true, standing: 'member', checkedAt: T0 });
  await accounts.prefer(TENANT, MAX.email, 'slack');
  await cards.add({
    tenant: TENANT,
    envelope: ENVELOPE,
    channel: 'slack',
    shows: { as: 'shared', language: 'en' },
    posted: { ref: 'T1/D1/17.1', hash: sha256('shown') },
    version: 3,
    isGone: false,
  });
}

async function deaths({ effects, letters, pointers }: Kit): Promise<void> {
  const answer = { to: { name: 'Eve', email: 'eve@evil.test' }, channel: 'email', tenant: TENANT, say: { kind: 'not-a-member' } } as const;
  const effect = answerEffect(answer, { channel: 'email', key: 'mail-1', index: 0 });
  await effects.plan(effect);
  const claimed = await effects.claim(effect.key);
  if (claimed) await effects.dead(claimed, 'no such user');
  await letters.put({
    of: 'effect',
    tenant: TENANT,
    envelope: null,
    key: effect.key,
    kind: 'answer',
    to: null,
    died: 3,
    why: 'x',
    attempts: 1,
    at: 1,
  });
  await letters.put({ of: 'request', channel: 'email', key: 'mail-1', died: 3, why: 'x', attempts: 1, at: 1 });
  await pointers.put({ kind: 'answers', channel: 'email', key: 'mail-1' });
  await pointers.put({ kind: 'redrive', tenant: TENANT, envelope: ENVELOPE, effect: effect.key, died: 3 });
}
