// `countersign doctor`: what is missing on this machine, and how to mend it. Changes nothing, and sends nothing unless it is told to probe.
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigProblem, liveConfig, machineConfig, type LiveConfig } from '#apps/config.ts';
import { findSoffice, type OfficeSettings } from '#apps/office/find.ts';
import { systemResolver } from '#apps/world/system-resolver.ts';
import { argumentsOf } from './arguments.ts';
import { chatFindings } from './doctor-chats.ts';
import { sealFindings } from './doctor-seal.ts';
import type { Finding } from './finding.ts';
import { print, printJson } from './print.ts';

const LEAST_NODE = 24;
const LEAST_FREE_MB = 500;

export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = argumentsOf(args, { json: { type: 'boolean' }, probe: { type: 'boolean' } });
  const { port, smtpPort, dataDir, office } = machineConfig();
  const findings = [
    node(),
    await folder(dataDir),
    await space(dataDir),
    // A probe is for a machine that may be at work: it says itself at which door it waited.
    ...(values.probe ? [] : [await portFree('the pages', port, 'PORT'), await portFree('incoming mail', smtpPort, 'SMTP_PORT')]),
    await officeFinding(office),
    live(),
    ...(await sealFindings(dataDir, new Date())),
    ...(await chatFindings(dataDir)),
    ...(values.probe ? await probed({ isJson: values.json === true }) : []),
  ];
  for (const finding of findings) {
    // A workspace is called as strangers please.
    if (values.json) printJson(finding);
    else print(`${finding.ok ? 'ok  ' : 'MEND'} ${finding.check}: ${finding.say}`);
  }
  return findings.every(({ ok, check }) => ok || check === LIVE) ? 0 : 1;
}

function node(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= LEAST_NODE;
  const say = ok
    ? process.version
    : `${process.version} is too old. Run through npm (npm start), or install Node ${LEAST_NODE} or newer (macOS: brew install node).`;
  return { check: 'Node', ok, say };
}

async function folder(dataDir: string): Promise<Finding> {
  const target = await access(dataDir).then(
    () => dataDir,
    () => dirname(dataDir),
  );
  const ok = await access(target, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    check: 'Data folder',
    ok,
    say: ok ? dataDir : `${target} cannot be written. Choose another folder with DATA_DIR, or change its rights.`,
  };
}

async function space(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dirname(dataDir));
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  const ok = freeMb >= LEAST_FREE_MB;
  return {
    check: 'Disk',
    ok,
    say: ok ? `${freeMb} MB free` : `only ${freeMb} MB free. Make room, or choose another folder with DATA_DIR.`,
  };
}

async function portFree(what: string, port: number, name: string): Promise<Finding> {
  const problem = await new Promise<string | undefined>((settle) => {
    const probe = createServer();
    probe.once('error', (error) => settle('code' in error ? String(error.code) : error.message));
    probe.listen(port, '127.0.0.1', () => probe.close(() => settle(undefined)));
  });
  const say =
    problem === undefined ? `${port} is free for ${what}` : `${port} for ${what} is taken (${problem}). Stop what uses it, or set ${name}.`;
  return { check: `Port ${name}`, ok: problem === undefined, say };
}

/** A convenience, unless the settings name a program that is not there. */
async function officeFinding(office: OfficeSettings): Promise<Finding> {
  const program = await findSoffice(office);
  const check = 'Office documents';
  if (program !== undefined) return { check, ok: true, say: `turned into PDF by ${program}` };
  if (office.given !== undefined) return { check, ok: false, say: `${office.given} (SOFFICE_PATH) is no program that can be run.` };
  return {
    check,
    ok: true,
    say: 'refused, with a word to their sender. Install LibreOffice to accept .docx and .odt, or set SOFFICE_PATH.',
  };
}

const LIVE = 'Live settings';

/** Loaded on demand: it brings the libraries that send and fetch mail. What it waits for is said aside, so that JSON stays JSON. */
async function probed({ isJson }: { isJson: boolean }): Promise<readonly Finding[]> {
  const config = liveOrNot();
  if (config instanceof ConfigProblem) return [{ check: 'Probe', ok: false, say: config.message }];
  const { probeFindings } = await import('./probe.ts');
  const progress = (line: string) => (isJson ? undefined : console.error(line));
  return probeFindings({ config, resolver: systemResolver(), progress, machineNow: Date.now, sleep: async (ms) => sleep(ms) });
}

/** Only `serve` needs them, so a missing one is told and not held against the machine. */
function live(): Finding {
  const found = liveOrNot();
  if (found instanceof ConfigProblem) return { check: LIVE, ok: false, say: `needed for countersign serve only. ${found.message}` };
  return { check: LIVE, ok: true, say: `${found.publicUrl}, mail for ${found.mailDomain}` };
}

function liveOrNot(): LiveConfig | ConfigProblem {
  try {
    return liveConfig();
  } catch (problem) {
    if (problem instanceof ConfigProblem) return problem;
    throw problem;
  }
}
