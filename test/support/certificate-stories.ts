// Envelopes as certificates show them: one with two people, in English or German, and one of people from all over.
import { consentText } from '#core/consent.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Happened, SealJob } from '#core/sealing.ts';
import { attestation, instant, sealJob } from './seal-job.ts';

const PRESENTED = Buffer.from('%PDF-1.7 of no more than its length\n'.repeat(2300));
const BEA = { name: 'Bea Sommer', email: 'bea@contoso.test' };
const DANA = { name: 'Dana Novak', email: 'dana.novak@fabrikam.test' };
const LUKASZ = { name: 'Łukasz Żółć', email: 'lukasz@northwind.test' };

const at = (time: string) => instant(`2026-11-24T${time}.000Z`);

const HAPPENED: readonly Happened[] = [
  { at: at('09:00:00'), what: 'sent', who: BEA },
  { at: at('09:00:02'), what: 'asked-to-sign', who: DANA },
  { at: at('09:00:02'), what: 'asked-to-sign', who: LUKASZ },
  { at: at('09:47:30'), what: 'opened', who: DANA },
  { at: at('10:04:11'), what: 'signed', who: DANA },
  { at: at('14:31:09'), what: 'signed', who: LUKASZ },
  { at: at('14:31:09'), what: 'completed' },
];

export function twoPeople(language: 'en' | 'de', over: Partial<SealJob> = {}): SealJob {
  const { proof } = phrasesFor(language);
  const consent = { consentText: consentText(language === 'de' ? 'sign/de/1' : 'sign/en/2') ?? '' };
  return sealJob(PRESENTED, {
    language,
    title: language === 'de' ? 'Rahmenvertrag über Dienstleistungen 2027' : 'Master Services Agreement 2027',
    attestations: [
      attestation({
        ...DANA,
        typedName: DANA.name,
        proof: proof({ how: 'page', done: 'sign', code: DANA.email }),
        at: at('10:04:11'),
        ...consent,
      }),
      attestation({
        ...LUKASZ,
        proof: proof({ how: 'reply', from: LUKASZ.email, domain: 'northwind.test' }),
        at: at('14:31:09'),
        ...consent,
      }),
    ],
    timeline: HAPPENED,
    at: at('14:31:12'),
    ...over,
  });
}

export const FROM_ALL_OVER: readonly (readonly [name: string, email: string])[] = [
  ['محمد بن راشد', 'rashid@dubai.test'],
  ['山田 太郎', 'yamada@tokyo.test'],
  ['Дмитрий Иванов', 'ivanov@sofia.test'],
  ['김철수', 'kim@seoul.test'],
  ['שרה כהן', 'cohen@haifa.test'],
  ['张伟', 'zhang@wuhan.test'],
  ['Ελένη Παπαδοπούλου', 'eleni@patras.test'],
  ['अनुष्का शर्मा', 'sharma@pune.test'],
];

export function fromAllOver(people = FROM_ALL_OVER): SealJob {
  return sealJob(PRESENTED, {
    title: 'Joint venture agreement · عقد شراكة · 共同事業契約',
    attestations: people.map(([name, email]) => attestation({ name, email, typedName: name })),
    timeline: people.map(([name, email]) => ({ at: at('10:04:11'), what: 'signed', who: { name, email } })),
  });
}
