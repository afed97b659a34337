// What must never become a decision or a command, each with the reason for which it once did somewhere.
import { describe, expect, it } from 'vitest';
import { bound, ID, line, MISTYPED } from './line-kit.ts';

describe('a decision', () => {
  it('never strips the bare word sign, which is a verb', () => {
    expect(bound('sign')).toMatchObject({ verb: 'sign', target: { kind: 'this' } });
    expect(line(`/sign sign ${ID}`)).toMatchObject({ verb: 'sign' });
    expect(bound('sign approve')).toMatchObject({ ambiguous: 'approval' });
    expect(bound('/sign approve')).toMatchObject({ verb: 'approve', target: { kind: 'this' } });
    expect(line('/signature')).not.toHaveProperty('verb');
  });

  it.each([
    'approve',
    'Approve.',
    'APPROVED',
    'ok',
    'OK!',
    'okay',
    'yes',
    'lgtm',
    'accept',
    '+1',
    'I approve',
    '\uFF21\uFF30\uFF30\uFF32\uFF2F\uFF36\uFF25',
    'appr\u200Bove',
    '@Countersign approve',
  ])('%j is one as the whole line of a bound thread, and asks which request it means anywhere else', (text) => {
    expect(bound(text)).toMatchObject({ verb: 'approve', target: { kind: 'this' } });
    expect(line(text)).toMatchObject({ ambiguous: 'no-thread', suggestions: ['approve'] });
  });

  it.each([
    'OK, I will look tomorrow',
    'approved with changes',
    'approve? not yet',
    'approve?',
    'ok?',
    'yes please',
    'yes and no',
    'yes, but only page 2',
    'ok if Lee agrees',
    'not approved',
    'do not approve',
    "don't approve this",
    'never approve',
    'can I approve this?',
    'approve this if the price holds',
    'approve everything',
    'approve, please',
    'approve: yes',
    'approve!!',
    'approve. Not really.',
    'please approve',
    'please approve this',
    'pls sign',
    'Hi, approve',
    'hi ok',
    'hello, please sign this',
    '"approve"',
    '“approved”',
    '*approve*',
    '~approve~',
    '`approve`',
    '> approve',
    '> can you do it by Monday?\nok',
    'ok\n> can you do it by Monday?',
    'ok\nif you pay first',
    'approve\n\nbut not clause 4',
    '<@U999> approve',
    '@dana approve',
    'approve @dana',
    'signed',
    'sign me up',
    'sign here?',
    'review the second page',
    'I will sign',
    'I sign tomorrow',
    'Dana wrote: approve',
    '\u{1F44D}',
    'ok \u{1F44D}',
    '\u0430pprove',
    'sí',
    'ja',
    '同意',
    `approve ${ID}?`,
    `approve ${ID} but only page 2`,
    `approve ${ID} and more`,
    `approve ${ID},`,
    `approve ${ID}\nnot yet`,
    `please approve ${ID}`,
    `hi approve ${ID}`,
    `ok ${ID}`,
    `yes ${ID}`,
    `approved ${ID}`,
    `lgtm ${ID}`,
    `not ${ID} approve`,
    `approve ${ID} if this`,
  ])('%j is none', (text) => {
    for (const read of [bound(text), line(text), bound(`/sign ${text}`)]) {
      expect(read).not.toHaveProperty('verb', 'approve');
      expect(read).not.toHaveProperty('verb', 'sign');
    }
    if (!text.startsWith('>')) expect(bound(text)).toHaveProperty('ambiguous', 'approval');
  });

  it('needs a target or a thread, also as a verb', () => {
    for (const text of ['approve', 'approve this', 'sign', 'acknowledge', 'no', 'yes'])
      expect(line(text)).toMatchObject({ ambiguous: 'no-thread' });
    expect(line(`approve ${ID}`)).toMatchObject({ verb: 'approve', words: `approve ${ID}` });
  });

  it('is of nobody but the mention that is ours', () => {
    expect(bound('<@UBOT> approve', { bots: ['UBOT'] })).toMatchObject({ verb: 'approve' });
    expect(bound('Hey <at>Countersign</at>, approve')).toMatchObject({ verb: 'approve' });
    expect(bound('<@UBOT|sign> approve', { bots: ['SIGN'] })).toMatchObject({ verb: 'approve' });
    expect(bound('<@UBOT> please approve', { bots: ['UBOT'] })).toMatchObject({ ambiguous: 'approval' });
    expect(bound('<@UBOT> <@UBOT> approve', { bots: ['UBOT'] })).toMatchObject({ ambiguous: 'approval' });
    expect(bound('@countersigned approve')).toMatchObject({ ambiguous: 'approval' });
  });
});

describe('a sentence in a request’s thread', () => {
  it('that asks somebody else to decline or void does neither', () => {
    for (const text of ['please decline', 'Hi, please void: wrong file', '> void\nvoid: wrong file', 'please withdraw', 'pls remind all'])
      expect(bound(text)).toMatchObject({ ambiguous: 'question' });
    expect(bound('please help')).toMatchObject({ verb: 'help' });
  });

  it.each([
    'where is annex 2?',
    'cancel the meeting',
    'new version attached',
    'start without me',
    'waiting for Bob to return',
    'show me page 3',
    'check the second page',
    'forms are missing',
    'help me find annex 2',
    'link is broken',
    'question about clause 4',
    'stop sending these to my old address',
    'copy that',
    'share price fell',
    'ping Bob about it',
    'remind all of them',
    'snooze you lose',
    'config looks wrong',
    'thanks, got it',
    '',
  ])('%j runs no command without our name in front', (text) => {
    expect(bound(text)).toMatchObject({ unknown: text });
  });

  it.each([
    ['cancel: wrong file', { verb: 'void', reason: 'wrong file' }],
    ['cancel because the file is wrong', { verb: 'void' }],
    ['void the file is wrong', { verb: 'void', reason: 'the file is wrong' }],
    ['reject, wrong file', { verb: 'decline' }],
    ['question: where is annex 2?', { verb: 'comment', text: 'where is annex 2?' }],
    ['comment where is annex 2?', { verb: 'comment', text: 'where is annex 2?' }],
    ['/sign cancel the file is wrong', { verb: 'void', reason: 'the file is wrong' }],
    ['@countersign where is annex 2?', { verb: 'status' }],
    ['status?', { verb: 'status' }],
    ['help', { verb: 'help' }],
    ['help approve', { verb: 'help', about: 'approve' }],
    ['remind all', { verb: 'remind', target: { kind: 'this' } }],
    ['remind all requests', { verb: 'remind', target: { kind: 'all' } }],
    ['list mine', { verb: 'list' }],
    ['templates', { verb: 'templates' }],
    ['no', { verb: 'decline', target: { kind: 'this' }, reason: '' }],
  ])('%j still is one', (text, expected) => {
    expect(bound(text)).toMatchObject(expected);
  });
});

describe('what is nearly something', () => {
  it('standard is no id, nor is any word without a digit', () => {
    for (const word of ['standard', 'department', 'ABCDE-FGHJK'])
      expect(line(`status ${word}`)).toMatchObject({ target: { kind: 'title', title: word } });
    expect(line(`decline standard clauses are missing`)).toMatchObject({ reason: 'standard clauses are missing' });
  });

  it('an id with one wrong character hits nobody else’s request', () => {
    expect(bound(`void ${MISTYPED} wrong file`)).toMatchObject({ ambiguous: 'id-check', text: MISTYPED });
  });

  it.each([
    ['aprove', ['approve']],
    [`approv ${ID}`, ['approve']],
    ['declien', ['decline']],
    ['staus', ['status', 'send']],
    ['dlegate', ['delegate']],
    ['rmeind', ['remind']],
    ['xyzzy', []],
    ['x', []],
    ['antidisestablishmentarianism', []],
  ])('%j is suggested, never run', (text, suggestions) => {
    expect(line(text)).toEqual({ unknown: text, suggestions });
  });

  it('offers no more than three', () => {
    for (const text of ['rend', 'sen', 'chack', 'pind']) {
      const read = line(text);
      expect('suggestions' in read && read.suggestions.length).toBeLessThanOrEqual(3);
    }
  });

  it('other words that begin with a verb are no verb', () => {
    for (const text of ['sign-off sheet', 'checklist', 'helpful', 'signs', 'I/send']) expect(line(text)).not.toHaveProperty('verb');
  });

  it('a bare answer in other words is asked about', () => {
    for (const text of ['not yet', 'fine', 'nope']) expect(bound(text)).toMatchObject({ ambiguous: 'approval' });
  });
});
