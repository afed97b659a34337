// Classes of documents that are kept out, or unknown, or hinted at by a title.
import { describe, expect, test } from 'vitest';
import { ADMITTED_CLASSES, classHints, EXCLUDED_CLASSES, isKnownClass, sourceOf } from '#core/classes.ts';
import { body, command, OLIVIA } from '../../support/build.ts';
import { given } from '../../support/spec.ts';

const of = (documentClass: string) => command(OLIVIA, body.draft({ documentClass }));

test.each(EXCLUDED_CLASSES.map((documentClass) => [documentClass, sourceOf(documentClass)] as const))(
  '%s is refused: %s',
  (documentClass, source) => {
    given().when(of(documentClass)).thenRefused({ code: 'class-excluded', documentClass });
    expect(source).toMatch(/USC|UETA|BGB|needs/);
  },
);
test.each(['', ...ADMITTED_CLASSES])('“%s” is taken', (documentClass) => {
  expect(given().when(of(documentClass)).state).toMatchObject({ status: 'draft', documentClass });
});
test.each(['nonsense', 'constructor', 'Will', ' '])('“%s” is not known, and is refused instead of being guessed at', (documentClass) => {
  given().when(of(documentClass)).thenRefused({ code: 'class-unknown', documentClass });
  expect(isKnownClass(documentClass)).toBe(false);
});

describe('words in a title that are worth a question', () => {
  test.each([
    ['Last Will of Ada Byron', ['will']],
    ['Testament (Entwurf)', ['will']],
    ['Ehevertrag', ['family-law']],
    ['Court Order 12/2026', ['court-document']],
    ['Antrag auf Zwangsversteigerung', ['foreclosure']],
    ['Eviction notice', ['eviction']],
    ['Räumungsklage', ['eviction']],
    ['Rückruf der Charge 7', ['product-recall']],
    ['Promissory note', ['negotiable-instrument']],
    ['Affidavit and deed', ['notarised', 'deed']],
    ['Grundstückskaufvertrag', ['land-transfer']],
    ['Bürgschaft', ['consumer-suretyship']],
    ['Kündigung', ['employment-termination']],
    ['Kündigung mit Aufhebungsvertrag', ['employment-termination']],
  ] as const)('%s', (title, classes) => expect(classHints(title)).toEqual(classes));
  test.each(['Mutual NDA', 'Willow Road lease', 'Indeed a contract', 'Terms of delivery', 'Divorced from reality'])(
    '%s asks nothing',
    (title) => expect(classHints(title)).toEqual([]),
  );
});
