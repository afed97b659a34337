// In which language to speak to a visitor of whom nothing is known: the first one that their browser asks for.
import type { Context } from 'hono';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Phrases } from '#core/phrases/phrases.ts';

export function phrasesOf(c: Context): Phrases {
  const [first = ''] = (c.req.header('accept-language') ?? '').split(/[,;]/);
  return phrasesFor(first.trim());
}
