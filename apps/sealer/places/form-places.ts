// Which fields of a form are still to be filled in, and by whom, where their names say so.
import type { PDF } from '@libpdf/core';
import type { FieldKind, FoundPlace } from '#core/fields.ts';
import { pageBox } from '../marks/page-box.ts';
import { askedByName, labelOf, type Asked } from './anchors.ts';
import { FLAGS, isFilled, isSeen, rectOf, textIn, type FormField } from './form-fields.ts';
import { clipped, shownPlace } from './on-page.ts';

export function placesOfForm(pdf: PDF, fields: readonly FormField[]): FoundPlace[] {
  return fields.flatMap((field) => {
    const kind = KINDS[field.type];
    if (!kind || !isSeen(field) || field.flags & FLAGS.readOnly || isFilled(pdf, field)) return [];
    if (field.type === 'text' && field.flags & FLAGS.fileSelect) return [];
    return placeOf(pdf, { field, kind });
  });
}

const KINDS: Readonly<Partial<Record<FormField['type'], FieldKind>>> = { text: 'text', checkbox: 'checkbox', signature: 'signature' };

function placeOf(pdf: PDF, { field, kind }: { field: FormField; kind: FieldKind }): FoundPlace[] {
  const page = pdf.getPages()[field.page - 1];
  if (!page) return [];
  const { left, bottom, width, height } = rectOf(field.entry, field.widget);
  const box = pageBox(pdf, page.dict);
  const corners = { left, bottom, right: left + width, top: bottom + height };
  const place = clipped(box, shownPlace(box, { corners, page: field.page }));
  if (!place) return [];
  const asked = askedByName(lastOf(field.name)) ?? askedByName(field.name);
  return [
    {
      placedBy: 'form-field',
      name: labelOf(field.name),
      kind: kindOf(field, { asked, kind }),
      ...(asked ? { who: asked.who } : {}),
      label: labelFor(field, { asked, kind }),
      isRequired: (field.flags & FLAGS.required) !== 0,
      place,
    },
  ];
}

/** A box to tick can hold nothing else; into a text field or one for a signature goes what its name asks for. */
function kindOf({ type }: FormField, { asked, kind }: { asked: Asked | undefined; kind: FieldKind }): FieldKind {
  return asked && type !== 'checkbox' ? asked.kind : kind;
}

/** What people read when they point at it; else what its name says, where a name is words. */
function labelFor({ name, entry }: FormField, { asked, kind }: { asked: Asked | undefined; kind: FieldKind }): string {
  const told = labelOf(textIn(entry('TU')));
  if (told !== '' || asked) return told || (asked?.label ?? '');
  return kind === 'signature' ? '' : labelOf(lastOf(name));
}

/** Forms that were made with XFA number everything: `form1[0].page1[0].name[0]`. */
function lastOf(name: string): string {
  return (name.split('.').at(-1) ?? '').replace(/\[\d+\]$/, '');
}
