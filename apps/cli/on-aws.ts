// An installation on AWS as the command line has it: its table, its bucket and its secrets, with the credentials of whoever types.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { readSecrets } from '#apps/aws/secrets.ts';
import { ConfigProblem } from '#apps/config.ts';
import type { EstateConfig } from '#apps/estate-config.ts';
import { instantOf } from '#core/time.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import { messageOf } from './arguments.ts';
import type { Installation } from './installation.ts';

type Config = EstateConfig & { readonly table: string };

export function installationOnAws({ table, documents, secrets, dataKey }: Config): Installation {
  return {
    table: dynamoTable({ client: new DynamoDBClient({}), tableName: table }),
    place: `the table ${table}`,
    now: () => instantOf(Date.now()),
    blobs() {
      if (documents === undefined) throw missing('COUNTERSIGN_DOCUMENTS', 'the S3 bucket with its files');
      const encryption = dataKey === undefined ? {} : { encryption: { keyId: dataKey } };
      return s3Blobs({ client: new S3Client({}), bucket: documents, ...encryption });
    },
    async secrets() {
      if (secrets === undefined) throw missing('COUNTERSIGN_SECRETS', 'the secret in AWS Secrets Manager');
      return readSecrets(secrets).catch((cause: unknown) => {
        throw new ConfigProblem(messageOf(cause), { cause });
      });
    },
  };
}

function missing(name: string, what: string): ConfigProblem {
  return new ConfigProblem(
    `Nothing was done: this needs ${name}, ${what} of the installation whose table COUNTERSIGN_TABLE names. Set it.`,
  );
}
