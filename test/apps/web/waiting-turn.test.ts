// A form on the page while its tenant has asked for all it may in this minute: kept, told so, and carried out in the next one.
import { expect, it } from 'vitest';
import { runInbox } from '#apps/dispatch/inbox-runner.ts';
import { DANA, r, TENANT } from '#test/support/build.ts';
import { proven, textOf, webSite } from '#test/support/web-site.ts';

it('is received, and counts when its turn comes', async () => {
  const reports: unknown[] = [];
  const report = (fault: unknown) => void reports.push(fault);
  const site = webSite({ ports: { report } });
  await site.limits.set(TENANT, { requestsPerMinute: 1 });
  await site.sent({ recipients: [{ ...DANA, step: 1 }] });
  // Opening the document is the one request; what proves the mailbox asks nothing of the record.
  const dana = await proven(site, r(1));
  expect(await site.state()).toMatchObject({ recipients: [{ status: 'viewed' }] });

  const declined = await dana.fill('decline', { reason: 'The amount is wrong.' });
  expect(textOf(declined.html)).toContain('you need not send it again');
  expect(await site.state()).toMatchObject({ status: 'sent' });

  const parts = { inbox: site.inbox, channels: { web: site.web }, report };
  expect(await runInbox(parts, await site.inbox.pending())).toBe(0);
  site.clock.machineNow += 60_000;
  expect(await runInbox(parts, await site.inbox.pending())).toBe(1);
  expect(await site.state()).toMatchObject({ status: 'declined' });
  expect(reports).toEqual([]);
});
