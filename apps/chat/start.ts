// A request that begins in a chat: what the form holds becomes the same lines that a mail would hold, so that one grammar reads both and
// a draft comes back that nobody but its sender hears of.
import type { Answer, Say } from '#core/answer.ts';
import type { CommandOf } from '#core/command.ts';
import { parseStart } from '#core/grammar/start.ts';
import type { Lease } from '#core/ports.ts';
import type { Refusal } from '#core/refusal.ts';
import { isProven } from '#core/rules/answers.ts';
import { wallClock, type Instant } from '#core/time.ts';
import { cleanBlock, cleanFilename, cleanLine } from '#apps/clean-text.ts';
import { expiryOf, hintsOf, lookAlikesIn, policyOf, problemsOf, recipientsOf, settingsOf, titleOf } from '#apps/drafting/draft-content.ts';
import { senderChannelFor } from '#apps/drafting/channel-for.ts';
import { freeId } from '#apps/drafting/free-id.ts';
import { placesOf } from '#apps/drafting/places-kept.ts';
import { takeFiles, tooManyFiles, type GivenFile } from '#apps/drafting/take-files.ts';
import type { Processed } from '#apps/ports.ts';
import type { ChatPlatform, ChatPorts } from './chat-ports.ts';
import { items, linesOf, one } from './lines.ts';
import type { Inputs } from './request.ts';
import { actorOf, type Speaker } from './speaker.ts';
import { tooLong } from './typed.ts';

export type Start = {
  readonly inputs: Inputs;
  readonly at: Instant;
  readonly lease: Lease;
  /** Where they asked, and are answered. */
  readonly place: string;
  readonly speaker: Speaker;
};

export async function start(ports: ChatPorts, platform: ChatPlatform, asked: Start): Promise<Processed> {
  const { speaker, inputs, at, lease } = asked;
  const { tenant, account } = speaker;
  // The rules would say so too, but only once every file has been fetched.
  if (!isProven(actorOf(speaker), 'L1')) return refused(asked, { code: 'proven-too-weakly', needs: 'L1' });
  const message = cleanBlock(one(inputs, 'message'));
  const unreadable = tooLong([message, one(inputs, 'title')]);
  if (unreadable) return refused(asked, unreadable);
  const given = await filesOf(ports, platform, asked);
  if (!given.ok) return told(asked, given.say);
  const taken = await takeFiles(ports, tenant.id, given.files);
  if (!taken.ok) return told(asked, taken.say);
  const people = await linesOf(platform, asked);
  if (!people.ok) return told(asked, { kind: 'draft-problems', problems: people.problems });
  const sender = { name: await nameOf(ports, speaker), email: speaker.email };
  const request = parseStart({
    subject: cleanLine(one(inputs, 'title')),
    text: people.lines.join('\n'),
    sender,
    to: [],
    cc: [],
    own: [`@${ports.site.mailDomain}`],
    today: wallClock(at, tenant.zone, ports.offsetAt).slice(0, 10),
  });
  const problems = problemsOf(request);
  if (problems.length > 0) return told(asked, { kind: 'draft-problems', problems });
  const wanted = { origin: account.platform, request, tenant, policy: await ports.policyOf(tenant.id), at } as const;
  const recipients = await recipientsOf(ports, wanted);
  const command: CommandOf<'draft'> = {
    type: 'draft',
    at,
    by: actorOf(speaker),
    key: lease.key,
    id: await freeId(ports, tenant.id, lease.key),
    tenant: tenant.id,
    content: {
      title: titleOf(request, taken.documents),
      message,
      sender: { ...sender, organisation: tenant.name },
      zone: tenant.zone,
      expiresAt: expiryOf(ports, wanted),
      documents: taken.documents,
      places: await placesOf(ports, tenant.id, taken.documents),
      recipients,
      ...settingsOf(wanted, speaker.email),
      policy: policyOf(ports, wanted),
      senderChannel: await senderChannelFor(ports, { tenant: tenant.id, email: speaker.email, origin: account.platform }),
      origin: { channel: account.platform, reference: asked.place },
      remarks: [...lookAlikesIn(recipients, tenant), ...taken.remarks, ...hintsOf(request)],
    },
  };
  const result = await ports.commands.run(tenant.id, command.id, command, lease);
  if (!result.ok) return refused(asked, result.refusal);
  ports.wake();
  return { outcome: { kind: 'done', result }, answers: [] };
}

/** What the directory calls its own people counts. */
async function nameOf({ directory }: ChatPorts, { email, name, tenant }: Speaker): Promise<string> {
  const member = await directory.member(email);
  return member?.tenant === tenant.id ? member.name : name;
}

type Files = { readonly ok: true; readonly files: readonly GivenFile[] } | { readonly ok: false; readonly say: Say };

async function filesOf(ports: ChatPorts, platform: ChatPlatform, { inputs, speaker }: Start): Promise<Files> {
  const names = items(inputs, 'files');
  const refusal = tooManyFiles(names.length);
  if (refusal) return { ok: false, say: refusal };
  const found = await Promise.all(names.map(async (name) => platform.file(speaker.account.install, name)));
  const ignored = found.flatMap((file) => {
    if (!file.ok) return [{ filename: cleanFilename(file.filename), why: file.why }];
    return isPdf(file.bytes) ? [] : [{ filename: cleanFilename(file.filename), why: 'it is not a PDF.' }];
  });
  // All of what was given, or nothing: a request that lacks one of its documents is another request.
  if (found.length === 0 || ignored.length > 0) return { ok: false, say: { kind: 'no-document', ignored } };
  const files = found.flatMap((file) =>
    file.ok ? [{ filename: cleanFilename(file.filename), pdf: file.bytes, sha256: ports.sha256Of(file.bytes) }] : [],
  );
  return { ok: true, files };
}

/** The header may stand a little below the top (ISO 32000-1, annex H.3.4.1). */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}

function told({ speaker, place }: Pick<Start, 'speaker' | 'place'>, say: Say): Processed {
  const { account, tenant, name, email } = speaker;
  const answer: Answer = { to: { name, email }, channel: account.platform, tenant: tenant.id, place, say };
  return { outcome: { kind: 'answered', code: say.kind }, answers: [answer] };
}

function refused(asked: Start, refusal: Refusal): Processed {
  return { ...told(asked, { kind: 'refused', refusal, tried: '' }), outcome: { kind: 'done', result: { ok: false, refusal } } };
}
