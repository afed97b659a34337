// What the best open-source peer ships: `sign()` of @libpdf/core, at the same level, with the same key and services.
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CryptoKeySigner, HttpTimestampAuthority, PDF } from '@libpdf/core';
import { REASON } from './seal-settings.ts';
import type { SealTask } from './seal-task.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

export async function prepared({ level, keys }: Pick<SealTask, 'level' | 'keys'>): Promise<(file: Uint8Array) => Promise<Uint8Array>> {
  const der = async (path: string) => new Uint8Array(new X509Certificate(await readFile(path)).raw);
  const pkcs8 = createPrivateKey(await readFile(keys.key)).export({ type: 'pkcs8', format: 'der' });
  const key = await webcrypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), RSA, false, ['sign']);
  const signer = new CryptoKeySigner(key, await der(keys.certificate), 'RSA', 'RSASSA-PKCS1-v1_5', [await der(keys.root)]);

  return async (file) => {
    const pdf = await PDF.load(file);
    const timestampAuthority = new HttpTimestampAuthority(keys.tsaUrl);
    const { bytes, warnings } = await pdf.sign({
      signer,
      reason: REASON,
      level,
      ...(level === 'B-LTA' && { timestampAuthority }),
    });
    if (warnings.length > 0) throw new Error(`It fell short: ${warnings.map(({ message }) => message).join('; ')}`);
    return bytes;
  };
}
