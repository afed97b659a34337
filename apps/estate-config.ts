// Where the command line finds an installation on AWS, instead of in a data folder. It comes there with the AWS credentials of whoever types;
// region, profile and endpoint are read by the SDK itself (AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL).
import { z } from 'zod';

const name = z.string().min(1).optional();

export const estateSettings = z.object({
  COUNTERSIGN_TABLE: name,
  COUNTERSIGN_DOCUMENTS: name,
  COUNTERSIGN_SECRETS: name,
  COUNTERSIGN_DATA_KEY: name,
});

/**
 * @property table of DynamoDB; absent: it is a data folder on this machine
 * @property documents the bucket that holds the files
 * @property secrets in Secrets Manager
 * @property dataKey in AWS KMS, under which files are stored
 */
export type EstateConfig = {
  readonly table?: string;
  readonly documents?: string;
  readonly secrets?: string;
  readonly dataKey?: string;
};

export function estateConfigOf(found: z.infer<typeof estateSettings>): EstateConfig | { readonly problem: string } {
  const { COUNTERSIGN_TABLE: table, COUNTERSIGN_DOCUMENTS: documents, COUNTERSIGN_SECRETS: secrets, COUNTERSIGN_DATA_KEY: dataKey } = found;
  // Half of it must not end in another installation than the one that was meant.
  if (table === undefined && documents !== undefined)
    return { problem: 'COUNTERSIGN_DOCUMENTS is set and COUNTERSIGN_TABLE is not: it is the DynamoDB table of the same installation' };
  return {
    ...(table !== undefined && { table }),
    ...(documents !== undefined && { documents }),
    ...(secrets !== undefined && { secrets }),
    ...(dataKey !== undefined && { dataKey }),
  };
}
