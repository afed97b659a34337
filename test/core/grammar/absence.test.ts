// Until when an absence notice says that someone is away: forms that mean one day, in six languages, and those that mean none.
import { describe, expect, test } from 'vitest';
import { dayBack } from '#core/grammar/absence.ts';

/** A Wednesday. */
const TODAY = '2026-11-25';

describe('the day back', () => {
  test.each([
    ['I am out of the office until 3 December 2026.', '2026-12-03'],
    ['Out of office until December 3rd.', '2026-12-03'],
    ['I will be away till 2026-12-03 with no access to mail', '2026-12-03'],
    ['Thank you for your message. I will be back on Monday, 7 December.', '2026-12-07'],
    ['I am on leave until Monday.', '2026-11-30'],
    ['I am on leave until Monday the 7th of December', '2026-12-07'],
    ['I am away until Wednesday.', '2026-12-02'],
    ['I return to the office on 4 January and will answer then.', '2027-01-04'],
    ['I am travelling through Dec 4, 2026', '2026-12-05'],
    ['I am away from 26 November to 2 December', '2026-12-02'],
    ['Back tomorrow.', '2026-11-26'],
    ['I am away until 13/12/2026', '2026-12-13'],
    ['I am away until 12/13/2026', '2026-12-13'],
    ['I am away until 12/12/26', '2026-12-12'],
    ['Ich bin bis 3. Dezember 2026 nicht im Büro.', '2026-12-03'],
    ['Ich bin bis zum 03.12.2026 abwesend', '2026-12-03'],
    ['Ich bin bis 3.12. im Urlaub.', '2026-12-03'],
    ['Ich bin bis einschließlich 3. Dezember nicht erreichbar', '2026-12-04'],
    ['Ab dem 4. Januar bin ich wieder für Sie da.', '2027-01-04'],
    ['Ich bin bis Montag abwesend.', '2026-11-30'],
    ['Je suis absent jusqu’au 3 décembre 2026.', '2026-12-03'],
    ['Je serai de retour le lundi 7 décembre.', '2026-12-07'],
    ['Je suis en congé du 20 novembre au 4 décembre inclus.', '2026-12-05'],
    ['Estaré fuera de la oficina hasta el 3 de diciembre de 2026.', '2026-12-03'],
    ['Vuelvo el lunes 7 de diciembre', '2026-12-07'],
    ['Sono fuori ufficio fino al 3 dicembre.', '2026-12-03'],
    ['Rientro lunedì', '2026-11-30'],
    ['Ik ben afwezig tot en met 3 december 2026.', '2026-12-04'],
    ['Ik ben vanaf maandag 7 december weer bereikbaar op kantoor. Terug op 7 december', '2026-12-07'],
    ['I am away until 3 December. Ich bin bis 3. Dezember abwesend.', '2026-12-03'],
    ['I am away until 3 December and back on 4 December.', '2026-12-04'],
  ])('%s → %s', (notice, day) => expect(dayBack(notice, TODAY)).toBe(day));

  test.each([
    'I am out of the office and will answer when I can.',
    'I am away until 3/12/2026.',
    'I am away until the end of the week.',
    'I was away until 3 November 2026.',
    'I am away until 20 November.',
    'I am away until 31 February.',
    'I am away until Monday 31 February.',
    'I am away until 3 December 2036.',
    'I am away until 3 Smarch.',
    'I am away until 3 December, then from 8 December until 12 December.',
    'I am back on 3 December, and then back on 8 December.',
    'Please call 555 0100 until then.',
    '',
  ])('says nothing of: %s', (notice) => expect(dayBack(notice, TODAY)).toBeUndefined());

  test('is found in a long notice without long thought, and not looked for at its far end', () => {
    expect(dayBack('from '.repeat(20_000), TODAY)).toBeUndefined();
    expect(dayBack(`${'away until soon '.repeat(2_000)} until 3 December`, TODAY)).toBeUndefined();
  });
});
