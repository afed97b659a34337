// The web channel under the contract of all channels.
import { consentIdFor } from '#core/consent.ts';
import { channelContract } from '../../contract/channel.ts';
import { DANA, ENVELOPE, r, T0, TENANT } from '../../support/build.ts';
import { LEASE_MS } from '../../support/store-kit.ts';
import { webSite } from '../../support/web-site.ts';

channelContract('web', async () => {
  const site = webSite();
  await site.sent({ recipients: [{ ...DANA, step: 1 }] });
  const state = await site.state();
  const fingerprint = state.status === 'sent' ? state.fingerprint : '';
  async function accepted(key: string, level: 'L0' | 'L2'): Promise<string> {
    await site.inbox.accept('web', key, {
      format: 'web-request/1',
      tenant: TENANT,
      envelope: ENVELOPE,
      seat: r(1),
      act: { type: 'sign', fingerprint, typedName: 'Dana', consent: consentIdFor('en'), hasAgreed: true, words: 'I sign' },
      receivedAt: T0,
      session: { id: 's1', level, openedAt: T0, provenAt: level === 'L2' ? T0 : null },
      from: { ip: '127.0.0.1', userAgent: 'test' },
    });
    return key;
  }
  return {
    entry: site.web,
    ports: site.ports,
    tenant: { id: TENANT, name: 'Northwind Traders', domains: ['northwind.test'], zone: 'UTC' },
    envelope: ENVELOPE,
    seat: r(1),
    genuine: async () => accepted('web/one', 'L2'),
    // Whoever only has the link is not that person as far as signing goes: the act is held and counts for nothing.
    forged: async () => accepted('web/two', 'L0'),
    passLease: () => void (site.clock.machineNow += LEASE_MS + 1),
  };
});
