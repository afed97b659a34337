// Fields: places in the documents where the signature, initials, date, text or tick of one recipient goes.
import type { RecipientId } from './ids.ts';

export type FieldKind = 'signature' | 'initials' | 'date' | 'text' | 'checkbox';

/**
 * Where it is: in points (1/72 inch) of the page as readers show it, upright after its /Rotate, from the upper left corner of its crop box.
 * @property page 1-based
 */
export type Place = {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** How a field came about: words in the document, a field of its form, or the sender's own hand. */
export type PlacedBy = 'anchor' | 'form-field' | 'sender';

/**
 * A place that was found in a document when it came in.
 * @property name as it stands there: `{{sign:1}}`, or the full name of the form field
 * @property who the n-th of those who sign, 1-based; absent where the document names nobody
 * @property label what is asked for, as people read it; '' where the kind says it all
 * @property covers where words that can be seen ask for it, so that what is entered takes their place
 */
export type FoundPlace = {
  readonly placedBy: Exclude<PlacedBy, 'sender'>;
  readonly name: string;
  readonly kind: FieldKind;
  readonly who?: number;
  readonly label: string;
  readonly isRequired: boolean;
  readonly place: Place;
  readonly covers?: Place;
};

/** What goes where, before anyone holds it. */
export type FieldPlan = {
  /** Of the envelope's documents. */
  readonly document: string;
  readonly kind: FieldKind;
  readonly label: string;
  readonly isRequired: boolean;
  readonly placedBy: PlacedBy;
  readonly place: Place;
  /** As `FoundPlace.covers`. */
  readonly covers?: Place;
};

/** @property id `f1`, `f2` … in the order in which they were placed */
export type Field = FieldPlan & { readonly id: string; readonly recipient: RecipientId };

/**
 * What a signer entered. Of a signature and initials: '' = as typed, else a drawing as a path (`M10 20L30 25…`, whole numbers in a box of
 * 1000 × 400). Of a checkbox: `yes` or ''. Dates are never entered: they are the day of the signature.
 */
export type Entry = { readonly field: string; readonly value: string };
