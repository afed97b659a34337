// Who somebody in Slack is to us, and what is in a file that they name.
import { describe, expect, test } from 'vitest';
import { slackInstalls } from '#apps/slack/installs.ts';
import { slackPlatform } from '#apps/slack/identity.ts';
import { denied } from '#apps/slack/slack-fault.ts';
import type { SlackApi } from '#apps/slack/web-api.ts';
import type { Account } from '#core/people.ts';
import { instantOf } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { installations } from '#stores/installations.ts';
import { accountFor, box, installationFor, NORTHWIND } from './kit.ts';
import { memoryTable } from '#test/support/memory-table.ts';
import { MAX, NOW, TEAM, type Payload } from '#test/support/slack-deliveries.ts';

const FULL: Payload = {
  id: MAX,
  team_id: TEAM,
  name: 'max',
  real_name: 'Max Berger',
  tz: 'Europe/Berlin',
  locale: 'de-DE',
  deleted: false,
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_email_confirmed: true,
  profile: { real_name: 'Max Berger', email: 'Max@Northwind.test' },
};

type World = { user?: Payload; known?: Account; install?: string; file?: Payload; content?: Awaited<ReturnType<SlackApi['download']>> };

async function world({ user = FULL, known, install = TEAM, file, content }: World = {}) {
  const table = memoryTable();
  const people = accounts(table);
  const places = installations(table);
  await places.put(installationFor(install));
  if (known) await people.put(known);
  const asked: string[] = [];
  const api: Pick<SlackApi, 'userInfo' | 'fileInfo' | 'download'> = {
    async userInfo(_install, id) {
      asked.push(id);
      return user['id'] === id ? { ok: true, value: user } : denied('elsewhere', 'user_not_found');
    },
    fileInfo: async () => (file ? { ok: true, value: file } : denied('gone', 'file_not_found')),
    download: async () => content ?? { ok: true, value: { bytes: Buffer.from('%PDF-1.7'), contentType: 'application/pdf' } },
  };
  const installs = slackInstalls({ installations: places, box, now: () => NOW });
  return { asked, people, platform: slackPlatform({ accounts: people, api, installs, clock: () => instantOf(NOW) }) };
}

describe('who somebody in Slack is', () => {
  test('is what Slack says, with the address in lower case', async () => {
    const { platform, people } = await world();
    const account = await platform.account(TEAM, MAX);
    expect(account).toEqual({
      platform: 'slack',
      install: TEAM,
      user: MAX,
      tenant: NORTHWIND,
      email: 'max@northwind.test',
      isEmailConfirmed: true,
      name: 'Max Berger',
      standing: 'member',
      language: 'de-DE',
      zone: 'Europe/Berlin',
      checkedAt: instantOf(NOW),
    });
    expect(await people.get('slack', TEAM, MAX)).toEqual(account);
  });

  test.each([
    ['a guest', { is_restricted: true }, 'guest'],
    ['a guest of one channel', { is_ultra_restricted: true }, 'guest'],
    ['someone who was invited and never came', { is_invited_user: true }, 'guest'],
    ['someone who left', { deleted: true, is_restricted: true }, 'deactivated'],
    ['a program', { is_bot: true }, 'bot'],
    ['a workflow', { is_workflow_bot: true }, 'bot'],
    ['a stranger', { is_stranger: true }, 'stranger'],
    ['someone of another workspace', { team_id: 'T0OTHER01' }, 'stranger'],
    ['a guest of another workspace', { team_id: 'T0OTHER01', is_restricted: true }, 'stranger'],
    ['a colleague of the same organisation', { team_id: 'T0NORTH02', enterprise_user: { enterprise_id: 'E1', teams: [TEAM] } }, 'member'],
  ])('%s', async (_, more, standing) => {
    const { platform } = await world({ user: { ...FULL, ...more } });
    expect(await platform.account(TEAM, MAX)).toMatchObject({ standing });
  });

  test('of an organisation that installed us as a whole is one of its people', async () => {
    const user = { ...FULL, team_id: 'T0NORTH02', enterprise_user: { enterprise_id: 'E0NORTH01', teams: ['T0NORTH02'] } };
    const { platform } = await world({ install: 'E0NORTH01', user });
    expect(await platform.account('E0NORTH01', MAX)).toMatchObject({ standing: 'member', install: 'E0NORTH01' });
  });

  test.each([[{ is_email_confirmed: false }], [{ is_email_confirmed: undefined }], [{ is_email_confirmed: 'true' }]])(
    'an address that Slack has not seen confirmed is not: %j',
    async (more) => {
      const { platform } = await world({ user: { ...FULL, ...more } });
      expect(await platform.account(TEAM, MAX)).toMatchObject({ isEmailConfirmed: false });
    },
  );

  test('without an address is somebody without one', async () => {
    const { platform } = await world({ user: { ...FULL, profile: {} } });
    expect(await platform.account(TEAM, MAX)).toMatchObject({ email: null });
  });

  test('asked lately is not asked again', async () => {
    const { platform, asked } = await world({ known: accountFor() });
    expect(await platform.account(TEAM, MAX)).toEqual(accountFor());
    expect(asked).toEqual([]);
  });

  test.each([NOW - 600_000, NOW + 1])('asked ten minutes ago, or in a future that was taken back, is asked again: %i', async (at) => {
    const { platform, asked } = await world({ known: accountFor({ checkedAt: instantOf(at), address: 'D0MAXDM01' }) });
    expect(await platform.account(TEAM, MAX)).toMatchObject({ checkedAt: instantOf(NOW), address: 'D0MAXDM01' });
    expect(asked).toEqual([MAX]);
  });

  test('whose address changed is another person: their direct message is opened anew', async () => {
    const known = accountFor({ checkedAt: instantOf(NOW - 600_000), address: 'D0MAXDM01', email: 'old@northwind.test' });
    const { platform } = await world({ known });
    expect(await platform.account(TEAM, MAX)).not.toHaveProperty('address');
  });

  test('of a workspace that has not installed us is nobody, and nobody is asked', async () => {
    const { platform, asked } = await world();
    expect(await platform.account('T0FABRI01', 'U0DANA001')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('whom Slack does not know is nobody', async () => {
    const { platform } = await world();
    expect(await platform.account(TEAM, 'U0NOBODY1')).toBeUndefined();
  });
});

describe('a file in Slack', () => {
  const FILE = { id: 'F1', name: 'contract.pdf', mimetype: 'application/pdf', url_private_download: 'https://files.slack.com/F1' };

  test('is fetched', async () => {
    const { platform } = await world({ file: FILE });
    expect(await platform.file(TEAM, 'F1')).toMatchObject({ ok: true, filename: 'contract.pdf', contentType: 'application/pdf' });
  });

  test.each([
    ['is gone', { file: undefined }, /not in Slack any more/],
    ['lies elsewhere', { file: { ...FILE, mode: 'external', is_external: true } }, /outside Slack/],
    ['has no address', { file: { id: 'F1', name: 'a.pdf' } }, /outside Slack/],
    ['we may not read', { file: FILE, content: denied('elsewhere', 'login_page') }, /direct message/],
    ['is too big', { file: FILE, content: denied('elsewhere', 'too_big') }, /25 MB/],
  ])('that %s is told of in a sentence', async (_, given, why) => {
    const { platform } = await world({ ...(given.file && { file: given.file }), ...('content' in given && { content: given.content }) });
    expect(await platform.file(TEAM, 'F1')).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });
});
