// A reminder that speaks for several envelopes names the others.
import { expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { settingFor } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, MAX, OLIVIA, r } from '../../support/build.ts';
import { stateAfter } from '../../support/spec.ts';

test.each([
  ['en', 'Also waiting for you, each in a mail of its own: Lease (CS-00000-00000); NDA (CS-11111-11111).'],
  ['de', 'Außerdem wartet auf Sie, jeweils in einer eigenen Nachricht: Lease (CS-00000-00000); NDA (CS-11111-11111).'],
])('what else waits is told in %s', (language, sentence) => {
  const state = stateAfter(command(OLIVIA, body.draft({ recipients: [MAX] })), command(OLIVIA, body.send));
  if (state.status === 'none') throw new Error('There is no envelope.');
  const input = { notification: { kind: 'reminder', to: r(1), event: '3.0' }, state, setting: settingFor(language, offsetAt) } as const;
  const alsoWaits = [
    { envelope: 'CS-00000-00000' as EnvelopeId, title: 'Lease' },
    { envelope: 'CS-11111-11111' as EnvelopeId, title: 'NDA' },
  ];
  expect(notificationView({ ...input, alsoWaits }).paragraphs.join(' ')).toContain(sentence);
  expect(notificationView(input).paragraphs.join(' ')).not.toMatch(/Also waiting|Außerdem/);
});
