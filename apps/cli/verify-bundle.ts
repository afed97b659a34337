// `countersign verify --bundle`: an evidence bundle checked offline, a sentence for each thing that was looked at.
import { reverify } from '#apps/email/gate/reverify.ts';
import { bundleCode, checkBundle, type BundleCheck } from '#apps/evidence/check-bundle.ts';
import type { CheckStamp } from '#apps/evidence/check-stamps.ts';
import type { Finding } from '#apps/evidence/finding.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { checkDetached } from '#apps/sealer/stamping/detached.ts';
import { recordIn, verify } from '#apps/sealer/verify.ts';
import { bytesOf } from './arguments.ts';
import { print, printJson } from './print.ts';

type Asked = {
  readonly bundle: string;
  /** A PDF that is said to belong to it. */
  readonly file: string | undefined;
  readonly trust: readonly string[];
  readonly isJson: boolean;
};

export async function verifyBundle({ bundle, file, trust, isJson }: Asked): Promise<number> {
  const outside = file === undefined ? undefined : { path: file, content: await bytesOf(file) };
  const pdf = { seal: async (content: Uint8Array) => verify(content, { trust }), record: recordIn };
  const checkStamp: CheckStamp = (token, content) => checkDetached(token, content, trust);
  const check = await checkBundle({ bundle: await bytesOf(bundle), outside }, { pdf, checkMail: reverify, checkStamp, sha256 });
  if (isJson) printJson({ bundle, ...check });
  else print(report(bundle, check));
  return bundleCode(check);
}

const MARKS: Record<Finding['result'], string> = { holds: 'holds    ', fails: 'FAILS    ', unchecked: 'unchecked' };

function report(bundle: string, check: BundleCheck): string {
  const code = bundleCode(check);
  const verdict = {
    0: 'everything holds',
    3: 'everything holds, but nobody whom you named vouches for it (--trust CA.pem)',
    1: 'DOES NOT HOLD',
  };
  return [
    `${bundle} (${check.envelope ?? 'no envelope'}): ${verdict[code]}`,
    ...check.findings.map(({ result, sentence }) => `  ${MARKS[result]}  ${sentence}`),
  ].join('\n');
}
