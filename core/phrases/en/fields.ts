// English: fields in the documents: what a signer still has to fill in, and why an entry or a placing was not taken.
import type { FieldKind } from '../../fields.ts';
import type { FieldName } from '../../refusal.ts';
import type { FieldRefusals } from '../refusal-sentences.ts';
import { listed } from './common.ts';

const MOST_NAMED = 5;
const KINDS: Record<FieldKind, string> = {
  signature: 'the signature',
  initials: 'the initials',
  date: 'the date',
  text: 'a text',
  checkbox: 'a box to tick',
};

export const enFields = {
  label: 'To fill in',
  count: (count: number) => (count === 1 ? '1 field' : `${count} fields`),
  how: 'To sign, open the page: there is something to fill in first, which cannot be done by answering a mail.',
};

export const enFieldRefusals: FieldRefusals = {
  'too-many-fields': ({ most }) => `An envelope takes ${most} fields at most. Take some away, and save again.`,
  'field-misplaced': ({ page }) =>
    `One of the fields (page ${page}) does not lie on a page of the documents in this draft. Open the page again and put it anew.`,
  'field-for-nobody': ({ page }) =>
    `One of the fields (page ${page}) is for someone who does not sign in this draft. Choose who fills it in, and save again.`,
  'unknown-field': () =>
    'What was filled in does not belong to the fields that you are asked for. Open the page again, and fill in what it shows.',
  'entry-missing': ({ fields }) => {
    const names = fields.slice(0, MOST_NAMED).map(called);
    const more = fields.length > MOST_NAMED ? [`${fields.length - MOST_NAMED} more`] : [];
    return `${begun(listed([...names, ...more]))} must be filled in before you sign. Open the page, fill in what is missing, and sign there.`;
  },
  'entry-unreadable': ({ field }) => `${begun(called(field))} could not be read as it was entered. Open the page and enter it again.`,
  'entry-too-long': ({ field, most }) => `${begun(called(field))} is longer than ${most} characters. Shorten it, and sign again.`,
  'entries-too-large': () => 'Everything that you drew is too much to be kept together. Draw it with fewer lines, or type some of it.',
};

function called({ label, kind, page }: FieldName): string {
  return `${label === '' ? KINDS[kind] : `“${label}”`} (page ${page})`;
}

function begun(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
