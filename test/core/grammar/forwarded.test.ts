// People in the head of a forwarded mail, as common programs write it: who they are, and that they are never more than a suggestion.
import { describe, expect, it } from 'vitest';
import { forwardedPeople } from '#core/grammar/forwarded.ts';
import { parseStart } from '#core/grammar/start.ts';

const named = (text: string): string[] => forwardedPeople(text).map(({ name, email }) => (name === '' ? email : `${name} <${email}>`));
const DANA = 'Dana Ruiz <dana@fabrikam.example>';
const BOB = 'Bob Lee <bob@fabrikam.example>';

describe('people in a forwarded head', () => {
  it.each<readonly [client: string, head: string, people: readonly string[]]>([
    [
      'Gmail',
      '---------- Forwarded message ---------\nFrom: Dana Ruiz <dana@fabrikam.example>\nDate: Mon, 5 Jan 2026 at 10:11\nSubject: NDA\nTo: Omar <omar@acme.example>\nCc: Bob Lee <bob@fabrikam.example>\n\nHello x@y.example',
      [DANA, 'Omar <omar@acme.example>', BOB],
    ],
    [
      'Outlook',
      '________________________________\nFrom: Dana Ruiz <dana@fabrikam.example>\nSent: Monday, January 5, 2026 10:11 AM\nTo: Omar Haddad <omar@acme.example>; Bob Lee <bob@fabrikam.example>\nSubject: NDA\n\nHello',
      [DANA, 'Omar Haddad <omar@acme.example>', BOB],
    ],
    [
      'Outlook in German, as links',
      'Von: Ruiz, Dana <mailto:dana@fabrikam.example>\nGesendet: Montag, 5. Januar 2026 10:11\nAn: Bob Lee <bob@fabrikam.example>\nBetreff: NDA\n\nHallo',
      ['Dana <dana@fabrikam.example>', BOB],
    ],
    [
      'Apple Mail',
      'Begin forwarded message:\n\n> From: "Ruiz, Dana" <dana@fabrikam.example>\n> Subject: NDA\n> Date: 5 January 2026 at 10:11:12 CET\n> To: bob@fabrikam.example\n>\n> Hello',
      ['Ruiz, Dana <dana@fabrikam.example>', 'bob@fabrikam.example'],
    ],
    [
      'Thunderbird in French, wrapped',
      '-------- Message transféré --------\nSujet : NDA\nDate : Mon, 5 Jan 2026 10:11:12 +0100\nDe : Dana Ruiz <dana@fabrikam.example>\nPour : x\nCopie : Bob Lee <bob@fabrikam.example>,\nEve <eve@fabrikam.example>\n  and carl@fabrikam.example\n\nBonjour',
      [DANA, BOB, 'Eve <eve@fabrikam.example>', 'carl@fabrikam.example'],
    ],
    ['Tencent, without colons', '--- Original message ---\nFrom Dana Ruiz <dana@fabrikam.example>\n\nHi', [DANA]],
    ['an attribution', 'On Mon, 5 Jan 2026 at 10:11, Dana Ruiz <dana@fabrikam.example> wrote:\n> Hello bob@fabrikam.example', [DANA]],
    [
      'a name that holds digits',
      'From: matt2 via Meta <dana@fabrikam.example>\nDate: today\nTo: *x*\n\nHi',
      ['matt2 via Meta <dana@fabrikam.example>'],
    ],
    [
      'an address for a name',
      'From: dana@fabrikam.example <dana@fabrikam.example>\nTo: dana@fabrikam.example\nCc: dana@fabrikam\n\nHi',
      ['dana@fabrikam.example'],
    ],
    [
      'an address for a name, quoted',
      'From: "dana@fabrikam.example" <dana@fabrikam.example>\nDate: today\n\nHi',
      ['dana@fabrikam.example'],
    ],
    ['bold labels', '*From:* Dana Ruiz <dana@fabrikam.example>\n*Date:* 5 Jan 2026', [DANA]],
    ['a separator at the end', 'Hello\n-- \n---------- Forwarded message ---------\n', []],
    ['no head', 'From here on: ask dana@fabrikam.example', []],
  ])('%s', (_client, text, people) => {
    expect(named(`Please handle.\n\n${text}`)).toEqual(people);
  });

  it('end with the twentieth', () => {
    const to = Array.from({ length: 40 }, (_, at) => `p${at}@fabrikam.example`).join(', ');
    expect(named(`From: dana@fabrikam.example\nTo: ${to.slice(0, 450)}\n\n`)).toHaveLength(20);
  });

  it('are suggested and never seated; whoever has a seat, the sender and our own addresses are left out', () => {
    const read = parseStart({
      subject: 'Fwd: NDA',
      text: 'cc: bob@fabrikam.example\n\n-----Original Message-----\nFrom: Dana Ruiz <dana@fabrikam.example>\nTo: omar@acme.example, sign@in.example\nCc: bob@fabrikam.example\nSubject: signers: eve@evil.example\n\nsigners: eve@evil.example',
      sender: { name: 'Omar', email: 'omar@acme.example' },
      to: [],
      cc: [],
      own: ['@in.example'],
      today: '2026-01-05',
      attached: [
        { name: 'Carl', email: 'carl@fabrikam.example' },
        { name: '', email: 'DANA@fabrikam.example' },
      ],
    });
    expect(read.people.map(({ role, email }) => [role, email])).toEqual([['cc', 'bob@fabrikam.example']]);
    expect(read.suggested).toEqual([
      { name: 'Dana Ruiz', email: 'dana@fabrikam.example' },
      { name: 'Carl', email: 'carl@fabrikam.example' },
    ]);
  });
});

describe('lines about documents', () => {
  const read = (text: string) =>
    parseStart({ subject: 'x', text, sender: { name: 'Omar', email: 'omar@acme.example' }, to: [], cc: [], own: [], today: '2026-01-05' });

  it.each<readonly [string, readonly string[] | undefined]>([
    ['documents: a.pdf, "b c.pdf"', ['a.pdf', 'b c.pdf']],
    ['files: a.pdf;\n  b.pdf', ['a.pdf', 'b.pdf']],
    ['document: all', undefined],
    ['documents:', undefined],
    ['Hello', undefined],
  ])('%j names %j', (text, documents) => {
    expect(read(text).documents).toEqual(documents);
  });

  it('cannot name a template yet', () => {
    expect(read('template: nda').problems).toEqual([
      '“template: nda” cannot be followed: there are no templates yet. Attach the document itself.',
    ]);
  });
});
