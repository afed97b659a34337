// Classes of documents that the law keeps from being signed electronically, or so: what a sender may name, what is refused, and words in a
// title that make a class worth asking about. An engineer's reading, never legal certainty.

/** With the source that keeps the class out. */
const EXCLUDED = {
  will: '15 USC 7003(a)(1), UETA §3(b)(1)',
  'family-law': '15 USC 7003(a)(2)',
  'court-document': '15 USC 7003(b)(1)',
  'utility-cut-off': '15 USC 7003(b)(2)(A)',
  foreclosure: '15 USC 7003(b)(2)(B)',
  eviction: '15 USC 7003(b)(2)(B)',
  'insurance-cancellation': '15 USC 7003(b)(2)(C)',
  'product-recall': '15 USC 7003(b)(2)(D)',
  'hazardous-material': '15 USC 7003(b)(3)',
  'negotiable-instrument': '15 USC 7003(a)(3), UETA §3(b)(2)',
  notarised: 'needs a notary',
  deed: 'needs a witness (Law of Property (Miscellaneous Provisions) Act 1989 s 1)',
  'land-transfer': 'needs a notary or a witness (BGB §311b)',
  'consumer-suretyship': 'needs written form (BGB §766)',
  'employment-termination': 'needs written form (BGB §623)',
  'qualified-signature': 'needs a qualified electronic signature (Regulation (EU) 910/2014 art 25(2))',
} as const;

const ADMITTED = ['contract', 'nda', 'order', 'invoice', 'offer', 'employment', 'lease', 'policy', 'minutes', 'consent', 'other'] as const;

export type ExcludedClass = keyof typeof EXCLUDED;
export const EXCLUDED_CLASSES = Object.keys(EXCLUDED) as readonly ExcludedClass[];
export const ADMITTED_CLASSES: readonly string[] = ADMITTED;

export function isExcluded(documentClass: string): documentClass is ExcludedClass {
  return Object.hasOwn(EXCLUDED, documentClass);
}

export function isKnownClass(documentClass: string): boolean {
  return isExcluded(documentClass) || ADMITTED_CLASSES.includes(documentClass);
}

/** Why the class is kept out: a statute, or what it needs instead. */
export function sourceOf(documentClass: ExcludedClass): string {
  return EXCLUDED[documentClass];
}

/** Words of titles that hint at an excluded class, in English and German. */
const HINTS: readonly (readonly [RegExp, ExcludedClass])[] = [
  [/\blast will\b|\btestament\b|\bcodicil\b|\bletztwillig/i, 'will'],
  [/\bdivorce\b|\badoption\b|\bprenuptial\b|\bscheidung|\behevertrag\b/i, 'family-law'],
  [/\bcourt order\b|\bsubpoena\b|\bpleading\b|\bklageschrift\b/i, 'court-document'],
  [/\bforeclosure\b|\bzwangsversteigerung\b/i, 'foreclosure'],
  [/\beviction\b|\bräumung/i, 'eviction'],
  [/\bproduct recall\b|\brückruf\b/i, 'product-recall'],
  [/\bpromissory note\b|\bbill of exchange\b|\bwechsel\b/i, 'negotiable-instrument'],
  [/\bnotari[sz]ed\b|\baffidavit\b|\bnotariell|\bbeglaubig/i, 'notarised'],
  [/\bdeed\b/i, 'deed'],
  [/\btransfer of land\b|\bgrundstückskauf/i, 'land-transfer'],
  [/\bsurety(?:ship)?\b|\bbürgschaft/i, 'consumer-suretyship'],
  [/\btermination of employment\b|\bkündigung\b|\baufhebungsvertrag\b/i, 'employment-termination'],
];

/** Classes that these words make worth a question; the sender decides. */
export function classHints(text: string): readonly ExcludedClass[] {
  return HINTS.filter(([words]) => words.test(text)).map(([, documentClass]) => documentClass);
}
