// One line of the product's language: what each command takes, and what is told back instead of being guessed.
import { describe, expect, it } from 'vitest';
import { bound, ID, ids, line, mailbox, MISTYPED, OTHER_ID } from './line-kit.ts';

type Case = readonly [text: string, means: Partial<Record<string, unknown>>];
const DANA = mailbox('dana@fabrikam.example');
const BOB = mailbox('bob@fabrikam.example');
const U1 = { kind: 'mention', id: 'U1', name: 'dana' } as const;
const THIS = { kind: 'this' } as const;

describe('send', () => {
  const nothing = { what: null, steps: [], cc: [], by: null, message: '' };
  it.each<Case>([
    ['send', nothing],
    ['send to', nothing],
    ['send to dana@fabrikam.example', { ...nothing, steps: [[DANA]] }],
    ['send this to dana@fabrikam.example', { what: THIS, steps: [[DANA]] }],
    ['send last to me', { what: { kind: 'last' }, steps: [[{ kind: 'me' }]] }],
    ['send this', { what: THIS, steps: [] }],
    [
      'send "Letter to Dana by Omar" to dana@Fabrikam.Example.',
      { what: { kind: 'title', title: 'Letter to Dana by Omar' }, steps: [[DANA]] },
    ],
    ['send mutual nda to <@U1|dana>', { what: { kind: 'template', name: 'mutual nda' }, steps: [[U1]] }],
    ['send letter to landlord to dana@fabrikam.example', { what: { kind: 'template', name: 'letter to landlord' }, steps: [[DANA]] }],
    ['send nda by friday', { what: { kind: 'template', name: 'nda' }, steps: [], by: '2026-11-27' }],
    ['send to dana@fabrikam.example and bob@fabrikam.example', { steps: [[DANA, BOB]] }],
    ['send to dana@fabrikam.example, then bob@fabrikam.example', { steps: [[DANA], [BOB]] }],
    ['send to dana@fabrikam.example -> bob@fabrikam.example', { steps: [[DANA], [BOB]] }],
    [
      'send to <@U1|dana> <@U2> & <!subteam^S1|@legal>',
      { steps: [[U1, { kind: 'mention', id: 'U2' }, { kind: 'group', id: 'S1', name: 'legal' }]] },
    ],
    [
      'send to Dana Ruiz <dana@fabrikam.example>; "Lee, Bob" <bob@fabrikam.example>',
      {
        steps: [
          [
            { ...DANA, name: 'Dana Ruiz' },
            { ...BOB, name: 'Lee, Bob' },
          ],
        ],
      },
    ],
    [
      'send to <at id="7">Dana Ruiz</at> cc <at>Bob</at>',
      { steps: [[{ kind: 'mention', id: '7', name: 'Dana Ruiz' }]], cc: [{ kind: 'mention', id: 'Bob', name: 'Bob' }] },
    ],
    ['send to dana@fabrikam.example, cc bob@fabrikam.example, by tomorrow', { cc: [BOB], by: '2026-11-25' }],
    ['send to dana@fabrikam.example by in 2 weeks cc me', { cc: [{ kind: 'me' }], by: '2026-12-08' }],
    [
      'send to dana@fabrikam.example by 2027-01-19 -- please sign to the end, by hand',
      { by: '2027-01-19', message: 'please sign to the end, by hand' },
    ],
    ['send to dana@fabrikam.example — please\nuntil noon', { message: 'please\nuntil noon' }],
    ['send -- please', { steps: [], message: 'please' }],
  ])('%j', (text, expected) => {
    expect(line(text)).toMatchObject({ verb: 'send', ...expected });
  });

  it.each<Case>([
    ['send this to dana', { ambiguous: 'who', text: 'dana' }],
    ['send nda to dana@fabrikam', { ambiguous: 'who' }],
    ['send to dana@fabrikam.example and', { ambiguous: 'who' }],
    ['send to dana@fabrikam.example then by friday', { ambiguous: 'who' }],
    ['send to dana@fabrikam.example cc Bob', { ambiguous: 'who', text: 'Bob' }],
    ['send to dana@fabrikam.example please', { ambiguous: 'who', text: 'please' }],
    ['send dana@fabrikam.example the nda', { ambiguous: 'who', text: 'dana@fabrikam.example the nda' }],
    ['send to <dana@fabrikam>', { ambiguous: 'who' }],
    ['send "nda" v2 to dana@fabrikam.example', { ambiguous: 'extra', text: 'v2' }],
    ['send to dana@fabrikam.example by soon', { ambiguous: 'when', text: 'soon' }],
    ['send to dana@fabrikam.example by 4 hours', { ambiguous: 'when' }],
    ['send to dana@fabrikam.example by 2026-11-23', { ambiguous: 'when' }],
    ['send to dana@fabrikam.example by 05/06/2027', { ambiguous: 'when' }],
    ['send to dana@fabrikam.example by next friday', { ambiguous: 'when' }],
    [`send to ${Array.from({ length: 60 }, (_, n) => `<@U${n}>`).join(' ')}`, { ambiguous: 'who' }],
  ])('%j is told back', (text, expected) => {
    expect(line(text)).toMatchObject({ ...expected, suggestions: ['send'] });
  });

  it('takes the writer for "me" when it is known who writes', () => {
    const me = { name: 'Omar Haddad', email: 'omar@acme.example' };
    expect(line('send this to me', { me })).toMatchObject({ steps: [[{ kind: 'mailbox', ...me }]] });
  });
});

describe('a target', () => {
  it.each<Case>([
    [`status ${ID}`, { target: ids(ID) }],
    [`status #${ID.toLowerCase()}`, { target: ids(ID) }],
    [`status ${ID.slice(3)}`, { target: ids(ID) }],
    [`status ${ID.replaceAll('-', '').toLowerCase()}?`, { target: ids(ID) }],
    [`status of the ${ID}`, { target: ids(ID) }],
    [`status ${ID} and ${OTHER_ID}`, { target: ids(ID, OTHER_ID) }],
    [`status ${ID}, ${OTHER_ID}`, { target: ids(ID, OTHER_ID) }],
    ['status this', { target: THIS }],
    ['status last', { target: { kind: 'last' } }],
    ['status “Mutual NDA”', { target: { kind: 'title', title: 'Mutual NDA' } }],
    ['status standard', { target: { kind: 'title', title: 'standard' } }],
    ['where is the CS-team contract?', { target: { kind: 'title', title: 'CS-team contract' } }],
    ['status', { target: null }],
    ['status of', { target: { kind: 'title', title: 'of' } }],
    [ID, { target: ids(ID) }],
  ])('%j', (text, expected) => {
    expect(line(text)).toMatchObject({ verb: 'status', ...expected });
  });

  it('says that an id was mistyped instead of taking another request', () => {
    for (const wrong of [MISTYPED, MISTYPED.slice(3), MISTYPED.toLowerCase(), 'CS-7K3F-2QXA', 'CS-12']) {
      for (const text of [
        `status ${wrong}`,
        `void ${wrong} wrong file`,
        `approve ${wrong}`,
        `remind ${wrong}`,
        `delegate ${wrong} to <@U1>`,
        `snooze ${wrong}`,
        `comment ${wrong} x`,
        `reassign ${wrong}`,
        wrong,
      ])
        expect(bound(text)).toMatchObject({ ambiguous: 'id-check', text: wrong });
    }
    expect(line(`void ${ID} and ${MISTYPED} twice`)).toMatchObject({ ambiguous: 'id-check', text: MISTYPED });
  });

  it('is the request of the thread where none is named', () => {
    for (const text of ['status', 'why', 'mute', 'resume', 'download', 'remind', 'withdraw', 'snooze', 'decline', 'share here'])
      expect(bound(text)).toMatchObject({ target: THIS });
  });
});

describe('the other commands', () => {
  it.each<Case>([
    [`decline ${ID} sent to the wrong person`, { verb: 'decline', target: ids(ID), reason: 'sent to the wrong person' }],
    [`decline ${ID} and the rest is wrong too`, { verb: 'decline', target: ids(ID), reason: 'and the rest is wrong too' }],
    [`decline ${ID}\nbecause of clause 4`, { verb: 'decline', reason: 'of clause 4' }],
    [`void ${ID} since who needs it?`, { verb: 'void', reason: 'since who needs it?' }],
    ['decline because: too late', { verb: 'decline', target: null, reason: ': too late' }],
    ['decline:wrong file', { verb: 'decline', target: null, reason: 'wrong file' }],
    ['decline - wrong file', { verb: 'decline', reason: 'wrong file' }],
    ['decline "Mutual NDA": wrong file', { verb: 'decline', target: { kind: 'title', title: 'Mutual NDA' }, reason: 'wrong file' }],
    ['decline this is wrong', { verb: 'decline', target: null, reason: 'this is wrong' }],
    ['decline last page is missing', { verb: 'decline', target: null, reason: 'last page is missing' }],
    ['decline this because it is wrong', { verb: 'decline', target: THIS, reason: 'it is wrong' }],
    [`void ${ID}: replaced by approve ${OTHER_ID}`, { verb: 'void', target: ids(ID), reason: `replaced by approve ${OTHER_ID}` }],
    [`withdraw ${ID} because I misread clause 4`, { verb: 'withdraw', reason: 'I misread clause 4' }],
    [`dispute ${ID} I never signed`, { verb: 'dispute', reason: 'I never signed' }],
    [`comment ${ID}: where is annex 2?`, { verb: 'comment', target: ids(ID), text: 'where is annex 2?' }],
    ['ask where is annex 2?', { verb: 'comment', target: null, text: 'where is annex 2?' }],
    [`delegate ${ID} to <@U1|dana> because I am away`, { verb: 'delegate', to: U1, reason: 'I am away' }],
    ['delegate this to dana@fabrikam.example: away', { verb: 'delegate', target: THIS, to: DANA, reason: 'away' }],
    [`delegate ${ID} dana@fabrikam.example`, { verb: 'delegate', to: DANA, reason: '' }],
    [`delegate ${ID}`, { verb: 'delegate', to: null }],
    [
      `reassign ${ID} from dana@fabrikam.example to bob@fabrikam.example because she left`,
      { verb: 'reassign', from: DANA, to: BOB, reason: 'she left' },
    ],
    [`reassign ${ID} dana@fabrikam.example to bob@fabrikam.example`, { verb: 'reassign', from: DANA, to: BOB }],
    ['correct this from dana@fabrikam.example to bob@fabrikam.example', { verb: 'correct', target: THIS, from: DANA, to: BOB }],
    [`reassign ${ID}`, { verb: 'reassign', from: null, to: null }],
    ['remind all', { verb: 'remind', target: { kind: 'all' }, person: null }],
    ['remind all requests', { verb: 'remind', target: { kind: 'all' }, person: null }],
    [`remind ${ID} to dana@fabrikam.example`, { verb: 'remind', target: ids(ID), person: DANA }],
    ['remind this <@U1|dana>', { verb: 'remind', target: THIS, person: U1 }],
    ['remind', { verb: 'remind', target: null, person: null }],
    [`resend ${ID} to dana@fabrikam.example`, { verb: 'resend', person: DANA }],
    ['snooze 2 days', { verb: 'snooze', target: null, until: { days: 2 } }],
    [`snooze ${ID} for 36 hours`, { verb: 'snooze', target: ids(ID), until: { hours: 36 } }],
    ['snooze this until monday', { verb: 'snooze', target: THIS, until: { date: '2026-11-30' } }],
    ['snooze until today', { verb: 'snooze', until: { date: '2026-11-24' } }],
    ['snooze until tuesday', { verb: 'snooze', until: { date: '2026-12-01' } }],
    ['snooze until 1 December 2026.', { verb: 'snooze', until: { date: '2026-12-01' } }],
    ['snooze', { verb: 'snooze', until: null }],
    [`extend ${ID} by 2 weeks`, { verb: 'extend', until: { days: 14 } }],
    ['extend to 2027-01-19', { verb: 'extend', until: { date: '2027-01-19' } }],
    ['mute all', { verb: 'mute', target: null }],
    [`mute ${ID}`, { verb: 'mute', target: ids(ID) }],
    ['share here', { verb: 'share', target: null }],
    [`share ${ID} here`, { verb: 'share', target: ids(ID) }],
    ['share this here', { verb: 'share', target: THIS }],
    ['list', { verb: 'list', which: null, text: '' }],
    ['inbox mine nda', { verb: 'list', which: 'mine', text: 'nda' }],
    ['list nda', { verb: 'list', which: null, text: 'nda' }],
    ['templates lease', { verb: 'templates', text: 'lease' }],
    ['verify this file', { verb: 'verify', target: { kind: 'title', title: 'this file' } }],
    ['whoami', { verb: 'link' }],
    ['help', { verb: 'help', about: null }],
    ['? nudge', { verb: 'help', about: 'remind' }],
    ['help me please', { verb: 'help', about: null }],
    ['', { verb: 'home' }],
    ['/sign', { verb: 'home' }],
    [' /countersign ', { verb: 'home' }],
    ['<!channel>', { verb: 'home' }],
    ['approve last', { verb: 'approve', target: { kind: 'last' } }],
    [`sign ${ID}.`, { verb: 'sign', target: ids(ID), words: `sign ${ID}.` }],
    ['approve "Ready?"', { verb: 'approve', target: { kind: 'title', title: 'Ready?' } }],
    [`approve ${ID} & ${OTHER_ID}`, { verb: 'approve', target: ids(ID, OTHER_ID) }],
  ])('%j', (text, expected) => {
    expect(line(text)).toMatchObject(expected);
  });

  it.each<Case>([
    [`delegate ${ID} to Bob`, { ambiguous: 'who' }],
    [`delegate ${ID} to bob@fabrikam.example if he agrees`, { ambiguous: 'who' }],
    [`delegate ${ID} to bob@fabrikam.example, dana@fabrikam.example`, { ambiguous: 'who' }],
    [`reassign ${ID} from Bob to dana@fabrikam.example`, { ambiguous: 'who' }],
    [`reassign ${ID} from bob@fabrikam.example to Dana`, { ambiguous: 'who' }],
    [`reassign ${ID} to bob@fabrikam.example because he can`, { ambiguous: 'who' }],
    [`remind ${ID} to Bob`, { ambiguous: 'who', text: 'to Bob' }],
    ['remind me tomorrow', { ambiguous: 'extra', text: 'tomorrow' }],
    ['remind all of them', { ambiguous: 'extra' }],
    ['resend Bob', { ambiguous: 'who' }],
    ['snooze until later', { ambiguous: 'when', text: 'later' }],
    ['extend 0 days', { ambiguous: 'when' }],
    ['mute the noise', { ambiguous: 'extra' }],
    [`share ${ID} there`, { ambiguous: 'extra', text: 'there' }],
    ['settings please', { ambiguous: 'extra', text: 'please' }],
    [`status ${ID} now`, { ambiguous: 'extra', text: 'now' }],
    ['void? not sure', { ambiguous: 'question', suggestions: ['void'] }],
    ['decline?', { ambiguous: 'question' }],
    ['remind all?', { ambiguous: 'question' }],
    [`delegate ${ID} to bob@fabrikam.example?`, { ambiguous: 'question' }],
    ['reassign from me to bob@fabrikam.example?', { ambiguous: 'question' }],
  ])('%j is told back', (text, expected) => {
    expect(line(text)).toMatchObject(expected);
  });

  it('keeps a long reason to 500 characters', () => {
    const read = line(`decline ${ID}\n${'too long '.repeat(50)}\n${'and longer '.repeat(40)}`);
    expect(read).toMatchObject({ verb: 'decline', reason: expect.stringMatching(/^too long [^]{480,490}…$/) });
  });
});
