// What functions are told by their environment, as apps/aws-config.ts and apps/seal-config.ts read it: names and addresses, never a secret.
import type { Environment } from './environment.ts';
import { configurationSetName } from './mail-names.ts';
import type { DataParts, QueuePair } from './parts.ts';

export type Settings = Readonly<Record<string, string>>;
type Given = { readonly environment: Environment; readonly data: DataParts };

/** What every function reads that touches the record. */
export function settingsOf({ environment: { publicHost, mailDomain, seal }, data }: Given): Settings {
  return {
    TABLE_NAME: data.table.tableName,
    DOCUMENTS_BUCKET: data.documents.bucketName,
    DATA_KEY_ID: data.dataKey.keyArn,
    SECRETS_ID: data.secret.secretArn,
    PUBLIC_URL: `https://${publicHost}`,
    MAIL_DOMAIN: mailDomain,
    // Whether there are any decides what follows from an act, also where none is fetched.
    ...(seal.tsaUrls.length > 0 && { TSA_URLS: seal.tsaUrls.join(',') }),
  };
}

/** Besides, of functions that say what seals and time-stamps lead to. */
export function certificateSettingsOf({ environment: { seal }, data }: Given): Settings {
  return {
    SEAL_CERTIFICATE_PARAMETER: data.sealCertificate.parameterName,
    ...(seal.tsaUrls.length > 0 && { TSA_CA_PARAMETER: data.tsaCa.parameterName }),
  };
}

/** Besides, of functions that look at what seals are made with. */
export function sealSettingsOf({ environment, data }: Given): Settings {
  const { seal } = environment;
  return {
    ...certificateSettingsOf({ environment, data }),
    SEAL_KMS_KEY_ID: data.sealKey.keyArn,
    SEAL_LEVEL: seal.level,
    SEAL_ALGORITHM: seal.keySpec === 'ECC_NIST_P256' ? 'ECDSA_SHA_256' : 'RSASSA_PKCS1_V1_5_SHA_256',
  };
}

/** Besides, of functions that send mail. */
export function mailSettingsOf({ environment }: Pick<Given, 'environment'>): Settings {
  return { SES_CONFIGURATION_SET: configurationSetName(environment) };
}

/** Besides, of functions that lead to what is new or pending. */
export function leadSettingsOf(queues: Readonly<Record<'requests' | 'follow-ups', Pick<QueuePair, 'queue'>>>): Settings {
  return { REQUESTS_QUEUE_URL: queues.requests.queue.queueUrl, FOLLOW_UPS_QUEUE_URL: queues['follow-ups'].queue.queueUrl };
}
