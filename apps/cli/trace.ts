// `countersign trace`: everything on record about an envelope: people, events with their hashes, effects. Also while the product runs.
import { checkStream, eventsOf } from '#core/chain.ts';
import type { Envelope } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import { parseEnvelopeId, type EnvelopeId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { directory } from '#stores/directory.ts';
import { effectName } from '#stores/effect-row.ts';
import { effects } from '#stores/effects.ts';
import { ledger } from '#stores/ledger.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print, printJson } from './print.ts';

export async function trace(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' } });
  const id = parseEnvelopeId(positionals[0] ?? '');
  if (!id) throw new UsageProblem('Name an envelope, such as CS-7K3F2-QXA9B; a mistyped id does not pass its check.');
  return withInstallation('read', async ({ table, place }) => {
    const found = await traceOf(table, id);
    if (!found) {
      console.error(`There is no envelope ${id} in ${place}.`);
      return 1;
    }
    if (values.json) printJson(found);
    else print(report(found));
    return found.chain === 'ok' ? 0 : 1;
  });
}

export type Trace = NonNullable<Awaited<ReturnType<typeof traceOf>>>;

export async function traceOf(table: Table, id: EnvelopeId) {
  for (const { id: tenant } of await directory(table).tenants()) {
    const stream = await ledger(table).load(tenant, id);
    const state = fold(stream);
    if (state.status === 'none') continue;
    const known = await effects({ table, machineNow: Date.now, leaseMs: 0 }).list(tenant, id);
    return {
      id,
      tenant,
      state: state.status,
      sealing: state.status === 'completed' ? state.sealing.state : null,
      version: stream.version,
      chain: checkStream(stream, sha256).chain,
      recipients: recipientLines(state),
      events: eventLines(stream),
      effects: known.map(({ key, state: standing, attempts }) => ({ key: effectName(key), state: standing, attempts })),
    };
  }
  return undefined;
}

function recipientLines(state: Exclude<Envelope, { status: 'none' }>) {
  return state.recipients.map(({ name, email, role, step, status, act, channel }) => ({
    name,
    email,
    role,
    step,
    status,
    via: act?.via ?? channel,
  }));
}

function eventLines(stream: Stream) {
  return eventsOf(stream).map(({ version, index, event: { at, type, by } }) => ({
    version,
    at,
    type,
    by: by.seat,
    via: by.via,
    hash: stream.commits[version - 1]?.leaves[index] ?? null,
  }));
}

export function report({ id, tenant, state, sealing, chain, recipients, events, effects: known }: Trace): string {
  return [
    `${id} (${tenant}): ${state}${sealing === null ? '' : `, ${sealing}`}; chain ${chain}`,
    '',
    ...recipients.map(
      ({ name, email, role, step, status, via }) => `  ${step === 0 ? ' ' : step} ${name} <${email}> ${role}: ${status} (${via})`,
    ),
    '',
    ...events.map(({ version, at, type, by, via }) => `  ${String(version).padStart(3)}  ${at}  ${type.padEnd(20)} ${by} via ${via}`),
    '',
    ...known.map(({ key, state: standing, attempts }) => `  ${standing.padEnd(10)} ${attempts}×  ${key}`),
  ].join('\n');
}
