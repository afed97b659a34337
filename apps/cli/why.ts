// `countersign why`: why an envelope stands where it stands, who is waited for and since when, and what happens next by itself. Also while
// the product runs.
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import { parseEnvelopeId, type EnvelopeId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { settingFor } from '#core/views/facts.ts';
import { whyParagraphs } from '#core/views/why.ts';
import { why, type Why } from '#core/why.ts';
import type { Instant } from '#core/time.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { directory } from '#stores/directory.ts';
import { ledger } from '#stores/ledger.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation } from './installation.ts';
import { print, printJson } from './print.ts';

export async function whyEnvelope(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' } });
  const id = parseEnvelopeId(positionals[0] ?? '');
  if (!id) throw new UsageProblem('Name an envelope, such as CS-7K3F2-QXA9B; a mistyped id does not pass its check.');
  return withInstallation('read', async (installation) => {
    const state = await stateOf(installation.table, id);
    const now = installation.now();
    const found = state && why(state, now);
    if (!found) {
      console.error(`There is no envelope ${id} in ${installation.place}.`);
      return 1;
    }
    if (values.json) printJson(found);
    else print(report(found, state, now));
    return 0;
  });
}

async function stateOf(table: Table, id: EnvelopeId): Promise<Existing | undefined> {
  for (const { id: tenant } of await directory(table).tenants()) {
    const state = fold(await ledger(table).load(tenant, id));
    if (state.status !== 'none') return state;
  }
  return undefined;
}

function report({ id, status }: Why, state: Existing, now: Instant): string {
  const setting = settingFor('en', offsetAt);
  const words = setting.phrases.why;
  return [
    words.title({ id, word: words.statuses[status] }),
    ...whyParagraphs(state, now, setting).map((sentences) => `  ${sentences}`),
  ].join('\n');
}
