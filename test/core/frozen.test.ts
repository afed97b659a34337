// Every event ever written is read for ever: streams stored by earlier versions, folded by this one. Files here are never changed or
// removed; a new event type or field adds a file:
//   FREEZE=1 npx vitest run test/core/frozen.test.ts       writes the stories that have no file yet
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkStream, eventsOf } from '#core/chain.ts';
import { PERSONAL } from '#core/personal.ts';
import { fold } from '#core/fold.ts';
import { sha256 } from '../support/build.ts';
import { playedStory, STORIES, type Frozen } from '../support/frozen-stories.ts';

const folder = new URL('../fixtures/events/', import.meta.url);
for (const story of process.env.FREEZE ? STORIES : []) {
  const file = new URL(`${story.name}.json`, folder);
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(playedStory(story), null, 2)}\n`);
}
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const frozen = files.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Frozen] as const);

describe('stored streams', () => {
  test.each(frozen)('%s folds to what it meant and its chain holds', (_name, { stream, status, recipients }) => {
    const state = fold(stream);
    expect(checkStream(stream, sha256).chain).toBe('ok');
    expect(state.status).toBe(status);
    if (state.status === 'none') throw new Error('nothing was stored');
    expect(Object.fromEntries(state.recipients.map((one) => [one.id, one.status]))).toEqual(recipients);
  });
  test.each(STORIES.map((story) => [story.name, story] as const))(
    '%s, told again by today’s rules, comes to the same state',
    (name, story) => {
      const { status, recipients } = playedStory(story);
      const file = frozen.find(([known]) => known === `${name}.json`)?.[1];
      expect({ status, recipients }).toEqual({ status: file?.status, recipients: file?.recipients });
    },
  );
  test('there is one of every event type', () => {
    const seen = new Set(frozen.flatMap(([, { stream }]) => eventsOf(stream).map(({ event }) => event.type)));
    expect([...seen].toSorted()).toEqual(Object.keys(PERSONAL).toSorted());
  });
});
