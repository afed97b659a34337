// What leaves the organisation: every mail, page, file and download that someone outside gets is searched for the words and names that are
// the organisation's own. Each is put where only its own people should ever read it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { pageLinkIn } from '#apps/cli/demo-story.ts';
import { visitPage } from '#apps/cli/page-visit.ts';
import { textOf, unpacked as unpackedZip } from '#apps/evidence/archive.ts';
import { ROLES } from '#apps/local/cast.ts';
import { countersign } from '../support/command.ts';
import { mailContract, startedDemo, type Demo } from '../support/demo.ts';
import { textOfPages } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** No two of them are alike, and nothing of ours has such a word. */
const INTERNAL = {
  'an approver’s question': 'Zwetschge',
  'the answer to an approver': 'Mirabelle',
  'a colleague’s question': 'Sanddorn',
  'the answer to a colleague': 'Schlehe',
  'an admin named in the policy': 'holunder@northwind.test',
  'whom the policy asks as well': 'kornelkirsche@northwind.test',
  'the approver’s address': ROLES.approver.email,
  'the approver’s name': ROLES.approver.name,
} as const;

type Leaving = { readonly what: string; readonly text: string };

test('nothing internal is in any mail, page, file or download that an outsider gets, from the request to the sealed PDF', async () => {
  const demo = await startedDemo();
  await policyWithNames(demo);
  const seen: Leaving[] = [];

  const { approver, colleague, customer } = ROLES;
  await mailContract(
    demo,
    [
      `approver: ${approver.email}`,
      `signers: ${colleague.email}, ${customer.name} <${customer.email}>`,
      'order: approver then signers',
      'message: As discussed.',
    ].join('\n'),
  );
  await demo.olivia.reply(await demo.olivia.newest(/^Draft ready/), 'SEND');
  await demo.max.reply(await demo.max.newest(/asks you to approve/), `Is the clause on ${INTERNAL['an approver’s question']} right?`);
  await demo.olivia.reply(await demo.olivia.newest(/^Question from/), `Yes, ${INTERNAL['the answer to an approver']} stays.`);
  await demo.max.reply(await demo.max.newest(/asks you to approve/), 'I APPROVE');
  await demo.ines.reply(await demo.ines.newest(/asks you to sign/), `Where is annex ${INTERNAL['a colleague’s question']}?`);
  await demo.olivia.reply(await demo.olivia.newest(/^Question from/), `See annex ${INTERNAL['the answer to a colleague']}.`);
  await demo.ines.reply(await demo.ines.newest(/asks you to sign/), 'I SIGN');
  await demo.settle();

  await sharedInChannel(demo, idIn([{ what: '', text: (await demo.dana.newest(/asks you to sign/)).text }]));

  const link = pageLinkIn(await demo.dana.newest(/asks you to sign/));
  const { send, download } = browsing();
  const visit = await visitPage(link, send);
  const look = (what: string) => seen.push({ what, text: visit.page() });
  look('the page before it is opened');
  await visit.submit('open');
  look('the page with the document');
  await visit.submit('code');
  await visit.submit('verify-code', { code: /\d{6}/.exec((await demo.dana.newest(/is your code/)).subject)?.[0] ?? '' });
  look('the page with the code entered');
  await visit.submit('sign', { typedName: customer.name, agreed: 'yes' });
  look('the page after signing');
  await demo.settle();
  seen.push({ what: 'the page when all is done', text: (await visitPage(link)).page() });
  const end = await visitPage(link, send);
  const downloads = await download(end.page(), link);
  expect(downloads.map(({ what }) => what).join('\n')).toMatch(/documents\/1\.pdf from the page, its pages[^]*the sealed PDF, its pages/);
  seen.push(...downloads, ...(await inChannel(demo)));

  for (const mail of await demo.dana.mailbox()) seen.push(...(await leavingBy(demo, mail)));
  expect(seen.filter(({ what }) => what.startsWith('the sealed PDF')).length).toBeGreaterThanOrEqual(3);
  for (const [what, word] of Object.entries(INTERNAL)) {
    const places = seen.filter(({ text }) => text.toLowerCase().includes(word.toLowerCase())).map((one) => one.what);
    expect(places, `${what} (${word})`).toEqual([]);
  }
  // The words did reach whom they were for, and are in the tenant's own bundle: the search would have found them.
  expect((await demo.olivia.mailbox()).map(({ text }) => text).join('\n')).toContain(INTERNAL['an approver’s question']);
  await everythingIsInTheBundle(demo, idIn(seen));
}, 120_000);

async function policyWithNames(demo: Demo): Promise<void> {
  const env = { DATA_DIR: demo.dataDir };
  const file = join(temporaryFolder(), 'policy.json');
  const shown = JSON.parse((await countersign(['policy', 'show', '--tenant', 'northwind'], env)).out);
  const escalation = { afterDays: 20, to: { name: 'Kornel', email: INTERNAL['whom the policy asks as well'] } };
  await writeFile(file, JSON.stringify({ ...shown, admins: [INTERNAL['an admin named in the policy']], escalation }));
  expect(await countersign(['policy', 'set', file, '--tenant', 'northwind'], env)).toMatchObject({ code: 0, err: '' });
}

/** As a browser goes on with its cookies: everything of ours to which a page leads. */
function browsing() {
  let cookie = '';
  const send = async (request: Request) => {
    cookie = request.headers.get('cookie') ?? cookie;
    return fetch(request);
  };
  const download = async (page: string, link: string): Promise<readonly Leaving[]> => {
    const paths = [...page.matchAll(/(?:href|src|data-[a-z]+)="(\/s\/[^"#]+)"/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'));
    const found = [...new Set(paths)].map(async (path) => {
      const response = await fetch(new URL(path, link), { headers: { cookie } });
      const content = Buffer.from(await response.arrayBuffer());
      const what = `${new URL(path, link).pathname.replace(/[0-9a-z]{30}/, '…')} from the page`;
      if (response.headers.get('content-type')?.startsWith('application/pdf') !== true) return [{ what, text: content.toString('latin1') }];
      return unpacked(content, what);
    });
    return (await Promise.all(found)).flat();
  };
  return { send, download };
}

const CHANNEL = 'C0CONTRACT';
const boardSchema = z.array(z.looseObject({ channel: z.string(), ts: z.string(), ephemeral: z.boolean(), blocks: z.array(z.unknown()) }));

async function board({ edges }: Demo) {
  return boardSchema.parse(await (await fetch(`${edges.web}/local/slack/messages?user=${ROLES.sender.slack?.user ?? ''}`)).json());
}

/** The sender shares it where people of other companies may be as well. */
async function sharedInChannel(demo: Demo, envelope: string): Promise<void> {
  const said = { user: ROLES.sender.slack?.user ?? '', command: '/sign', text: `share ${envelope} here`, channel: CHANNEL };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${demo.edges.web}/local/slack/commands`, { method: 'POST', headers, body: JSON.stringify(said) });
  await demo.settle();
  expect((await inChannel(demo)).length).toBeGreaterThanOrEqual(1);
}

async function inChannel(demo: Demo): Promise<readonly Leaving[]> {
  const all = (await board(demo)).filter(({ channel, ephemeral }) => channel === CHANNEL && !ephemeral);
  return all.map((message) => ({ what: 'a card in a channel', text: JSON.stringify(message) }));
}

type Mail = Awaited<ReturnType<Demo['dana']['mailbox']>>[number];

/** As it travelled, as it reads once decoded, and everything attached to it, unpacked. */
async function leavingBy({ edges }: Demo, { id, subject }: Mail): Promise<readonly Leaving[]> {
  const raw = Buffer.from(await (await fetch(`${edges.web}/local/mail/${id}.eml`)).arrayBuffer());
  const { text = '', html, attachments, headerLines } = await simpleParser(raw);
  const headers = headerLines.map(({ line }) => line).join('\n');
  const mail = { what: `the mail “${subject}”`, text: [raw.toString('latin1'), headers, text, html === false ? '' : html].join('\n') };
  const files = attachments.filter(({ contentType }) => contentType === 'application/pdf');
  return [mail, ...(await Promise.all(files.map(async ({ content, filename }) => unpacked(content, filename ?? '')))).flat()];
}

async function unpacked(file: Buffer, filename: string): Promise<readonly Leaving[]> {
  const what = filename.includes('sealed') ? 'the sealed PDF' : `the file ${filename}`;
  return [
    { what: `${what}, byte for byte`, text: file.toString('latin1') },
    // Strings of a PDF may be UTF-16.
    { what: `${what}, its strings`, text: file.toString('latin1').replaceAll('\0', '') },
    { what: `${what}, its streams`, text: streamsOf(file).join('\n') },
    { what: `${what}, its pages`, text: (await textOfPages(file)).join('\n') },
  ];
}

function streamsOf(file: Buffer): readonly string[] {
  return Array.from(file.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\n?endstream/g), ([, content = '']) => {
    try {
      return inflateSync(Buffer.from(content, 'latin1'), { finishFlush: 2 }).toString('latin1');
    } catch {
      return content;
    }
  });
}

async function everythingIsInTheBundle({ dataDir }: Demo, envelope: string): Promise<void> {
  const file = join(temporaryFolder(), 'bundle.zip');
  expect(await countersign(['bundle', envelope, '--out', file, '--end-links'], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  const opened = unpackedZip(await readFile(file));
  const text = opened.ok ? ['events.json', 'policy.json'].map((path) => textOf(opened.members.get(path))).join('\n') : opened.why;
  for (const word of Object.values(INTERNAL)) expect(text).toContain(word);
}

function idIn(seen: readonly Leaving[]): string {
  return /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(seen.map(({ text }) => text).join('\n'))?.[0] ?? '';
}
