// What a document keeps from some of its readers. Two people could sign it and not have seen the same (the shadow attacks of
// pdf-insecurity.org), so that it is refused by name.
import type { PDF } from '@libpdf/core';
import { concealedField } from './concealed/fields.ts';
import { concealedLayer } from './concealed/layers.ts';

/** @returns a sentence for the sender, or nothing. */
export function concealedIn(pdf: PDF): string | undefined {
  const layer = concealedLayer(pdf);
  if (layer === undefined) return concealedField(pdf);
  return `It has a layer that is hidden, or shown only to some${layer === '' ? '' : ` (“${layer}”)`}: on screen, in print, at some size or to some people. Please print it to PDF again with what is to be seen.`;
}
