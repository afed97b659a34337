// The exact phrases by which an answer acts, for each seat, and everything that comes close.
import { describe, expect, it } from 'vitest';
import { readReply } from '#core/grammar/reply.ts';
import { NAMES, NO_ACTS } from './our-mail.ts';

type Case = readonly [reply: string, means: unknown];

describe('a recipient’s answer', () => {
  it.each<Case>([
    ['I SIGN', { verb: 'sign' }],
    ['i sign', { verb: 'sign' }],
    ['I SIGN.', { verb: 'sign' }],
    ['I SIGN !', { verb: 'sign' }],
    ['I\u00A0SIGN', { verb: 'sign' }],
    ['\uFEFFI SIGN\u200B', { verb: 'sign' }],
    [
      'Dear Mr Haddad,\n\nI SIGN\n\nKind regards,\nD. Ruiz\nHead of Legal, Fabrikam\n+31 20 555 0199\nhttps://fabrikam.example',
      { verb: 'sign' },
    ],
    ['Hello there\nI SIGN\nThanks, Dana', { verb: 'sign' }],
    ['I SIGN\nDana Ruiz - Chief Financial Officer', { verb: 'sign' }],
    ['I SIGN\n- Dana', { verb: 'sign' }],
    ['I APPROVE', { verb: 'approve' }],
    ['approve', { verb: 'approve' }],
    ['APPROVE.\n\nCheers\nDana', { verb: 'approve' }],
    ['DECLINE: clause 4', { verb: 'decline', reason: 'clause 4' }],
    ['decline - too late', { verb: 'decline', reason: 'too late' }],
    ['DECLINE – too late', { verb: 'decline', reason: 'too late' }],
    ['DECLINE: sent to the wrong person, I approve nothing of the kind', { ambiguous: 'mixed' }],
    ['DECLINE: first\nsecond\n\nThanks,\nDana', { verb: 'decline', reason: 'first\nsecond' }],
    ['DECLINE: what is this?\nI do not know you', { ambiguous: 'unclear' }],
    ['DECLINE:', { ambiguous: 'reason-missing' }],
    ['DECLINE: ...', { ambiguous: 'reason-missing' }],
    ['DECLINE.', { ambiguous: 'reason-missing' }],
    ['DECLINE\nbecause of clause 4', { ambiguous: 'mixed' }],
    ['DECLINE because of clause 4', { ambiguous: 'mixed' }],
    ['DELEGATE TO bob@Fabrikam.Example', { verb: 'delegate', to: 'bob@fabrikam.example', note: '' }],
    ['delegate to: <bob@fabrikam.example>: he knows it', { verb: 'delegate', to: 'bob@fabrikam.example', note: 'he knows it' }],
    ['DELEGATE TO bob@fabrikam.example<mailto:bob@fabrikam.example>.', { verb: 'delegate', to: 'bob@fabrikam.example', note: '' }],
    [
      'DELEGATE TO bob@fabrikam.example - he knows it\nI am away',
      { verb: 'delegate', to: 'bob@fabrikam.example', note: 'he knows it\nI am away' },
    ],
    ['DELEGATE TO Bob', { ambiguous: 'unclear' }],
    ['DELEGATE TO bob@fabrikam', { ambiguous: 'unclear' }],
    ['DELEGATE TO bob@fabrikam.example\nhe knows it', { ambiguous: 'mixed' }],
    ['DELEGATE TO bob@fabrikam.example: or I sign', { ambiguous: 'mixed' }],
    ['Status', { verb: 'status' }],
    ['STOP', { verb: 'stop' }],
    ['help!', { verb: 'help' }],
    ['QUESTION: does “I SIGN” bind us?', { verb: 'comment', text: 'does “I SIGN” bind us?' }],
    ['QUESTION:', { ambiguous: 'empty' }],
    ['Hi Omar,\nwhere is annex 2?\nDana', { verb: 'comment', text: 'Hi Omar,\nwhere is annex 2?\nDana' }],
    ['Please stop sending these to my old address.', { verb: 'comment', text: 'Please stop sending these to my old address.' }],
    ['', { ambiguous: 'empty' }],
    ['  \n\n ', { ambiguous: 'empty' }],
    ['SEND', { ambiguous: 'unclear' }],
    ['I SING', { ambiguous: 'unclear' }],
    ['aprove', { ambiguous: 'unclear' }],
    ['I SIGM', { ambiguous: 'unclear' }],
    ['STATUS\nand who is next', { ambiguous: 'mixed' }],
    ['I SIGN\nI SIGN', { ambiguous: 'mixed' }],
    ['I\nSIGN', { ambiguous: 'unclear' }],
    ['Hi, not I SIGN', { ambiguous: 'mixed' }],
    ['Hi but\nI SIGN', { ambiguous: 'mixed' }],
    ['I SIGN\nDana Ruiz\nExcluding Clause Four', { ambiguous: 'mixed' }],
    ['I SIGN\nDana Ruiz\nWill You Pay?', { ambiguous: 'mixed' }],
    ['I SIGN\n+31 20 555 0199', { ambiguous: 'mixed' }],
  ])('%j means %j', (reply, means) => {
    expect(readReply(reply, 'signer', NAMES)).toEqual(means);
  });

  it('parses both phrases for every role, since whether a role may act is for the rules', () => {
    for (const role of ['signer', 'approver', 'cc', 'sender'] as const) {
      expect(readReply('I SIGN', role, [])).toEqual({ verb: 'sign' });
      expect(readReply('I APPROVE', role, [])).toEqual({ verb: 'approve' });
    }
  });

  it.each(NO_ACTS)('%j decides nothing for anyone', (reply) => {
    for (const role of ['signer', 'approver', 'cc', 'sender'] as const) {
      const intent = readReply(reply, role, NAMES);
      expect('verb' in intent ? intent.verb : 'ambiguous').toMatch(/^(?:ambiguous|comment)$/);
    }
  });

  it('keeps a long reason to 500 characters', () => {
    const intent = readReply(`DECLINE: ${'too long '.repeat(50)}\n${'and longer '.repeat(40)}`, 'signer', []);
    expect(intent).toMatchObject({ verb: 'decline', reason: expect.stringMatching(/^too long [^]{480,490}…$/) });
  });

  it('does not act on a phrase whose mail was cut off', () => {
    expect(readReply(`I SIGN${'\n'.repeat(3000)}only if you pay`, 'signer', [])).toEqual({ ambiguous: 'mixed' });
  });
});

describe('the sender’s answer', () => {
  it.each<Case>([
    ['SEND', { verb: 'send' }],
    ['send.', { verb: 'send' }],
    ['Hi,\nSEND\nThanks', { verb: 'send' }],
    ['CANCEL', { verb: 'void', reason: '' }],
    ['CANCEL: wrong file', { verb: 'void', reason: 'wrong file' }],
    ['VOID: superseded by v2', { verb: 'void', reason: 'superseded by v2' }],
    ['VOID', { verb: 'void', reason: '' }],
    ['Cancel the meeting', { ambiguous: 'mixed' }],
    ['REMIND', { verb: 'remind', name: null }],
    ['remind all', { verb: 'remind', name: null }],
    ['REMIND Dana Ruiz', { verb: 'remind', name: 'Dana Ruiz' }],
    ['REMIND dana@fabrikam.example.', { verb: 'remind', name: 'dana@fabrikam.example' }],
    ['REMIND Dana when she is back on Monday', { ambiguous: 'mixed' }],
    ['STATUS', { verb: 'status' }],
    ['STOP', { verb: 'stop' }],
    ['expires: 30 days', { verb: 'change', lines: ['expires: 30 days'] }],
    [
      'signers: dana@fabrikam.example,\n  bob@fabrikam.example\nremind: weekly',
      { verb: 'change', lines: ['signers: dana@fabrikam.example,', '  bob@fabrikam.example', 'remind: weekly'] },
    ],
    ['expires: 30 days\nand be quick', { ambiguous: 'mixed' }],
    ['SEND it please', { ambiguous: 'mixed' }],
    ['send it', { ambiguous: 'mixed' }],
    ['SEND\nexpires: 30 days', { ambiguous: 'mixed' }],
    ['yes', { ambiguous: 'unclear' }],
    ['Go ahead', { ambiguous: 'unclear' }],
    ['The annex is on page 3.\nSTATUS', { ambiguous: 'mixed' }],
    ['Then I sign as well', { ambiguous: 'mixed' }],
    ['Yes, annex 2 is the one that we agreed on.', { verb: 'comment', text: 'Yes, annex 2 is the one that we agreed on.' }],
    ['QUESTION: who is Bob?', { verb: 'comment', text: 'who is Bob?' }],
  ])('%j means %j', (reply, means) => {
    expect(readReply(reply, 'sender', ['Omar Haddad'])).toEqual(means);
  });
});
