// A secret in AWS Secrets Manager, read and filled with the credentials of whoever types.
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigProblem } from '#apps/config.ts';
import { awsFault } from '#stores/aws-fault.ts';

export type KeptSecret = {
  /** @returns undefined for one that was made and never filled */
  read(): Promise<string | undefined>;
  put(text: string): Promise<void>;
};

export function secretCalled(id: string): KeptSecret {
  const client = new SecretsManagerClient({});
  return {
    async read() {
      try {
        return (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString ?? '';
      } catch (cause) {
        if (isUnfilled(cause)) return undefined;
        if (isNamed(cause, 'ResourceNotFoundException'))
          throw new ConfigProblem(`There is no secret ${id} in this region. Deploy the estate first, or check the name and AWS_REGION.`, {
            cause,
          });
        throw awsFault(`read the secret ${id}`, cause);
      }
    },
    async put(text) {
      await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: text })).catch((cause: unknown) => {
        throw awsFault(`fill the secret ${id}`, cause);
      });
    },
  };
}

/** The same name as where there is no secret at all; only the words differ. */
function isUnfilled(cause: unknown): boolean {
  return isNamed(cause, 'ResourceNotFoundException') && cause.message.includes('secret value');
}

function isNamed(cause: unknown, name: string): cause is Error {
  return cause instanceof Error && cause.name === name;
}
