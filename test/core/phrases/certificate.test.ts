// The certificate's words in both languages: what happened, how many acted, what level was reached, what is not shown.
import { describe, expect, test } from 'vitest';
import { german } from '#core/phrases/de/german.ts';
import { english } from '#core/phrases/en/english.ts';
import type { SealLevel } from '#core/sealing.ts';

const { certificate: en } = english;
const { certificate: de } = german;
const LEVELS: readonly SealLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

describe('what happened', () => {
  test.each(Object.entries(en.happened))('%s is a sentence of its own in both languages', (what, said) => {
    const told = { who: 'Ana', whom: 'Bo' };
    const inGerman = Object.entries(de.happened).find(([key]) => key === what)?.[1](told);
    expect(said(told)).toMatch(/^[A-Z].*\.$/);
    expect(inGerman).toMatch(/^[A-Z].*\.$/);
    expect(inGerman).not.toBe(said(told));
  });
  test('no two are told alike', () => {
    for (const { happened } of [en, de]) {
      const sentences = Object.values(happened).map((said) => said({ who: 'Ana', whom: 'Bo' }));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });
  test('in whose place someone acted is said only where there is one', () => {
    const alone = { who: 'Ana', whom: '' };
    const acts = (say: typeof en) => [say.happened.signed(alone), say.happened.acknowledged(alone)];
    expect(acts(en)).toEqual(['Ana signed.', 'Ana confirmed to have read it.']);
    expect(acts(de)).toEqual(['Ana hat unterschrieben.', 'Ana hat bestätigt, es gelesen zu haben.']);
    expect(de.happened.signed({ who: 'Ana', whom: 'Bo' })).toBe('Ana hat unterschrieben, im Auftrag von Bo.');
    expect(de.happened.acknowledged({ who: 'Ana', whom: 'Bo' })).toBe('Ana hat bestätigt, es gelesen zu haben, im Auftrag von Bo.');
  });
});

test.each([
  [{ signed: 1, read: 0 }, '1 person signed', '1 Person hat unterschrieben'],
  [{ signed: 2, read: 0 }, '2 people signed', '2 Personen haben unterschrieben'],
  [{ signed: 0, read: 1 }, '1 person confirmed to have read it', '1 Person hat bestätigt, es gelesen zu haben'],
  [
    { signed: 3, read: 2 },
    '3 people signed, 2 people confirmed to have read it',
    '3 Personen haben unterschrieben, 2 Personen haben bestätigt, es gelesen zu haben',
  ],
  [
    { signed: 0, read: 0 },
    'Everyone who was needed inside the organisation has acted',
    'Alle, die in der Organisation gebraucht wurden, haben gehandelt',
  ],
])('%j is summed up', (counts, inEnglish, inGerman) => {
  expect([en.status.summary(counts), de.status.summary(counts)]).toEqual([inEnglish, inGerman]);
});

test('one is not “1 people”, and not “1 entries”', () => {
  expect(en.signatures.intro(1)).toContain('The person below has signed');
  expect(en.signatures.intro(2)).toContain('The 2 people below have signed');
  expect(de.signatures.intro(1)).toContain('Die unten genannte Person hat');
  expect(de.signatures.intro(2)).toContain('Die 2 unten genannten Personen haben');
  const one = { format: 'countersign-record/1', commits: 1, shared: 1 };
  expect([en.record(one), de.record(one)]).toEqual([
    'countersign-record/1: 1 entry, 1 shared event',
    'countersign-record/1: 1 Eintrag, 1 gemeinsames Ereignis',
  ]);
  const more = { ...one, commits: 2, shared: 3 };
  expect([en.record(more), de.record(more)]).toEqual([
    'countersign-record/1: 2 entries, 3 shared events',
    'countersign-record/1: 2 Einträge, 3 gemeinsame Ereignisse',
  ]);
});

describe('the seal’s level', () => {
  test('each says something else, and only B-B that nobody confirmed the time', () => {
    for (const say of [en, de]) expect(new Set(LEVELS.map((level) => say.levels[level])).size).toBe(LEVELS.length);
    expect(LEVELS.map((level) => en.limits({ level, isLocal: false }).join(' ').includes('not confirmed by an independent'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(de.limits({ level: 'B-B', isLocal: false }).join(' ')).toContain('Keine unabhängige Zeitstempelstelle bestätigt sie');
    expect(de.limits({ level: 'B-T', isLocal: false }).join(' ')).toContain('bestätigt nur, wann das Siegel entstand');
  });
  test('a local issuer is a limit of its own', () => {
    for (const say of [en, de])
      expect(say.limits({ level: 'B-B', isLocal: true }).length).toBe(say.limits({ level: 'B-B', isLocal: false }).length + 1);
  });
});

test('a document that was signed before is told apart from a fresh one', () => {
  for (const say of [en, de]) {
    const told = (isAttached: boolean, isFilledIn = false) => say.process({ sender: 'Bea', isAttached, isFilledIn }).join(' ');
    expect(told(false, true)).not.toBe(told(false));
    expect(told(true)).not.toBe(told(false));
    expect(told(true)).toContain('Bea');
    const ways = (isAttached: boolean, url: string) => say.verify({ bytes: 4711, isAttached, url });
    expect(ways(true, '').length).toBe(ways(false, '').length + 1);
    expect(ways(false, 'https://x.test/verify').length).toBe(ways(false, '').length + 1);
    expect(ways(false, 'https://x.test/verify').join(' ')).toContain('https://x.test/verify');
    expect(ways(false, '').join(' ')).toContain('head -c 4711');
  }
  expect(en.process({ sender: 'Bea', isAttached: true, isFilledIn: false }).join(' ')).toContain('byte for byte');
  expect(de.process({ sender: 'Bea', isAttached: true, isFilledIn: false }).join(' ')).toContain('Byte für Byte');
});

test('what is put on a page is named, dated and, where it is listed, placed', () => {
  expect([en.marks.day('2026-11-05'), de.marks.day('2026-11-05')]).toEqual(['5 November 2026', '5. November 2026']);
  expect(en.marks.day('2026-00-05')).toBe('5  2026');
  expect([en.marks.signedBy('Ana'), de.marks.signedBy('Ana')]).toEqual(['Signed by Ana', 'Unterschrieben von Ana']);
  const where = { page: 3, name: 'Ana' };
  expect([en.marks.where(where), de.marks.where(where)]).toEqual(['Page 3, Ana', 'Seite 3, Ana']);
});

test('what is put in stands where it belongs', () => {
  expect([en.fileTitle('A'), de.fileTitle('A')]).toEqual(['Certificate of completion: A', 'Abschlusszertifikat: A']);
  expect([en.page({ number: 2, of: 5 }), de.page({ number: 2, of: 5 })]).toEqual(['2 of 5', '2 von 5']);
  expect([en.reference('CS-1'), de.reference('CS-1')]).toEqual(['Reference CS-1', 'Vorgang CS-1']);
  const sender = { name: 'Bea', organisation: 'Contoso' };
  expect([en.sentBy(sender), de.sentBy(sender)]).toEqual(['Sent by Bea, Contoso', 'Gesendet von Bea, Contoso']);
  expect([en.signatures.onBehalfOf('Bo'), de.signatures.onBehalfOf('Bo')]).toEqual(['on behalf of Bo', 'im Auftrag von Bo']);
  expect([en.status.lastAct('now'), de.status.lastAct('jetzt')]).toEqual(['Last act: now', 'Letzte Handlung: jetzt']);
  expect([en.quoted('I SIGN'), de.quoted('I SIGN')]).toEqual(['“I SIGN”', '„I SIGN“']);
  expect([en.agreedBy('Ana'), de.agreedBy('Ana')]).toEqual(['Agreed to by Ana:', 'Eingewilligt von Ana:']);
  expect([en.presented(7), de.presented(7)]).toEqual(['the first 7 bytes of the file', 'die ersten 7 Bytes der Datei']);
  expect([en.timesIn('UTC'), de.timesIn('UTC')]).toEqual(['Times are in UTC.', 'Die Zeiten sind in UTC.']);
  expect(en.timesIn('Asia/Tokyo')).toContain('Asia/Tokyo');
  expect(de.timesIn('Asia/Tokyo')).toContain('Asia/Tokyo');
});
