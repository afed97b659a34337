// A draft with changed lines: what they name is replaced, all else stays as it was.
import type { CommandOf } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { parseStart, type RoleQuorums, type StartRequest } from '#core/grammar/start.ts';
import { wallClock, type Instant } from '#core/time.ts';
import type { Ports } from '#apps/ports.ts';
import { chosenFrom } from './chosen.ts';
import { placesOf } from './places-kept.ts';
import { expiryOf, lookAlikesIn, problemsOf, recipientsOf, reminding, settingsOf, titleOf, unreadOf } from './draft-content.ts';

type Change = { readonly state: Existing; readonly lines: readonly string[]; readonly at: Instant };
type DraftBody = Pick<CommandOf<'draft'>, 'type' | 'id' | 'tenant' | 'content'>;
type Changed = { readonly ok: true; readonly body: DraftBody } | { readonly ok: false; readonly problems: readonly string[] };

export async function changedDraft(ports: Ports, { state, lines, at }: Change): Promise<Changed> {
  const { title, message, sender, zone, origin, id } = state;
  const tenant = await ports.directory.tenant(state.tenant);
  if (!tenant) throw new Error(`The draft ${id} belongs to tenant ${state.tenant}, which is not in the directory. Add it again.`);
  const people = state.recipients.flatMap(({ name, email, role, step }) =>
    role === 'preparer' ? [] : [{ name, email, role, step: Math.max(1, step) }],
  );
  const asked = parseStart({
    subject: title,
    text: lines.join('\n'),
    sender,
    to: [],
    cc: [],
    own: [`@${ports.site.mailDomain}`],
    today: wallClock(at, zone, ports.offsetAt).slice(0, 10),
    base: { title, message, people, quorums: quorumsIn(state) },
  });
  const request = { ...saidBefore(state), ...asked };
  const { documents, problems: unknown } = chosenFrom(state.documents, request.documents);
  const problems = problemsOf({ ...request, problems: [...request.problems, ...unknown] });
  if (problems.length > 0) return { ok: false, problems };
  const wanted = { origin: origin.channel, request, tenant: { ...tenant, zone }, policy: await ports.policyOf(tenant.id), at };
  const recipients = await recipientsOf(ports, wanted);
  const content = {
    title: titleOf(request, documents),
    message: request.message,
    sender,
    zone,
    expiresAt: request.expires === undefined ? state.expiresAt : expiryOf(ports, wanted),
    documents,
    places: await placesOf(ports, tenant.id, documents),
    recipients,
    consumer: state.consumer,
    fallback: state.fallback,
    ...settingsOf(wanted, sender.email),
    policy: reminding(state.policy, request),
    origin,
    senderChannel: state.senderChannel,
    remarks: [...lookAlikesIn(recipients, tenant), ...unreadOf(request), ...(request.sendNow ? [SEND_IS_AN_ANSWER] : [])],
  };
  return { ok: true, body: { type: 'draft', id, tenant: state.tenant, content } };
}

const SEND_IS_AN_ANSWER = '“send: now” counts in the first mail only. To send this draft, answer with the one word SEND.';

/** What decides how well acts must be proven, and the language of those who are asked, unless a changed line says otherwise. */
function saidBefore({ documentClass, amount, recipients }: Existing): Partial<StartRequest> {
  const language = recipients[0]?.language;
  return {
    ...(documentClass === '' ? {} : { documentClass }),
    ...(amount === undefined ? {} : { amount }),
    ...(language === undefined ? {} : { language }),
  };
}

/** A step with a quorum holds one role only. */
function quorumsIn({ recipients, steps }: Existing): RoleQuorums {
  return Object.fromEntries(recipients.filter(({ role }) => role !== 'cc').map(({ role, step }) => [role, steps[step - 1] ?? 'all']));
}
