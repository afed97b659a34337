// `countersign verify`: checks a sealed PDF offline, against the CA given by --trust or those that seals made here lead to; a reply by mail against
// the proof that was kept beside it; or a whole evidence bundle.
import { readFile } from 'node:fs/promises';
import { machineConfig } from '#apps/config.ts';
import { reverify } from '#apps/email/gate/reverify.ts';
import { verdictCode, verify } from '#apps/sealer/verify.ts';
import { argumentsOf, bytesOf, filesAt, UsageProblem } from './arguments.ts';
import { print, printJson } from './print.ts';
import { trustedHere } from './trusted.ts';
import { verifyBundle } from './verify-bundle.ts';
import { report } from './verify-report.ts';

const OPTIONS = { json: { type: 'boolean' }, trust: { type: 'string' }, proof: { type: 'string' }, bundle: { type: 'string' } } as const;

export async function verifyFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  if (values.bundle !== undefined) {
    const [pdf, ...more] = positionals;
    if (more.length > 0 || values.proof !== undefined) throw new UsageProblem('Name one PDF to hold against the bundle, or none.');
    return verifyBundle({ bundle: values.bundle, file: pdf, trust: await anchors(values.trust), isJson: values.json === true });
  }
  const [file, ...others] = await filesAt(positionals[0]);
  if (file === undefined || others.length > 0 || positionals.length > 1) throw new UsageProblem('Name one PDF to verify.');
  if (values.proof !== undefined) return verifyMail({ file, proof: values.proof, isJson: values.json === true });
  const found = await verify(await bytesOf(file), { trust: await anchors(values.trust) });
  if (values.json) printJson({ file, ...found });
  else print(report(file, found));
  return verdictCode(found);
}

async function verifyMail({ file, proof, isJson }: { file: string; proof: string; isJson: boolean }): Promise<number> {
  const found = await reverify(Buffer.from(await bytesOf(file)), jsonIn(Buffer.from(await bytesOf(proof)).toString('utf8')));
  if (isJson) printJson({ file, ...found });
  else if (found.ok)
    print(`${file}: holds\n  from ${found.from}, signed by ${found.domain} (${found.selector}) when it came, ${found.receivedAt}`);
  else print(`${file}: DOES NOT HOLD\n  ${found.why}.`);
  return found.ok ? 0 : 1;
}

/** What is no JSON is no proof. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function anchors(given: string | undefined): Promise<readonly string[]> {
  if (given !== undefined) {
    const pem = await readFile(given, 'utf8').catch((cause: unknown) => {
      throw new UsageProblem(`The certificate ${given} cannot be read.`, { cause });
    });
    return [pem];
  }
  return trustedHere(machineConfig().dataDir);
}
