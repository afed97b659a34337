// `countersign doctor`: what is missing on this machine, and how to mend it. Changes nothing.
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { ConfigProblem, liveConfig, machineConfig } from '#apps/config.ts';
import { argumentsOf } from './arguments.ts';
import { chatFindings } from './doctor-chats.ts';
import type { Finding } from './finding.ts';
import { print, printJson } from './print.ts';

const LEAST_NODE = 24;
const LEAST_FREE_MB = 500;

export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = argumentsOf(args, { json: { type: 'boolean' } });
  const { port, smtpPort, dataDir } = machineConfig();
  const findings = [
    node(),
    await folder(dataDir),
    await space(dataDir),
    await portFree('the pages', port, 'PORT'),
    await portFree('incoming mail', smtpPort, 'SMTP_PORT'),
    live(),
    ...(await chatFindings(dataDir)),
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

const LIVE = 'Live settings';

/** Only `serve` needs them, so a missing one is told and not held against the machine. */
function live(): Finding {
  try {
    const { publicUrl, mailDomain } = liveConfig();
    return { check: LIVE, ok: true, say: `${publicUrl}, mail for ${mailDomain}` };
  } catch (problem) {
    if (!(problem instanceof ConfigProblem)) throw problem;
    return { check: LIVE, ok: false, say: `needed for countersign serve only. ${problem.message}` };
  }
}
