// The text in a button: an intent and a keyed hash of it. It says what was meant and what was seen, never who may; whoever presses is
// asked for that each time. The hash keeps anything that we did not put there from being read at all.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Intent, MoveVerb } from '#core/cards/card.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import type { Channel } from '#core/terms.ts';
import { brand } from '#stores/row-body.ts';
import { isSameSecret } from '#stores/same-secret.ts';
import type { Intents } from './chat-ports.ts';

const MAC_CHARS = 22;

const schema = z.object({
  verb: brand<MoveVerb>(),
  place: z.object({ tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), seat: brand<'sender' | RecipientId>() }).optional(),
  version: z.int(),
  fingerprint: z.string().optional(),
  to: brand<RecipientId>().optional(),
  channel: brand<Channel>().optional(),
});

/** @param secrets the newest first: it makes new ones, the others keep old buttons alive */
export function intents(secrets: readonly Uint8Array[]): Intents {
  // Made into keys once: doing that costs more than the hash, and a card has several buttons.
  const keys = secrets.map((secret) => createSecretKey(secret));
  const [newest] = keys;
  if (!newest) throw new Error('Could not set up buttons: there is no secret. Give at least one.');
  return {
    seal(intent) {
      const body = Buffer.from(JSON.stringify(shortened(intent))).toString('base64url');
      return `${body}.${macOf(newest, body)}`;
    },
    open(text) {
      const [body = '', mac = '', ...more] = text.split('.');
      const isOurs = more.length === 0 && keys.some((key) => isSameSecret(macOf(key, body), mac));
      if (!isOurs) return undefined;
      const { verb, place, version, fingerprint, to, channel } = schema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return {
        verb,
        version,
        ...(place && { place }),
        ...(fingerprint !== undefined && { fingerprint }),
        ...(to !== undefined && { to }),
        ...(channel !== undefined && { channel }),
      };
    },
  };
}

/** Of several documents the fingerprint is long; its beginning tells a stale button as well, and the record's own is what is acted on. */
const FINGERPRINT_CHARS = 64;

function shortened({ fingerprint, ...intent }: Intent): Intent {
  return fingerprint === undefined ? intent : { ...intent, fingerprint: fingerprint.slice(0, FINGERPRINT_CHARS) };
}

function macOf(key: KeyObject, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url').slice(0, MAC_CHARS);
}
