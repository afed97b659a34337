// Seals what must be kept but not read in a table or a backup: tokens of Slack and Teams. AES-256-GCM; the context, such as the key of the
// row, is authenticated with it, so that a sealed text moved into another row does not open there.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export type SecretBox = {
  seal(text: string, context: string): string;
  /** @returns undefined for what was changed, sealed for another context, or sealed by a key that is not there any more */
  open(sealed: string, context: string): string | undefined;
};

/** @property kid no secret: stands in front of what the key sealed; letters, digits, `-` and `_` */
export type BoxKey = { readonly kid: string; readonly secret: Buffer };

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D §5.2.1.1; random, so that a key is good for some 2^32 texts (§8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param keys the newest first: it seals. The others still open theirs; taking one away ends what it sealed. */
export function secretBox(keys: readonly BoxKey[]): SecretBox {
  const [newest] = keys;
  if (!newest) throw new Error('Could not set up sealing: there is no key. Give at least one.');
  const unfit = keys.find(({ kid, secret }) => !/^[\w-]+$/.test(kid) || secret.length < KEY_BYTES);
  if (unfit) throw new Error(`Could not set up sealing: the key ${unfit.kid} needs a plain name and at least ${KEY_BYTES} secret bytes.`);
  const derived = new Map(keys.map(({ kid, secret }) => [kid, derive(secret)]));

  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, derive(newest.secret), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(aad(newest.kid, context));
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${newest.kid}.${Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64url')}`;
    },

    open(sealed, context) {
      const [kid = '', text = '', ...more] = sealed.split('.');
      const key = derived.get(kid);
      const bytes = Buffer.from(text, 'base64url');
      // Base64 has several spellings of the same bytes; only the one that we wrote is ours.
      if (!key || more.length > 0 || bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== text) return undefined;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(aad(kid, context));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

/** A key of its own, so that a secret that is used elsewhere too is never used twice for the same thing. */
function derive(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'countersign secret box', KEY_BYTES));
}

function aad(kid: string, context: string): Buffer {
  return Buffer.from(JSON.stringify([kid, context]));
}
