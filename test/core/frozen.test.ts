// Every event ever written is read for ever: streams stored by earlier versions, folded by this one. Files here are never changed or
// removed; a new event type or field adds a file.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkStream, eventsOf } from '#core/chain.ts';
import { PERSONAL } from '#core/events.ts';
import { fold } from '#core/fold.ts';
import type { Stream } from '#core/record.ts';
import { sha256 } from '../support/build.ts';

type Frozen = { readonly stream: Stream; readonly status: string; readonly recipients: Readonly<Record<string, string>> };

const folder = new URL('../fixtures/events/', import.meta.url);
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
  test('there is one of every event type', () => {
    const seen = new Set(frozen.flatMap(([, { stream }]) => eventsOf(stream).map(({ event }) => event.type)));
    expect([...seen].toSorted()).toEqual(Object.keys(PERSONAL).toSorted());
  });
});
