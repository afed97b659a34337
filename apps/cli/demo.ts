// `countersign demo`: the main job from end to end, headless, through public edges only; ends with the timeline and the path of the PDF.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnvelopeId } from '#core/ids.ts';
import { machineConfig } from '#apps/config.ts';
import { startDemo } from '#apps/local/start.ts';
import { verdictCode, verify } from '#apps/sealer/verify.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { openDataDir } from '#apps/local/data-dir.ts';
import { argumentsOf } from './arguments.ts';
import { playChatStory } from './chat-story.ts';
import type { Story } from './demo-story.ts';
import { report, traceOf } from './trace.ts';
import { trustedHere } from './trusted.ts';

export async function demo(args: readonly string[]): Promise<number> {
  argumentsOf(args, {});
  const { dataDir } = machineConfig();
  const began = Date.now();
  let step = 0;
  const tell = (line: string) => {
    step += 1;
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(5);
    console.log(`${String(step).padStart(2)}  ${seconds} s  ${line}`);
  };

  tell('Countersign starts on this machine');
  const product = await startDemo({ port: 0, smtpPort: 0, dataDir });
  let story: Story;
  try {
    const edges = { web: `http://127.0.0.1:${product.port}`, smtp: { host: '127.0.0.1', port: product.smtpPort } };
    story = await playChatStory(edges, tell);
  } finally {
    await product.close();
  }
  const path = await keep(dataDir, story);

  tell('The sealed PDF is verified offline');
  const verdict = await verify(story.sealed, { trust: await trustedHere(dataDir) });
  console.log(`\n${await timelineOf(dataDir, story)}\n`);
  console.log(
    `Verified: intact ${verdict.intact}, issuer ${verdict.trust}, level ${verdict.level}, time-stamp ${verdict.timestamp?.trust ?? 'none'}, ${verdict.ledger?.events ?? 0} shared events, chain ${verdict.ledger?.chain ?? 'none'}`,
  );
  console.log(`Sealed PDF: ${path}`);
  return verdictCode(verdict);
}

async function keep(dataDir: string, { envelope, sealed, filename }: Story): Promise<string> {
  const folder = join(dataDir, 'sealed', envelope);
  await mkdir(folder, { recursive: true });
  const path = join(folder, filename);
  await writeFile(path, sealed);
  return path;
}

async function timelineOf(dataDir: string, { envelope }: Story): Promise<string> {
  const data = await openDataDir(dataDir, 'demo');
  const table = sqliteTable(data.table, { readOnly: true });
  try {
    const id = parseEnvelopeId(envelope);
    const trace = id && (await traceOf(table, id));
    if (!trace) throw new Error(`The envelope ${envelope} is not in the data folder ${dataDir}.`);
    return report(trace);
  } finally {
    await table.close();
  }
}
