// What the doctor looks at of the seal: how long its certificate lasts, and whether somebody gives time-stamps now.
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigProblem, sealConfig } from '#apps/config.ts';
import type { SealConfig } from '#apps/seal-config.ts';
import { sealCertificates } from '#apps/sealer/seal-key.ts';
import { tsaAnchors } from '#apps/sealer/sealing.ts';
import { timeStamps } from '#apps/sealer/stamping/time-stamps.ts';
import { commonName } from '#apps/sealer/trust.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Time to have a new one issued. */
const LEAST_DAYS = 60;

/** @param now the machine's time */
export async function sealFindings(dataDir: string, now: Date, env?: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const check = 'Seal certificate';
  try {
    const config = sealConfig(env);
    return [await certificateFinding(config, { dataDir, now, check }), ...(await stampFindings(config, now))];
  } catch (problem) {
    if (problem instanceof ConfigProblem || problem instanceof Error) return [{ check, ok: false, say: problem.message }];
    throw problem;
  }
}

async function certificateFinding(
  config: SealConfig,
  { dataDir, now, check }: { dataDir: string; now: Date; check: string },
): Promise<Finding> {
  const certificate = config.own ? (await sealCertificates(config.own))[0] : await localCertificate(dataDir);
  if (!certificate && config.own)
    return { check, ok: false, say: `${config.own.certificate} (SEAL_CERTIFICATE) holds no PEM certificate.` };
  if (!certificate)
    return { check, ok: true, say: 'none yet: this machine makes its own at the first start. SEAL_CERTIFICATE names a real one.' };
  const days = Math.floor((certificate.validToDate.getTime() - now.getTime()) / DAY_MS);
  const named = `“${commonName(certificate)}”`;
  const until = certificate.validToDate.toISOString().slice(0, 10);
  if (days < 0) return { check, ok: false, say: `${named} expired on ${until}: nothing can be sealed. Have a new one issued.` };
  if (days < LEAST_DAYS) return { check, ok: false, say: `${named} expires on ${until}, in ${days} days. Have a new one issued now.` };
  return { check, ok: true, say: `${named}, until ${until}` };
}

async function localCertificate(dataDir: string): Promise<X509Certificate | undefined> {
  const pem = await readFile(join(dataDir, 'authority', 'seal.pem'), 'utf8').catch(() => undefined);
  return pem === undefined ? undefined : new X509Certificate(pem);
}

/** One real request: nobody learns from it more than that a digest of nothing was stamped. */
async function stampFindings(config: SealConfig, now: Date): Promise<readonly Finding[]> {
  const check = 'Time-stamps';
  if (config.tsaUrls.length === 0)
    return [{ check, ok: true, say: 'none: seals are of level B-B, their time is this machine’s word. TSA_URLS names who gives them.' }];
  const ask = timeStamps({ urls: config.tsaUrls, anchors: await tsaAnchors(config), now: () => now });
  const { token, reasons } = await ask(createHash('sha256').digest());
  const failed = reasons.length > 0 ? ` Failed: ${reasons.join('; ')}.` : '';
  if (token) return [{ check, ok: true, say: `given, for seals of level ${config.level}.${failed}` }];
  return [
    { check, ok: false, say: `nobody gives any: seals would wait an hour and then be of level B-B.${failed} Check TSA_URLS and TSA_CA.` },
  ];
}
