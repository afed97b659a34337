// What was found in a document is kept beside it.
import { expect, test } from 'vitest';
import { placesOf } from '#apps/drafting/places-kept.ts';
import { takeEach } from '#apps/drafting/take-files.ts';
import { blobKeys } from '#apps/ports.ts';
import type { FoundPlace } from '#core/fields.ts';
import { chatKit, NORTHWIND } from '../chat/kit.ts';

const place = { page: 1, left: 1, top: 2, width: 3, height: 4 };
const FOUND: readonly FoundPlace[] = [
  { placedBy: 'anchor', name: '{{sign:1}}', kind: 'signature', who: 1, label: '', isRequired: true, place, covers: place },
  { placedBy: 'form-field', name: 'a.b', kind: 'checkbox', label: 'I agree', isRequired: false, place },
];

async function takenWith(found: readonly FoundPlace[] | undefined) {
  const { ports, blobs } = await chatKit();
  const sealer = {
    ...ports.sealer,
    intake: async (presented: Uint8Array) =>
      ({ verdict: 'accept', presented, pages: 1, changes: [], ...(found ? { places: found } : {}) }) as const,
  };
  const parts = { ...ports, sealer };
  const pdf = Buffer.from('%PDF-1.7');
  const { documents } = await takeEach(parts, NORTHWIND.id, [{ filename: 'a.pdf', pdf, sha256: ports.sha256Of(pdf) }]);
  return { parts, blobs, documents };
}

test('is looked up as it was found, by the document’s id', async () => {
  const { parts, documents } = await takenWith(FOUND);
  expect(await placesOf(parts, NORTHWIND.id, documents)).toEqual({ d1: FOUND });
});

test('keeps nothing of a document that asks for nothing', async () => {
  for (const found of [undefined, []]) {
    const { parts, blobs, documents } = await takenWith(found);
    expect(documents.map((document) => blobs.kept.has(blobKeys.places(NORTHWIND.id, document)))).toEqual([false]);
    expect(await placesOf(parts, NORTHWIND.id, documents)).toEqual({});
  }
});
