// `countersign redrive`: what was given up, why, and what would come of it now; with --run it is put back. Also while the product runs.
import { deadList, redrive, type Dead, type DeadFilter } from '#apps/dispatch/dead-list.ts';
import { parseEnvelopeId } from '#core/ids.ts';
import { effectName } from '#stores/effect-row.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print, printJson } from './print.ts';

const OPTIONS = {
  tenant: { type: 'string' },
  kind: { type: 'string' },
  run: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export async function redriveDead(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const filter = { tenant: values.tenant, kind: values.kind, envelope: envelopeOf(positionals) };
  return withInstallation(values.run ? 'write' : 'read', async ({ table }) => {
    const found = await deadList(table, filter);
    for (const dead of found) {
      if (values.run) await redrive(table, dead);
      if (values.json) printJson(lineOf(dead, values.run));
      else print(sentencesOf(dead, values.run));
    }
    if (!values.json) print(summaryOf(found.length, values.run));
    return 0;
  });
}

function envelopeOf([given, ...others]: readonly string[]): DeadFilter['envelope'] {
  if (given === undefined) return undefined;
  const id = parseEnvelopeId(given);
  if (id && others.length === 0) return id;
  throw new UsageProblem('Name one envelope, such as CS-7K3F2-QXA9B, or none for all; a mistyped id does not pass its check.');
}

function lineOf({ letter, would, to }: Dead, isRun: boolean) {
  const { why, attempts } = letter;
  const about =
    letter.of === 'effect'
      ? { effect: effectName(letter.key), tenant: letter.tenant, envelope: letter.envelope, kind: letter.kind, seat: letter.to }
      : { request: letter.key, channel: letter.channel, tenant: null, envelope: null, kind: 'request', seat: null };
  return { ...about, why, attempts, diedAt: new Date(letter.at).toISOString(), would, to, redriven: isRun };
}

function sentencesOf(dead: Dead, isRun: boolean): string {
  const { why, attempts, diedAt, kind, envelope, tenant } = lineOf(dead, isRun);
  const { letter } = dead;
  const name = letter.of === 'effect' ? `${envelope ?? 'no envelope'} (${tenant}): ${kind}` : `request ${letter.key} (${letter.channel})`;
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return [name, `    died ${diedAt} after ${times}: ${why}`, `    ${isRun ? 'put back' : 'now'}: ${outlookOf(dead)}`].join('\n');
}

function outlookOf({ would, to }: Dead): string {
  switch (would) {
    case 'send':
      return to ? `goes to ${to.name} <${to.email}> by ${to.channel}` : 'goes out again';
    case 'redraw':
      return 'the card is made true';
    case 'seal':
      return 'the documents are sealed again';
    case 'stamp':
      return 'a time-stamp is asked for again';
    case 'erase':
      return 'the erasure is carried out';
    case 'process':
      return 'is carried out from the start';
    case 'close':
      return 'is no longer true, and is closed unsent';
  }
}

function summaryOf(count: number, isRun: boolean): string {
  if (count === 0) return 'Nothing is dead.';
  const things = count === 1 ? '1 dead letter' : `${count} dead letters`;
  return isRun
    ? `${things} put back. The product carries on with them as soon as it runs.`
    : `${things}. Nothing was changed; --run puts them back.`;
}
