// What an invoke is answered with, in the shapes that Teams takes in the body of its response.
import type { Card } from '#core/cards/card.ts';
import type { AdaptiveCard } from './adaptive-card.ts';
import { lookAt, type Reader } from './look.ts';
import { renderCard } from './render.ts';
import type { TeamsPorts } from './teams-ports.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** The status and body of the HTTP response; without a body it is empty. */
export type Answered = { readonly status: 200 | 400 | 401 | 403 | 413 | 500 | 503; readonly body?: object };

export const OK: Answered = { status: 200 };

/** Replaces the card for whoever pressed or looked, and for nobody else. */
export async function withCard(ports: TeamsPorts, card: Card, reader: Reader): Promise<Answered> {
  return { status: 200, body: { statusCode: 200, type: CARD, value: renderCard(card, await lookAt(ports, card, reader)) } };
}

/** Leaves the card as it is. */
export function withWords(text: string): Answered {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text } };
}

/** @param message for the person; never what a fault says of itself */
export function withFault(code: 'BadRequest' | 'InternalServerError', message: string): Answered {
  const statusCode = code === 'BadRequest' ? 400 : 500;
  return { status: 200, body: { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } } };
}

export function withDialog(title: string, content: AdaptiveCard): Answered {
  const value = { title, height: 'large', width: 'medium', card: { contentType: CARD, content } };
  return { status: 200, body: { task: { type: 'continue', value } } };
}

/** Closes the dialog with a sentence. */
export function withLastWords(text: string): Answered {
  return { status: 200, body: { task: { type: 'message', value: text } } };
}
