// The product's own Slack client against the demo's Slack: every call that it makes is understood there, with the seeded installation's token.
import { expect, it } from 'vitest';
import { seedSlack } from '#apps/local/slack/seed-slack.ts';
import { secretBox } from '#apps/secret-box.ts';
import { slackInstalls } from '#apps/slack/installs.ts';
import { slackApi } from '#apps/slack/web-api.ts';
import { accounts } from '#stores/accounts.ts';
import { installations } from '#stores/installations.ts';
import { T0, TENANT } from '#test/support/build.ts';
import { memoryTable } from '#test/support/memory-table.ts';
import { slackDemo } from '#test/support/slack-demo.ts';

const TEAM = 'T000000001';
const MAX = 'U000000MAX';
const SHOWN = { text: 'Please approve', blocks: [] };

async function product() {
  const demo = await slackDemo();
  const table = memoryTable();
  const box = secretBox([{ kid: 'k1', secret: Buffer.alloc(32, 7) }]);
  const stores = { accounts: accounts(table), installations: installations(table) };
  const seed = async () => seedSlack({ ...stores, box, now: () => T0 });
  await seed();
  const installs = slackInstalls({ installations: stores.installations, box, now: Date.now });
  return { ...demo, ...stores, seed, api: slackApi({ token: installs.tokenOf, url: demo.standIn.apiUrl }) };
}

it('knows whose workspace it is and who its people are, and a second start forgets nothing that was learnt', async () => {
  const { accounts: known, installations: installed, seed } = await product();
  expect(await installed.ofTenant(TENANT)).toMatchObject([{ install: TEAM, name: 'Northwind Traders', installedAt: T0 }]);
  const [max] = await known.ofPerson(TENANT, 'max@northwind.test');
  expect(max).toMatchObject({ user: MAX, standing: 'member', isEmailConfirmed: true, zone: 'Europe/Berlin' });
  if (max) await known.put({ ...max, address: 'D000000MAX' });
  await seed();
  expect(await known.get('slack', TEAM, MAX)).toMatchObject({ address: 'D000000MAX' });
});

it('posts, finds again, changes and whispers', async () => {
  const { api, get } = await product();
  const dm = await api.openDm(TEAM, MAX);
  expect(dm).toEqual({ ok: true, value: { channel: 'D000000MAX' } });
  const place = { install: TEAM, channel: 'D000000MAX' };
  const posted = await api.post({ ...place, shown: SHOWN, effect: 'FX/1', version: 2 });
  const ts = posted.ok ? posted.value.ts : '';
  expect(await api.findOurs({ ...place, effect: 'FX/1' })).toEqual({ ok: true, value: { ts, files: [] } });
  expect(await api.findOurs({ ...place, effect: 'FX/2' })).toEqual({ ok: true, value: { files: [] } });
  expect(await api.update({ ...place, ts, shown: { ...SHOWN, text: 'Approved' } })).toMatchObject({ ok: true });
  expect(await api.ephemeral({ ...place, user: MAX, shown: SHOWN })).toMatchObject({ ok: true });
  expect(await get(`messages?user=${MAX}`)).toMatchObject([
    { ts, text: 'Approved', edited: true },
    { text: 'Please approve', ephemeral: true },
  ]);
  expect(await api.update({ ...place, ts: '1.000001', shown: SHOWN })).toMatchObject({ ok: false, as: 'gone' });
});

it('gives files, finds them again, and takes those that people send', async () => {
  const { api, get, post, heard } = await product();
  const place = { install: TEAM, channel: 'D000000MAX' };
  const file = { ...place, filename: 'nda.pdf', title: 'CS-7K3F2-QXA9B nda', bytes: new Uint8Array(Buffer.from('%PDF-1.7')) };
  expect(await api.uploadFile(file)).toMatchObject({ ok: true });
  expect(await get(`messages?user=${MAX}`)).toMatchObject([{ files: [{ filename: 'nda.pdf', bytes: 8 }] }]);
  expect(await api.findOurs({ ...place, effect: 'FX/1' })).toMatchObject({ value: { files: [file.title] } });
  await post('messages', { user: MAX, text: '', files: [{ filename: 'mine.pdf', base64: 'JVBERg==' }] });
  const info = await api.fileInfo(TEAM, heard[0].event.files[0].id);
  const content = await api.download(TEAM, info.ok ? (info.value.url_private_download ?? '') : '');
  expect(content.ok && Buffer.from(content.value.bytes).toString()).toBe('%PDF');
});

it('answers a command, opens a form, shows a home, and learns who somebody is', async () => {
  const { api, get, post, heard } = await product();
  await post('commands', { user: MAX, command: '/sign', text: 'status' });
  expect(await api.respond(heard[0].response_url, { text: 'All is well' })).toMatchObject({ ok: true });
  expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'All is well', ephemeral: true }]);
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Form' }, blocks: [] };
  const opened = await api.openView({ install: TEAM, trigger: heard[0].trigger_id, view });
  const { id, hash } = opened.ok ? opened.value : { id: '', hash: '' };
  expect(await api.updateView({ install: TEAM, id, hash, view: { ...view, title: { type: 'plain_text', text: 'Ready' } } })).toMatchObject({
    ok: true,
  });
  expect(await get(`views?user=${MAX}`)).toMatchObject([{ id, title: { text: 'Ready' } }]);
  expect(await api.publishHome({ install: TEAM, user: MAX, blocks: [{ type: 'divider' }] })).toMatchObject({ ok: true });
  expect(await get(`home?user=${MAX}`)).toMatchObject({ blocks: [{ type: 'divider' }] });
  expect(await api.userInfo(TEAM, MAX)).toMatchObject({ value: { is_email_confirmed: true, profile: { email: 'max@northwind.test' } } });
});
