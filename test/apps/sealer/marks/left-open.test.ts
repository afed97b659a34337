// What the content of a page leaves open, counted as a reader would.
import { describe, expect, it } from 'vitest';
import { leftOpen } from '#apps/sealer/marks/left-open.ts';

describe('the content of a page', () => {
  it.each([
    ['is even', 'q 1 0 0 1 0 0 cm Q', { before: 1, after: 1 }],
    ['is empty', '', { before: 1, after: 1 }],
    ['leaves two states open', 'q q 1 g', { before: 1, after: 3 }],
    ['ends a state that it never began', 'Q 2 0 0 2 0 0 cm', { before: 2, after: 1 }],
    ['ends two, and leaves one open after', 'Q Q q', { before: 3, after: 2 }],
    ['says q in words alone', '(q Q \\) q (q) q) Tj <7120> Tj /q gs % q Q', { before: 1, after: 1 }],
    ['says q in a picture alone', 'BI /W 2 /H 2 ID q Q q EIq q\nEI q', { before: 1, after: 2 }],
    ['has a picture with its own end in it', 'BI /W 2 ID q EI \u0001\u0002q Q\nEI Q q', { before: 2, after: 2 }],
    ['ends in the middle of words', 'q (and so on', { before: 1, after: 2 }],
    ['ends in the middle of a picture', 'q BI /W 1 ID q q q', { before: 1, after: 2 }],
    ['has its operators close together', 'q[(a)]TJ/F1 2 Tf<</A[q]>>q', { before: 1, after: 4 }],
  ])('%s', (_, content, expected) => {
    expect(leftOpen(content)).toMatchObject(expected);
  });

  it('tells of text and marked parts that have no end', () => {
    expect(leftOpen('/OC /a BDC /P BMC BT EMC')).toMatchObject({ marked: 1, isInText: true });
    expect(leftOpen('EMC /P BMC BT ET EMC')).toMatchObject({ marked: 0, isInText: false });
  });
});
