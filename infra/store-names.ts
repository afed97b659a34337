// Names of what keeps data, fixed before anything is made: what one stack or region says of another by its name needs no export, which could
// not be changed once somebody uses it.
import type { Environment } from './environment.ts';

export type StoreName = 'documents' | 'inbound' | 'evidence';

export function namesOf({ name, account }: Pick<Environment, 'name' | 'account'>) {
  const ours = `countersign-${name}`;
  return {
    table: ours,
    /** All the world shares the names of buckets, so the account is in there. */
    bucket: (store: StoreName) => `${ours}-${store}-${account}`,
    bucketCopy: (store: StoreName) => `${ours}-${store}-copy-${account}`,
    logBucket: (place: 'home' | 'copy') => `${ours}-${place}-logs-${account}`,
    dataKeyAlias: `alias/${ours}-data`,
    dataKeyCopyAlias: `alias/${ours}-data-copy`,
    sealKeyAlias: `alias/${ours}-seal`,
    vault: ours,
    vaultCopy: `${ours}-copy`,
    secret: `${ours}/secrets`,
    sealCertificate: `/countersign/${name}/seal-certificate`,
    tsaCa: `/countersign/${name}/tsa-ca`,
    /** Of Amazon SES: receipt rules, and the configuration set of what is sent. */
    mail: ours,
    /** Our logs are below it. */
    logs: `/countersign/${name}`,
  };
}
