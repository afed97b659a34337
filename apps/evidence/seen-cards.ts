// The cards that people looked at when they acted in a chat, as the proof of their act names them.
import { z } from 'zod';
import type { Sha256 } from '#core/ids.ts';

const act = z.object({ seen: z.object({ card: z.custom<Sha256>((value) => typeof value === 'string'), copy: z.string() }) });

/** @param text the proof of an act; anything else, or one that names no kept card, gives none */
export function cardsSeenIn(text: string): readonly Sha256[] {
  try {
    const read = act.safeParse(JSON.parse(text));
    return read.success ? [read.data.seen.card] : [];
  } catch {
    return [];
  }
}
