// How far two words are apart: letters missing, added, wrong, or two swapped.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, suggestionsFor } from '#core/grammar/suggest.ts';
import { vocabularyOf } from '#core/grammar/vocabulary.ts';

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['approve', 'approve', 0],
    ['aprove', 'approve', 1],
    ['approove', 'approve', 1],
    ['apprave', 'approve', 1],
    ['paprove', 'approve', 1],
    ['papprave', 'approve', 2],
    ['sing', 'sign', 1],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
  });

  it('is the same both ways, and nothing only between equals', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('puts the nearest command first and names each once', () => {
    expect(suggestionsFor('tempates', vocabularyOf('en'))).toEqual(['templates']);
    expect(suggestionsFor('SING', vocabularyOf('en'))).toEqual(['sign', 'remind']);
  });
});
