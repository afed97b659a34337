// The product's e-mail channel in a process of its own, with people who were asked and people who may ask.
import type { ZoneKeys } from '#apps/local/dns-zone.ts';
import { askedPeople, members } from './asked-people.ts';
import { serveParent } from './children.ts';
import { timedOver, type Turn } from './mail-files.ts';
import { mailWorld, takeIn } from './mail-world.ts';
import { UNOPENED } from './unopened.ts';

const [, , folder = '', mails = '', zone = '{}'] = process.argv;
const world = await mailWorld({ folder, zone: JSON.parse(zone) as ZoneKeys, sealer: UNOPENED });
const outcomes: Record<string, number> = {};

type Question = { readonly approvers: number; readonly starters: number } | { readonly outcomes: true } | Turn;

async function answer(question: Question): Promise<unknown> {
  if ('outcomes' in question) return outcomes;
  if ('approvers' in question) {
    return {
      asked: await askedPeople(world, question.approvers),
      starters: await members(world, { count: question.starters, named: 'Starter' }),
    };
  }
  return timedOver(mails, question, async (mail) => {
    const outcome = await takeIn(world, mail);
    const name =
      outcome.kind === 'done' ? (outcome.result.ok ? 'done' : 'refused') : outcome.kind === 'answered' ? outcome.code : outcome.why;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  });
}

serveParent({}, { answer: async (question) => answer(question as Question), close: async () => undefined });
