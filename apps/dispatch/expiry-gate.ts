// What was received by a deadline must get its outcome before the envelope closes. Requests never stop coming, so it does not wait for an
// empty inbox: it notes who is in it at some moment, and when all of those have their outcome, everything up to that moment has one.
import type { Inbox } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';

export type ExpiryGate = {
  /** @returns the time up to which every request that came in has its outcome; undefined while none is known */
  clearUntil(now: Instant): Promise<Instant | undefined>;
};

export function expiryGate(inbox: Pick<Inbox, 'pending'>): ExpiryGate {
  let noted: { readonly at: Instant; readonly open: ReadonlySet<string> } | undefined;
  let clear: Instant | undefined;
  return {
    async clearUntil(now) {
      const open = new Set((await inbox.pending()).map(({ channel, key }) => `${channel}#${key}`));
      if (noted?.open.isDisjointFrom(open)) {
        clear = noted.at;
        noted = undefined;
      }
      if (open.size === 0) clear = now;
      else noted ??= { at: now, open };
      return clear;
    },
  };
}
