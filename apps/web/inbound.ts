// From a stored request to its outcome: the one way, for the browser that waits as for the sweeper that finishes what a crash left.
import type { Command, CommandBody } from '#core/command.ts';
import type { Lease } from '#core/ports.ts';
import { hasTurn } from '#core/rules/turns.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { bodyOf } from './command-body.ts';
import { actorOf, seatedAt, type Visitor } from './identity.ts';
import { placed } from './placing-command.ts';
import { readRequest, type WebAct, type WebRequest } from './request.ts';

type Seated = Omit<Visitor, 'claim'>;
type Work = { readonly request: WebRequest; readonly seated: Seated; readonly lease: Lease };

export async function processRequest(ports: Ports, stored: unknown, lease: Lease): Promise<Processed> {
  const request = readRequest(stored);
  const seated = await seatedAt(ports, request);
  if (!seated) return { outcome: { kind: 'dropped', why: 'The envelope or the seat is not there for this link.' }, answers: [] };
  const work = { request, seated, lease };
  const { act } = request;
  switch (act.type) {
    case 'code':
      return sendCode(ports, work);
    case 'verify-code':
      return checkCode(ports, work, act.typed);
    case 'place':
      return runPlacing(ports, work, act);
    case 'open':
    case 'sign':
    case 'approve':
    case 'acknowledge':
    case 'disclose':
    case 'decline':
    case 'withdraw':
    case 'dispute':
    case 'delegate':
    case 'comment':
      return runCommand(ports, work);
  }
}

async function sendCode(ports: Ports, { request, seated }: Work): Promise<Processed> {
  if (!hasUseForCode(seated)) return answered('no-code-needed');
  const { tenant, envelope, seat } = request;
  const code = await ports.codes.issue({ tenant, envelope, seat });
  if (!code) return answered('too-many-codes');
  const { outcome } = answered('code-sent');
  const { name, email } = seated.recipient ?? seated.state.sender;
  const say = { kind: 'code', ...code } as const;
  return { outcome, answers: [{ to: { name, email }, channel: 'email', tenant, about: { envelope, seat }, say }] };
}

/** Whoever is asked, to decide; the sender of a draft, to place its fields. */
function hasUseForCode({ state, recipient }: Seated): boolean {
  return recipient ? state.status === 'sent' && hasTurn(state, recipient) : state.status === 'draft';
}

async function checkCode(ports: Ports, { request: { tenant, envelope, seat } }: Work, typed: string): Promise<Processed> {
  return answered(`code-${await ports.codes.check({ tenant, envelope, seat }, typed)}`);
}

async function runCommand(ports: Ports, { request, seated, lease }: Work): Promise<Processed> {
  const body = seated.recipient && (await bodyOf(ports, request, { state: seated.state, recipient: seated.recipient }));
  if (!body) return answered('form-outdated');
  if (body === 'consent-missing') return answered(body);
  return carriedOut(ports, { request, seated, lease }, body);
}

async function runPlacing(ports: Ports, work: Work, act: Extract<WebAct, { type: 'place' }>): Promise<Processed> {
  return work.seated.recipient ? answered('form-outdated') : carriedOut(ports, work, placed(act, work.seated.state));
}

async function carriedOut(ports: Ports, { request, seated, lease }: Work, body: CommandBody): Promise<Processed> {
  const by = actorOf(seated, request.session.level);
  const command: Command = { at: request.receivedAt, by, key: lease.key, ...body };
  return { outcome: { kind: 'done', result: await ports.commands.run(request.tenant, request.envelope, command, lease) }, answers: [] };
}

function answered(code: string): Processed {
  return { outcome: { kind: 'answered', code }, answers: [] };
}
