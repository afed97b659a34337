// What a press asks before it counts: the document by name, what the act means, and which content it is about.
import type { Existing } from '../envelope.ts';
import { actors } from '../rules/turns.ts';
import type { Setting } from '../views/facts.ts';
import type { Confirm } from './card.ts';
import { clipped } from './clip.ts';
import { shortFingerprint } from './short-facts.ts';

/** Slack's confirm object: title 100, text 300, buttons 30. The frame of every language stays below what the names leave. */
const MOST = { title: 100, text: 300, name: 60 };
const FINGERPRINTS = 3;

type About = { readonly state: Existing; readonly setting: Setting };

export function confirmApprove({ state, setting }: About): Confirm {
  const { cards, approvalMeaning, page } = setting.phrases;
  const text = `${approvalMeaning(clipped(state.sender.organisation, MOST.name))} ${contentOf({ state, setting })}`;
  return question({ title: cards.confirm.approve(titleOf(state)), text, yes: page.approve }, setting);
}

export function confirmAcknowledge({ state, setting }: About): Confirm {
  const { cards, acknowledgeMeaning, page } = setting.phrases;
  const text = `${acknowledgeMeaning} ${contentOf({ state, setting })}`;
  return question({ title: cards.confirm.acknowledge(titleOf(state)), text, yes: page.acknowledge }, setting);
}

export function confirmSend({ state, setting }: About): Confirm {
  const { confirm, actions } = setting.phrases.cards;
  const count = actors(state).length;
  return question({ title: confirm.send(titleOf(state)), text: confirm.sendText({ count }), yes: actions.send }, setting);
}

export function confirmResume({ state, setting }: About): Confirm {
  const { confirm, actions } = setting.phrases.cards;
  return question({ title: confirm.resume(titleOf(state)), text: confirm.resumeText, yes: actions.resume }, setting);
}

function question({ title, text, yes }: Omit<Confirm, 'no'>, { phrases }: Setting): Confirm {
  return { title: clipped(title, MOST.title), text: clipped(text, MOST.text), yes, no: phrases.cards.confirm.no };
}

function titleOf({ title }: Existing): { readonly title: string } {
  return { title: clipped(title, MOST.name) };
}

function contentOf({ state, setting }: About): string {
  const starts = state.documents.slice(0, FINGERPRINTS).map(({ sha256 }) => shortFingerprint(sha256));
  return setting.phrases.cards.confirm.fingerprint({ starts });
}
