// The exact phrases that move a request, take an act back or open a dispute, and those that a tenant adds in its own language.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalPhrases } from '#core/grammar/reply-phrases.ts';
import { readReply, readReplyIn } from '#core/grammar/reply.ts';
import { NAMES, NO_ACTS } from './our-mail.ts';

type Case = readonly [reply: string, means: unknown];
const ROLES = ['signer', 'approver', 'cc', 'sender'] as const;

describe('a recipient’s answer', () => {
  it.each<Case>([
    ['WITHDRAW', { verb: 'withdraw', reason: '' }],
    ['withdraw.', { verb: 'withdraw', reason: '' }],
    ['Hi Omar,\nWITHDRAW: I misread clause 4\nBest,\nDana', { verb: 'withdraw', reason: 'I misread clause 4' }],
    ['WITHDRAW my signature', { ambiguous: 'mixed' }],
    ['WITHDRAW\nbecause I misread clause 4', { ambiguous: 'mixed' }],
    ['WITHDRAW: may I?', { ambiguous: 'unclear' }],
    ['WITHDRAW: and then I sign again', { ambiguous: 'mixed' }],
    ['WITHDRAW:', { ambiguous: 'reason-missing' }],
    ['Withdrawal is not what I meant.', { verb: 'comment', text: 'Withdrawal is not what I meant.' }],
    ['DISPUTE: I never signed this', { verb: 'dispute', reason: 'I never signed this' }],
    ['DISPUTE: the signature is forged', { verb: 'dispute', reason: 'the signature is forged' }],
    ['DISPUTE', { ambiguous: 'reason-missing' }],
    ['DISPUTE resolution is missing', { ambiguous: 'mixed' }],
    ['SNOOZE 2 days', { verb: 'snooze', by: { days: 2 } }],
    ['snooze for 36 hours.', { verb: 'snooze', by: { hours: 36 } }],
    ['SNOOZE 1 week', { verb: 'snooze', by: { days: 7 } }],
    ['REMIND ME', { verb: 'remind-me' }],
    ['remind me again.', { verb: 'remind-me' }],
    ['REMIND ME\nnext week', { verb: 'comment', text: 'REMIND ME\nnext week' }],
    ['SNOOZE', { ambiguous: 'mixed' }],
    ['SNOOZE 2 days please', { ambiguous: 'mixed' }],
    ['SNOOZE 0 days', { ambiguous: 'mixed' }],
    ['SNOOZE 2 days\nI am away', { ambiguous: 'mixed' }],
    ['I ACKNOWLEDGE', { verb: 'acknowledge' }],
    ['i acknowledge!', { verb: 'acknowledge' }],
    ['I acknowledge receipt', { ambiguous: 'mixed' }],
    ['ACKNOWLEDGE', { verb: 'comment', text: 'ACKNOWLEDGE' }],
    ['RESUME', { ambiguous: 'unclear' }],
    ['RESEND', { ambiguous: 'unclear' }],
    ['EXTEND 14 days', { verb: 'comment', text: 'EXTEND 14 days' }],
  ])('%j means %j', (reply, means) => {
    expect(readReply(reply, 'signer', NAMES)).toEqual(means);
  });
});

describe('the sender’s answer', () => {
  it.each<Case>([
    [
      'REASSIGN dana@fabrikam.example TO bob@Fabrikam.Example',
      { verb: 'reassign', from: 'dana@fabrikam.example', to: 'bob@fabrikam.example' },
    ],
    ['reassign from Dana Ruiz to <bob@fabrikam.example>.', { verb: 'reassign', from: 'Dana Ruiz', to: 'bob@fabrikam.example' }],
    [
      'REASSIGN dana@fabrikam.example<mailto:dana@fabrikam.example> TO bob@fabrikam.example<mailto:bob@fabrikam.example>',
      { verb: 'reassign', from: 'dana@fabrikam.example', to: 'bob@fabrikam.example' },
    ],
    ['CORRECT dana@fabrikam.example TO dana@acme.example', { verb: 'correct', from: 'dana@fabrikam.example', to: 'dana@acme.example' }],
    ['REASSIGN Dana TO Bob', { ambiguous: 'mixed' }],
    ['REASSIGN to bob@fabrikam.example', { ambiguous: 'mixed' }],
    ['REASSIGN Dana who left us in May TO bob@fabrikam.example', { ambiguous: 'mixed' }],
    ['REASSIGN Dana TO bob@fabrikam.example if she agrees', { ambiguous: 'mixed' }],
    ['CORRECT the address please, it is wrong', { ambiguous: 'mixed' }],
    ['Correct, that is the one that we agreed on.', { verb: 'comment', text: 'Correct, that is the one that we agreed on.' }],
    ['RESEND', { verb: 'resend', name: null }],
    ['resend to Dana Ruiz', { verb: 'resend', name: 'Dana Ruiz' }],
    ['RESEND TO <dana@fabrikam.example>', { verb: 'resend', name: 'dana@fabrikam.example' }],
    ['RESEND Dana', { ambiguous: 'mixed' }],
    ['RESEND TO Dana when she is back', { ambiguous: 'mixed' }],
    ['EXTEND 14 days', { verb: 'extend', by: { days: 14 } }],
    ['extend by 2 weeks.', { verb: 'extend', by: { days: 14 } }],
    ['EXTEND', { ambiguous: 'mixed' }],
    ['EXTEND until Friday', { ambiguous: 'mixed' }],
    ['EXTEND 400 days', { ambiguous: 'mixed' }],
    ['Extend my thanks to everyone who helped.', { verb: 'comment', text: 'Extend my thanks to everyone who helped.' }],
    ['RESUME', { verb: 'resume' }],
    ['RESUME the process', { ambiguous: 'mixed' }],
    ['RESUME\nRESEND', { ambiguous: 'mixed' }],
    ['WITHDRAW', { ambiguous: 'mixed' }],
    ['DISPUTE: forged', { ambiguous: 'mixed' }],
    ['SNOOZE 2 days', { ambiguous: 'mixed' }],
  ])('%j means %j', (reply, means) => {
    expect(readReply(reply, 'sender', ['Omar Haddad'])).toEqual(means);
  });
});

describe('phrases of a tenant', () => {
  const phrases: LocalPhrases = {
    'ICH UNTERSCHREIBE': 'sign',
    'ICH GENEHMIGE': 'approve',
    'ICH LEHNE AB': 'decline',
    STAND: 'status',
    ' ': 'sign',
  };
  const read = (reply: string, role: (typeof ROLES)[number] = 'signer'): unknown => readReplyIn({ reply, role, names: NAMES, phrases });

  it.each<Case>([
    ['ICH UNTERSCHREIBE', { verb: 'sign' }],
    ['Hallo,\nich  unterschreibe.\nMit freundlichen Grüßen\nDana Ruiz', { verb: 'sign' }],
    ['Ich genehmige', { verb: 'approve' }],
    ['I SIGN', { verb: 'sign' }],
    ['Stand', { verb: 'status' }],
    ['ICH LEHNE AB: Seite 4 fehlt', { verb: 'decline', reason: 'Seite 4 fehlt' }],
    ['Ich lehne ab – zu spät', { verb: 'decline', reason: 'zu spät' }],
    ['ICH LEHNE AB', { ambiguous: 'reason-missing' }],
    ['ICH LEHNE AB: aber ich unterschreibe Seite 4', { ambiguous: 'mixed' }],
    ['Ich unterschreibe nicht', { ambiguous: 'mixed' }],
    ['Ich unterschreibe: ja', { ambiguous: 'unclear' }],
    ['Ich unterschreibe morgen, wenn alles da ist', { ambiguous: 'mixed' }],
    ['ICH UNTERSCHREIBE\nICH GENEHMIGE', { ambiguous: 'mixed' }],
    ['Der Stand ist alt.', { verb: 'comment', text: 'Der Stand ist alt.' }],
    ['genehmigt', { ambiguous: 'unclear' }],
  ])('%j means %j', (reply, means) => {
    expect(read(reply)).toEqual(means);
  });

  it('mean nothing to a tenant without them', () => {
    expect(readReply('ICH UNTERSCHREIBE', 'signer', NAMES)).toEqual({ ambiguous: 'unclear' });
  });

  it('are whole phrases: a word more, in a language that we know or not, asks', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäé'), minLength: 2, maxLength: 8 });
    const own: LocalPhrases = { ALLEKIRJOITAN: 'sign' };
    fc.assert(
      fc.property(word, fc.constantFrom(' ', '\n', ', '), fc.boolean(), (word, gap, isBefore) => {
        const reply = isBefore ? `${word}${gap}ALLEKIRJOITAN` : `ALLEKIRJOITAN${gap}${word}`;
        expect(readReplyIn({ reply, role: 'signer', names: [], phrases: own })).toHaveProperty('ambiguous');
      }),
    );
    expect(readReplyIn({ reply: 'ALLEKIRJOITAN', role: 'signer', names: [], phrases: own })).toEqual({ verb: 'sign' });
  });

  it.each(NO_ACTS.filter((reply) => reply !== 'ich unterschreibe'))('%j decides nothing with them either', (reply) => {
    for (const role of ROLES) {
      const intent = readReplyIn({ reply, role, names: NAMES, phrases });
      expect('verb' in intent ? intent.verb : 'ambiguous').toMatch(/^(?:ambiguous|comment)$/);
    }
  });
});
