// The web channel brings nothing to anyone: people come to the page, and the page is always derived from the record as it stands.
// A message for a seat whose channel is the page is therefore delivered by being on the record, and its receipt says just that.
import type { Outbound } from '#core/messages.ts';

export const webOutbound: Outbound = {
  async deliver() {
    return { outcome: 'accepted', providerId: 'page' };
  },
};
