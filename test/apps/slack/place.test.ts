// Addresses on Slack as the rest of the product keeps them: what we wrote comes back, and nothing else does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardRef, readCardRef, readPlace, writePlace, type SlackPlace } from '#apps/slack/place.ts';
import { T0 } from '#test/support/build.ts';

const id = fc.stringMatching(/^[TCDUE][A-Z0-9]{2,10}$/);
const anyPlace: fc.Arbitrary<SlackPlace> = fc.record(
  { install: id, channel: id, user: id, thread: fc.constant('1.2'), respondTo: fc.webUrl(), until: fc.constant(T0) },
  { requiredKeys: ['install', 'channel'] },
);

describe('a place on Slack', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        expect(readPlace(writePlace(place))).toEqual(place);
      }),
    );
  });

  it('is nothing else', () => {
    for (const junk of ['', '{', 'null', '[]', '{"install":"T1"}', '{"install":"T1","channel":"C1","until":"soon"}', '<m@x.test>']) {
      expect(readPlace(junk)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string(), (junk) => {
        expect(readPlace(junk)).toBeUndefined();
      }),
    );
  });

  it('is the address of a card, and comes back', () => {
    fc.assert(
      fc.property(id, id, fc.nat(), (install, channel, at) => {
        const card = { install, channel, ts: `1795000000.${at}` };
        expect(readCardRef(cardRef(card))).toEqual(card);
      }),
    );
    for (const junk of ['', 'T1/C1', 'T1/C1/1', 'T1/C1/1.2/3', 'T1/../1.2', ' T1/C1/1.2']) expect(readCardRef(junk)).toBeUndefined();
  });
});
