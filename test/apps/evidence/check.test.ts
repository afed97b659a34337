// Single checks of a bundle where a whole one is not needed: what people pressed and saw in a chat, the anchors, the record in a PDF, and
// what is no bundle at all.
import { describe, expect, test } from 'vitest';
import { anchorOf } from '#core/anchor.ts';
import { canonical } from '#core/canonical.ts';
import { commitOf, eventsOf, publicRecord } from '#core/chain.ts';
import type { Command } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import type { PublicRecord, Stream } from '#core/record.ts';
import { coveringAnchors } from '#apps/evidence/anchor-file.ts';
import { packed, unpacked, type Members } from '#apps/evidence/archive.ts';
import { checkActs } from '#apps/evidence/check-acts.ts';
import { bundleCode, checkBundle } from '#apps/evidence/check-bundle.ts';
import { checkDocuments } from '#apps/evidence/check-documents.ts';
import { checkAnchors, type ReadLedger } from '#apps/evidence/check-ledger.ts';
import { FILES, pathOf } from '#apps/evidence/layout.ts';
import { random } from '#apps/world/hashing.ts';
import { body, command, ENVELOPE, INES, MAX, OLIVIA, person, r, sha256, TENANT } from '../../support/build.ts';
import { run } from '../../support/spec.ts';

/** With nonces of its own each time, as a real one. */
function streamAfter(...commands: readonly Command[]): Stream {
  return commands.reduce<Stream>(
    (stream, each) => {
      const { decision, state } = run(fold(stream), each);
      if (!decision.ok || state.status === 'none') throw new Error(`The history itself was refused at ${each.type}.`);
      const roleOf = (recipient: string) => state.recipients.find(({ id }) => id === recipient)?.role;
      const commit = commitOf({ stream, events: decision.events, key: each.key, writer: 'w', recordedAt: each.at, roleOf, random, sha256 });
      return { version: commit.version, commits: [...stream.commits, commit] };
    },
    { version: 0, commits: [] },
  );
}

const bytes = (text: string) => new TextEncoder().encode(text);
const NO_STAMP = () => ({ ok: false, why: 'There is none.' }) as const;
const NO_MAIL = async () => ({ ok: false, why: 'there is none' }) as const;

const CARD = bytes('{"card":"as it was shown"}');
const CARD_HASH = sha256('{"card":"as it was shown"}');
const PRESS = canonical({ platform: 'slack', seen: { card: CARD_HASH, copy: `northwind/cards/${CARD_HASH}`, version: 3 } });

function approval(): EnvelopeEvent {
  const evidence = { kind: 'slack', reference: sha256(PRESS), proof: '' } as const;
  const approve = { ...body.approve(r(1)), evidence };
  const events = eventsOf(streamAfter(command(OLIVIA, body.draft()), command(OLIVIA, body.send), command(person(MAX.email), approve)));
  const approved = events.find(({ event }) => event.type === 'approved')?.event;
  if (!approved) throw new Error('Nothing was approved.');
  return approved;
}

describe('an act in a chat', () => {
  const members = (press: string, card: Uint8Array | undefined): Members =>
    new Map([[pathOf.act(sha256(PRESS)), bytes(press)], ...(card ? [[pathOf.card(CARD_HASH), card] as const] : [])]);
  const resultsOf = async (given: Members) =>
    (await checkActs(given, [approval()], NO_MAIL)).map(({ result, sentence }) => `${result}: ${sentence}`);

  test('is proven by the press as it came in, and by the card that was seen', async () => {
    expect(await resultsOf(members(PRESS, CARD))).toEqual([
      expect.stringMatching(/^holds: “approved” of r1 at \S+ is proven by the action in Slack/),
      expect.stringMatching(/^holds: The card that was seen .* is the one that the proof names/),
    ]);
  });

  test.each([
    ['another press', members(`${PRESS} `, CARD), /^fails: The proof of “approved” .* is not the one that the record names/],
    ['no press', new Map(), /^fails: The proof of “approved” .* is missing/],
    ['another card', members(PRESS, bytes('{}')), /^fails: The card .* is another than the proof names/],
    ['no card', members(PRESS, undefined), /^unchecked: The card .* is not kept any more/],
  ])('is told apart with %s', async (_, given, said) => {
    expect((await resultsOf(given)).at(-1)).toMatch(said);
  });
});

function ledger(): ReadLedger {
  const stream = streamAfter(
    command(OLIVIA, body.draft()),
    command(OLIVIA, body.send),
    command(person(MAX.email), body.approve(r(1))),
    command(person(INES.email), body.sign(r(2))),
  );
  return { ledger: { envelope: ENVELOPE, tenant: TENANT, stream }, events: eventsOf(stream).map(({ event }) => event) };
}

describe('the anchors', () => {
  const read = ledger();
  const { stream } = read.ledger;
  const head = { envelope: ENVELOPE, version: 2, head: stream.commits[1]?.hash ?? sha256('') };
  const other = { envelope: 'CS-00000-00000' as typeof ENVELOPE, version: 1, head: sha256('other') };
  const anchor = anchorOf({ tenant: TENANT, day: '2026-11-24', previous: null, heads: [head, other] }, sha256);
  const covering = coveringAnchors(ENVELOPE, [{ anchor, changed: [head, other] }], sha256);
  const check = (value: object, given = read) =>
    checkAnchors(new Map([[FILES.anchors, bytes(JSON.stringify(value))]]), given, { sha256, checkStamp: NO_STAMP });

  test('hold where the way from the head leads to the root', () => {
    expect(check(covering)).toEqual([
      expect.objectContaining({ result: 'holds', sentence: expect.stringContaining('Entry 2 is in the anchor of 2026-11-24, without') }),
    ]);
    expect(JSON.stringify(covering)).not.toContain(other.envelope);
  });

  test('do not where anything of them was changed, and a record that was written anew is told', () => {
    for (const [from, to] of [
      [anchor.root, sha256('x')],
      [anchor.hash, sha256('x')],
      [head.head, sha256('x')],
      ['2026-11-24', '2026-11-23'],
    ] as const)
      expect(check(JSON.parse(JSON.stringify(covering).replaceAll(from, to)))).toMatchObject([{ result: 'fails' }]);
    const anew = ledger();
    expect(check(covering, anew)).toMatchObject([{ result: 'fails', sentence: expect.stringContaining('written anew') }]);
    expect(check([])).toMatchObject([{ result: 'unchecked' }]);
    expect(check({})).toMatchObject([{ result: 'fails' }]);
  });
});

describe('a sealed PDF in a bundle', () => {
  const file = bytes('%PDF of the test');
  const base = ledger();
  const sealedEvent = { type: 'sealed', documents: [{ document: 'd1', sha256: sha256('%PDF of the test'), bytes: 16, pages: 1 }] } as const;
  const at = base.events[0]?.at;
  const read = {
    ...base,
    events: [...base.events, { ...sealedEvent, at, by: { seat: 'system', via: 'sealer' } } as unknown as EnvelopeEvent],
  };
  const record = publicRecord(base.ledger.stream, { envelope: ENVELOPE, tenant: TENANT });
  const check = async (inside: PublicRecord | undefined, trust: 'trusted' | 'unknown-issuer' = 'trusted') => {
    const seal = async () => ({ intact: true, signer: 'Seal', trust, why: null });
    const found = await checkDocuments(new Map([[pathOf.sealed(sha256('%PDF of the test')), file]]), read, {
      seal,
      record: async () => inside,
    });
    return {
      trust: found.trust,
      said: found.findings
        .filter(({ path }) => path?.startsWith('documents/sealed/'))
        .map(({ result, sentence }) => `${result}: ${sentence}`),
    };
  };

  test('carries the beginning of the ledger', async () => {
    const { said, trust } = await check({
      ...record,
      headers: record.headers.slice(0, 3),
      shared: record.shared.filter(({ version }) => version <= 3),
    });
    expect(said.at(-1)).toMatch(/^holds: .*seal vouches for entries 1 to 3\. Entries 4 to 4 came later/);
    expect(trust).toBe('trusted');
    expect((await check(record, 'unknown-issuer')).trust).toBe('unknown-issuer');
  });

  test.each<[string, PublicRecord | undefined, RegExp]>([
    ['no record', undefined, /carries no record/],
    ['that of another envelope', { ...record, tenant: 'other' as typeof TENANT }, /of another envelope/],
    [
      'other headers',
      { ...record, headers: record.headers.map((header) => ({ ...header, hash: sha256('x') })) },
      /Entry 1 of the record in the PDF is not that/,
    ],
    ['other words', { ...record, shared: record.shared.map((leaf) => ({ ...leaf, text: `${leaf.text} ` })) }, /What the PDF says of entry/],
    [
      'another name',
      {
        ...record,
        shared: record.shared.map((leaf) => ({
          ...leaf,
          beside: Object.fromEntries(Object.entries(leaf.beside).map(([hash, kept]) => [hash, { ...kept, value: 'x' }])),
        })),
      },
      /What the PDF says of entry/,
    ],
  ])('with %s inside is told', async (_, inside, said) => {
    expect((await check(inside)).said.at(-1)).toMatch(said);
  });
});

describe('what is no bundle', () => {
  const parts = {
    pdf: {
      seal: async () => ({ intact: false, signer: null, trust: 'unknown-issuer', why: null }) as const,
      record: async () => undefined,
    },
    checkMail: NO_MAIL,
    checkStamp: NO_STAMP,
    sha256,
  };

  test.each([
    ['no zip', bytes('hello')],
    ['an empty zip', packed(new Map())],
    ['a zip with another ledger', packed(new Map([[FILES.ledger, bytes('{"format":"countersign-ledger/1"}')]]))],
  ])('is answered all the same: %s', async (_, bundle) => {
    const check = await checkBundle({ bundle }, parts);
    expect([bundleCode(check), check.envelope]).toEqual([1, null]);
  });

  test('a zip with two files of one name is refused', () => {
    const zip = Buffer.from(
      packed(
        new Map([
          ['a.json', bytes('1')],
          ['b.json', bytes('2')],
        ]),
      ),
    );
    const twice = Buffer.from(zip.toString('latin1').replaceAll('b.json', 'a.json'), 'latin1');
    expect(unpacked(twice)).toMatchObject({ ok: false, why: 'The zip holds two files called a.json.' });
  });

  test('without any seal nobody vouches for it', async () => {
    const { findings, trust } = await checkDocuments(new Map(), ledger(), parts.pdf);
    expect([trust, findings[0]?.result]).toEqual(['nobody', 'unchecked']);
    expect(bundleCode({ envelope: null, trust, findings })).toBe(3);
  });
});
