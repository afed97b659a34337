// What came in, as the rows of the inbox tell it: tests that deliver in any order ask afterwards what became of each delivery.
import type { Channel } from '#core/terms.ts';
import type { InboxOutcome, Item } from '#core/ports.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';

export type Asked = { readonly channel: Channel; readonly key: string; readonly outcome: InboxOutcome | undefined };

export async function requestsIn({ rows }: { rows(): readonly Item[] }, inbox: InboxWithAnswers): Promise<readonly Asked[]> {
  const names = rows().flatMap(({ pk, sk }) => {
    const [, channel, key] = /^IN#(email|web|slack|teams)#(.+)$/.exec(pk) ?? [];
    return sk === 'REQUEST' && isChannel(channel) && key !== undefined ? [{ channel, key }] : [];
  });
  return Promise.all(names.map(async (name) => ({ ...name, outcome: await inbox.outcome(name.channel, name.key) })));
}

/** In one word: what was done, why it was not, or what was said instead. */
export function inAWord(outcome: InboxOutcome | undefined): string {
  if (!outcome) return 'open';
  if (outcome.kind === 'dropped') return 'dropped';
  if (outcome.kind === 'answered') return `answered ${outcome.code}`;
  return outcome.result.ok ? 'done' : outcome.result.refusal.code;
}

function isChannel(name: string | undefined): name is Channel {
  return name === 'email' || name === 'web' || name === 'slack' || name === 'teams';
}
