// A seal key that never leaves AWS KMS: the service is given a digest and answers with the signature.
import { X509Certificate } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import { holds, type SealKey } from './signer.ts';

type InKms = Omit<SealKey, 'signDigest'> & { readonly client: KMSClient; readonly keyId: string };

/** @property region where the key's id does not say it, the AWS client looks where it always looks */
export async function kmsClient({ region }: { readonly region?: string | undefined }): Promise<KMSClient> {
  const { KMSClient } = await sdk();
  return new KMSClient({ ...(region !== undefined && { region }), requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 } });
}

/** Loaded where it is used only: most keys lie in a file. */
const sdk = async () => import('@aws-sdk/client-kms');

export function kmsSigner({ client, keyId, certificate, chain, algorithm }: InKms): SealKey {
  const { publicKey } = new X509Certificate(certificate);
  return {
    certificate,
    chain,
    algorithm,
    async signDigest({ digest, tbs }) {
      const signature = await signed({ client, keyId, algorithm, digest });
      // A file sealed with the key of another certificate would be worthless, and nobody would notice here.
      if (!holds({ algorithm, key: publicKey, tbs, signature }))
        throw new Error(
          `Could not seal: the key ${keyId} of AWS KMS is not the key of the seal certificate. Check SEAL_KMS_KEY_ID and SEAL_CERTIFICATE.`,
        );
      return signature;
    },
  };
}

type Asked = Pick<InKms, 'client' | 'keyId' | 'algorithm'> & { readonly digest: Uint8Array };

async function signed({ client, keyId, algorithm, digest }: Asked): Promise<Uint8Array> {
  const { SignCommand } = await sdk();
  const command = new SignCommand({ KeyId: keyId, Message: digest, MessageType: 'DIGEST', SigningAlgorithm: algorithm });
  const { Signature: signature } = await client.send(command).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Could not seal: AWS KMS did not sign with the key ${keyId} (${why}). Check its state and that kms:Sign is allowed.`, {
      cause,
    });
  });
  if (!signature) throw new Error(`Could not seal: AWS KMS gave no signature with the key ${keyId}.`);
  return signature;
}
