// `countersign erase`: what of an envelope, or of one of its recipients, would be taken off the record and out of the stores; with --run it
// is done, beside a running product too. Says how many of what kind, never a value.
import { eraseRunner } from '#apps/dispatch/erase-runner.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { decide } from '#core/decide.ts';
import type { Command } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import { parseEnvelopeId, type EnvelopeId, type RecipientId } from '#core/ids.ts';
import { english } from '#core/phrases/en/english.ts';
import { refusalSentence } from '#core/phrases/refusal-sentences.ts';
import type { Refusal } from '#core/refusal.ts';
import { instantOf } from '#core/time.ts';
import { eraseEffect } from '#stores/effect-row.ts';
import { erasureInventory, isNothing, type Inventory } from '#stores/erasure-inventory.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print, printJson } from './print.ts';
import { storesIn, type Stores } from './stores-in.ts';

const OPTIONS = {
  recipient: { type: 'string' },
  run: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Asked = { readonly id: EnvelopeId; readonly recipient: RecipientId | null; readonly isRun: boolean; readonly isJson: boolean };

export async function eraseEnvelope(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const [given = '', ...others] = positionals;
  const id = parseEnvelopeId(given);
  if (!id || others.length > 0) throw new UsageProblem('Name one envelope, such as CS-7K3F2-QXA9B; a mistyped id does not pass its check.');
  const asked = { id, recipient: recipientOf(values.recipient), isRun: values.run, isJson: values.json };
  return withInstallation(values.run ? 'write' : 'read', async (found) =>
    carryOut({ ...(await storesIn(found)), place: found.place }, asked),
  );
}

function recipientOf(text: string | undefined): RecipientId | null {
  if (text === undefined) return null;
  if (/^r[1-9]\d{0,3}$/.test(text)) return text as RecipientId;
  throw new UsageProblem('Name a recipient by the seat that `countersign trace` shows, such as r2.');
}

async function carryOut(stores: Stores & { readonly place: string }, { id, recipient, isRun, isJson }: Asked): Promise<number> {
  const state = await stateOf(stores, id);
  if (!state) return complain(`There is no envelope ${id} in ${stores.place}.`);
  const { tenant } = state;
  const { version } = await stores.ledger.load(tenant, id);
  const command: Command = {
    type: 'erase',
    at: instantOf(Date.now()),
    by: { kind: 'system', via: 'dispatch' },
    key: `erase/${recipient ?? 'all'}/${version}`,
    recipient,
  };
  const decision = decide(state, command, offsetAt);
  if (!decision.ok) return complain(sentenceFor(decision.refusal, recipient));
  const found = await erasureInventory(stores, { tenant, envelope: id, recipient });
  const isDone = isRun && !isNothing(found);
  if (isDone) await erase(stores, { state, command });
  if (isJson) printJson({ envelope: id, tenant, recipient, ...found, erased: isDone });
  else print(report(found, { id, recipient, isRun }));
  return 0;
}

async function stateOf({ ledger, directory }: Stores, id: EnvelopeId): Promise<Existing | undefined> {
  for (const { id: tenant } of await directory.tenants()) {
    const state = fold(await ledger.load(tenant, id));
    if (state.status !== 'none') return state;
  }
  return undefined;
}

/** On the record first, then done at once; where a running product has taken it up already, it does it. */
async function erase(stores: Stores, { state: { id: envelope, tenant }, command }: { state: Existing; command: Command }): Promise<void> {
  const outcome = await stores.commands.run(tenant, envelope, command);
  if (!outcome.ok) throw new Error(`The erasure of ${envelope} was refused at the last moment: ${outcome.refusal.code}. Try again.`);
  const event = `${outcome.version}.0`;
  const effect = eraseEffect({ tenant, envelope, event });
  await stores.effects.plan(effect);
  const claimed = await stores.effects.claim(effect.key);
  if (!claimed) return;
  try {
    await eraseRunner(stores)({ tenant, envelope, event });
  } catch (fault) {
    await stores.effects.retry(claimed, { at: Date.now(), error: fault instanceof Error ? fault.message : String(fault) });
    throw new Error(
      `The erasure of ${envelope} is on record and not finished; the product carries on with it. Start it, or run this again.`,
      { cause: fault },
    );
  }
  await stores.effects.done(claimed, { providerId: 'eraser' });
  await stores.projections.project(await stores.ledger.load(tenant, envelope));
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}

function sentenceFor(refusal: Refusal, recipient: RecipientId | null): string {
  if (refusal.code === 'not-yours') return `The envelope has no recipient ${recipient ?? ''}. \`countersign trace\` shows its seats.`;
  return refusalSentence(english.refusals, refusal, { when: (at) => at, isSender: false });
}

function report(found: Inventory, { id, recipient, isRun }: Pick<Asked, 'id' | 'recipient' | 'isRun'>): string {
  const whose = recipient === null ? id : `recipient ${recipient} of ${id}`;
  if (isNothing(found)) return `Nothing personal is left of ${whose}.`;
  const kinds = (counts: Readonly<Record<string, number>>) => Object.entries(counts).map(([kind, count]) => `    ${count} × ${kind}`);
  return [
    isRun ? `Erased of ${whose}:` : `Would be erased of ${whose}:`,
    '  personal values on the record, by event:',
    ...kinds(found.values),
    '  messages (text and reader), by kind:',
    ...kinds(found.messages),
    ...(found.unsent > 0 ? [`  of these not sent yet, and never to be: ${found.unsent}`] : []),
    `  requests: ${found.requests}; links: ${found.links}; files: ${found.files}`,
    isRun
      ? 'The record holds as before. Backups keep what they hold until they are replaced.'
      : 'Nothing was changed; --run erases for good.',
  ].join('\n');
}
