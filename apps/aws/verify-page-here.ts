// The page that checks sealed files, made when the functions were bundled; what this installation's seals lead to is put in here.
import { readFile } from 'node:fs/promises';
import { getParameter } from '@aws-lambda-powertools/parameters/ssm';
import type { AwsConfig } from '#apps/aws-config.ts';
import { certificatesIn } from '#apps/sealer/trust.ts';
import type { VerifyPage } from '#apps/web/verify-page.ts';

/** Stands where the trusted certificates come, in the page as it was bundled. */
const ANCHORS_HERE = 'anchors of this installation';

export async function verifyPageHere({ SEAL_CERTIFICATE_PARAMETER, TSA_CA_PARAMETER }: AwsConfig): Promise<VerifyPage> {
  const { html, policy } = JSON.parse(await readFile(new URL('./verify-page.json', import.meta.url), 'utf8')) as VerifyPage;
  const seal = SEAL_CERTIFICATE_PARAMETER === undefined ? undefined : await getParameter(SEAL_CERTIFICATE_PARAMETER);
  const tsa = TSA_CA_PARAMETER === undefined ? undefined : await getParameter(TSA_CA_PARAMETER);
  const anchors = [...(seal === undefined ? [] : certificatesIn(seal).slice(-1).map(String)), ...(tsa === undefined ? [] : [tsa])];
  const found = JSON.stringify([ANCHORS_HERE]);
  if (!html.includes(found)) throw new Error('The page that checks files has no place for what it trusts. Bundle the functions again.');
  return { html: html.replace(found, () => JSON.stringify(anchors).replaceAll('<', '\\u003c')), policy };
}
