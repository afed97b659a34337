// The authority that an organisation brings itself: its own seal certificate, with the key in a file or in AWS KMS.
import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SealKeyConfig } from '#apps/seal-config.ts';
import type { Authority } from './authority.ts';
import { kmsClient, kmsSigner } from './kms-signer.ts';
import { keySigner, usualAlgorithm } from './signer.ts';
import { certificatesIn, commonName } from './trust.ts';

export async function ownAuthority(config: SealKeyConfig): Promise<Authority> {
  const [certificate, ...chain] = await sealCertificates(config);
  if (!certificate) throw new Error(`Could not seal: ${config.certificate} (SEAL_CERTIFICATE) holds no PEM certificate.`);
  const identity = {
    certificate: new Uint8Array(certificate.raw),
    chain: chain.map(({ raw }) => new Uint8Array(raw)),
    algorithm: config.algorithm ?? usualAlgorithm(certificate.publicKey),
  };
  const anchor = chain.at(-1) ?? certificate;
  const { key } = config;
  return {
    signer:
      key.in === 'kms'
        ? kmsSigner({ ...identity, client: await kmsClient(key), keyId: key.keyId })
        : keySigner({ ...identity, key: await keyIn(key.path, certificate) }),
    caPem: anchor.toString(),
    name: commonName(certificate),
    isLocal: false,
  };
}

/** The seal certificate and its issuers, as the settings name them. */
export async function sealCertificates({ certificate: path }: Pick<SealKeyConfig, 'certificate'>): Promise<readonly X509Certificate[]> {
  return certificatesIn(await read(path, 'SEAL_CERTIFICATE'));
}

async function keyIn(path: string, certificate: X509Certificate): Promise<KeyObject> {
  const key = createPrivateKey(await read(path, 'SEAL_KEY'));
  if (certificate.checkPrivateKey(key)) return key;
  throw new Error(`Could not seal: the key in ${path} (SEAL_KEY) is not the key of the seal certificate (SEAL_CERTIFICATE).`);
}

async function read(path: string, setting: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`Could not read ${path}, which ${setting} names. Check that it is there and may be read.`, { cause });
  });
}
