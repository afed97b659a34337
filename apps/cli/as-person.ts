// Acting as one of the demo's people through public edges alone: SMTP in, the mailbox and the page over HTTP.
import { z } from 'zod';
import { parseInstant, type Instant } from '#core/time.ts';
import type { LocalMail } from '#apps/local/mailbox.ts';
import { replyTo } from '#apps/local/reply.ts';
import { sendAs, type Letter } from '#apps/local/send-as.ts';

export type Persona = { readonly name: string; readonly email: string };
export type Edges = { readonly web: string; readonly smtp: { readonly host: string; readonly port: number } };

export type AsPerson = {
  mail(letter: Pick<Letter, 'subject' | 'text'> & Partial<Letter> & { readonly to: readonly string[] }): Promise<void>;
  reply(to: LocalMail, text: string): Promise<void>;
  /** Everything in this person's mailbox, oldest first, once nothing is under way any more. */
  mailbox(): Promise<readonly LocalMail[]>;
  /** The newest mail whose subject matches. */
  newest(subject: RegExp): Promise<LocalMail>;
};

const settled = z.object({ undispatched: z.number() });
const time = z.object({ now: z.string() });

export function asPerson({ web, smtp }: Edges, { name, email }: Persona): AsPerson {
  const from = { name, address: email };

  async function send(letter: Letter): Promise<void> {
    const refusal = await sendAs(letter, smtp);
    if (refusal !== undefined) throw new Error(refusal);
  }

  async function mailbox(): Promise<readonly LocalMail[]> {
    await settle(web);
    const response = await fetch(`${web}/local/mail?to=${encodeURIComponent(email)}`);
    return (await response.json()) as readonly LocalMail[];
  }

  return {
    async mail(letter) {
      await send({ cc: [], attachments: [], date: await now(web), ...letter, from });
    },
    async reply(mail, text) {
      await send(replyTo({ mail, from, text, date: await now(web) }));
    },
    mailbox,
    async newest(subject) {
      const mails = await mailbox();
      const found = mails.findLast((mail) => subject.test(mail.subject));
      if (found) return found;
      throw new Error(
        `${name} has no mail about ${String(subject)}; there is: ${mails.map((mail) => mail.subject).join(' | ') || 'nothing'}.`,
      );
    },
  };
}

export async function settle(web: string): Promise<void> {
  const response = await fetch(`${web}/local/settle`, { method: 'POST' });
  const { undispatched } = settled.parse(await response.json());
  if (undispatched > 0) throw new Error(`${undispatched} things could not be finished; the lines above say why.`);
}

async function now(web: string): Promise<Instant> {
  const response = await fetch(`${web}/local/clock`);
  const at = parseInstant(time.parse(await response.json()).now);
  if (!at) throw new Error('The demo’s clock gave no time.');
  return at;
}
