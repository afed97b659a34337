// Where the buttons of a card lead that open a page.
import { expect, test } from 'vitest';
import { pageLinks } from '#apps/chat/page-links.ts';
import { seatCard } from '#core/cards/seat.ts';
import { settingFor } from '#core/views/facts.ts';
import { body, command, content, ENVELOPE, OLIVIA, T0 } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { chatKit, NORTHWIND } from './kit.ts';

test('the card of a draft leads its sender to their page, and to the one where fields are placed', async () => {
  const { ports } = await chatKit();
  const state = stateAfter(command(OLIVIA, body.draft(content())));
  if (state.status === 'none') throw new Error('There is no draft.');
  const card = seatCard({ state, version: 1, seat: 'sender', setting: settingFor('en', ports.offsetAt), now: T0 });
  const link = await pageLinks(ports, card, state);
  const opened = card.actions.flatMap(({ does }) => ('open' in does ? [link(does) ?? ''] : []));
  const token = /\/s\/(\w+)$/.exec(opened[1] ?? '')?.[1] ?? '';
  expect(opened).toEqual([`http://localhost:3000/s/${token}/place`, `http://localhost:3000/s/${token}`]);
  expect(await ports.tokens.resolve(token)).toMatchObject({ envelope: ENVELOPE, tenant: NORTHWIND.id, seat: 'sender', purpose: 'page' });
});
