// The proof of an act: one English sentence on the record, told in the language of whoever reads it.
import { describe, expect, test } from 'vitest';
import { english } from '#core/phrases/en/english.ts';
import { german } from '#core/phrases/de/german.ts';
import type { Proof } from '#core/phrases/proof.ts';
import { proofIn } from '#core/proof.ts';

const CHAT = {
  how: 'chat',
  platform: 'Microsoft Teams',
  email: 'max@northwind.test',
  isMember: true,
  isConfirmed: true,
  card: null,
} as const;
const DONE = ['sign', 'approve', 'acknowledge', 'disclose', 'decline', 'withdraw', 'dispute', 'other'] as const;

const PROOFS: readonly Proof[] = [
  { how: 'reply', from: 'dana@fabrikam.test', domain: 'mail.fabrikam.test' },
  ...DONE.map((done) => ({ how: 'page', done, code: null }) as const),
  ...DONE.map((done) => ({ how: 'page', done, code: 'dana@fabrikam.test' }) as const),
  CHAT,
  { ...CHAT, platform: 'Slack', isMember: false, isConfirmed: false, card: '0123456789abcdef' },
];

describe('a proof', () => {
  test.each(PROOFS)('is told in German with everything that the record says of it: %j', (proof) => {
    const recorded = english.proof(proof);
    const told = proofIn(german, recorded);
    expect(told).toBe(german.proof(proof));
    expect(told).not.toBe(recorded);
    expect(proofIn(english, recorded)).toBe(recorded);
    for (const value of Object.values(proof).filter((one) => typeof one === 'string' && /[@.]|^[0-9a-f]{16}$/.test(one)))
      expect(told).toContain(value);
  });

  test.each([
    [
      'Signed on the document’s page after opening the document; a one-time code sent to dana@fabrikam.test was entered. The code re-proves the mailbox; it is no second factor.',
      'Unterschrieben auf der Seite des Dokuments, nachdem es geöffnet worden war; dabei wurde ein Einmalcode eingegeben, der an dana@fabrikam.test gesendet wurde. Der Code weist das Postfach noch einmal nach; er ist kein zweiter Faktor.',
    ],
    [
      'Replied by e-mail from max@northwind.test; the message carried a valid DKIM signature of northwind.test and came to a reply address made for this person alone.',
      'Per E-Mail geantwortet von max@northwind.test; die Nachricht trug eine gültige DKIM-Signatur von northwind.test und kam an eine Antwortadresse, die nur für diese Person gemacht wurde.',
    ],
    [
      'Acted in Slack as max@northwind.test, a full member of the linked organisation whose address the platform confirms. The card shown had the fingerprint 0123456789abcdef.',
      'Gehandelt in Slack, als Vollmitglied der verbundenen Organisation, unter der Adresse max@northwind.test, die die Plattform bestätigt. Die gezeigte Karte hatte den Fingerabdruck 0123456789abcdef.',
    ],
  ])('that was written long ago is still understood: %s', (recorded, told) => {
    expect(proofIn(german, recorded)).toBe(told);
  });

  test.each(['(erased)', 'Done on the document’s page.', 'Replied by e-mail from a b; the message', ''])(
    'that is none of ours stays as it is: “%s”',
    (other) => {
      expect(proofIn(german, other)).toBe(other);
    },
  );
});
