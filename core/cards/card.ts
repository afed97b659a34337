// What a chat shows, before any platform gives it a look: the same card becomes Block Kit or an Adaptive Card, the same form a modal or a
// dialog. Meaning, not layout: a renderer decides where things stand, never what is said or who may do what.
import type { EnvelopeId, RecipientId, TenantId } from '../ids.ts';
import type { Channel } from '../terms.ts';
import type { Fact, View } from '../views/view.ts';

/** The seven cards that there are; whatever else a person is told is one of them with other words. */
export type CardKind = 'request-sign' | 'request-approve' | 'status' | 'reminder' | 'completed' | 'stopped' | 'error';

export type Tone = View['status']['tone'];

/**
 * @property title plain text, the card's only heading
 * @property summary one full sentence that says it all: for notifications, screen readers and programs that cannot show the card
 * @property actions at most five, the one thing to do first
 */
export type Card = {
  readonly kind: CardKind;
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** By word, never by colour or sign alone. */
  readonly status: { readonly word: string; readonly tone: Tone };
  readonly summary: string;
  readonly paragraphs: readonly string[];
  /** Someone's own words, shown as theirs. */
  readonly quote?: { readonly who: string; readonly text: string };
  readonly facts: readonly Fact[];
  readonly people: readonly Progress[];
  readonly actions: readonly CardAction[];
  /** Several envelopes, each with what can be done about it. */
  readonly entries?: readonly Entry[];
  readonly small: readonly string[];
};

/** Where someone stands: `standing` is the word, `tone` only underlines it. */
export type Progress = { readonly name: string; readonly does: string; readonly standing: string; readonly tone: Tone };

export type Entry = { readonly title: string; readonly line: string; readonly action?: CardAction };

/**
 * @property spoken the label as a screen reader says it: with the document's title
 * @property tone `good`: the one thing to do; `bad`: what ends something
 */
export type CardAction = {
  readonly label: string;
  readonly spoken: string;
  readonly tone: 'good' | 'plain' | 'bad';
  readonly does:
    | Opening
    /** Acts when pressed, once the question is answered. */
    | { readonly press: Intent; readonly confirm?: Confirm }
    /** Opens the form, which acts when it is handed in. */
    | { readonly ask: Form };
};

/** The hosted page of whoever reads, or the one where a draft's sender places fields; the channel makes the link. */
export type Opening = { readonly open: 'page' | 'placing'; readonly about: Place };

/** What a platform asks before a press counts. */
export type Confirm = { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };

/** A seat in an envelope. */
export type Place = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly seat: 'sender' | RecipientId };

/** What can be pressed or handed in. `show` and `list` read only. */
export type MoveVerb =
  | 'approve'
  | 'acknowledge'
  | 'decline'
  | 'delegate'
  | 'comment'
  | 'withdraw'
  | 'dispute'
  | 'send'
  | 'start'
  | 'change'
  | 'remind'
  | 'void'
  | 'resume'
  | 'share'
  | 'prefer'
  | 'show'
  | 'list';

/**
 * Intent and freshness, never authority: who may is decided from whoever presses, each time.
 * @property place absent where it is about no envelope yet (`start`, `list`)
 * @property version of the record that the card showed
 * @property fingerprint of the documents that the card spoke of
 * @property to whom it is about, where it is about someone else: who is reminded, whose question is answered
 */
export type Intent = {
  readonly verb: MoveVerb;
  readonly place?: Place;
  readonly version: number;
  readonly fingerprint?: string;
  readonly to?: RecipientId;
  /** Where they want to be reached (`prefer`). */
  readonly channel?: Channel;
};

/** @property lead plain sentences above the fields */
export type Form = {
  readonly intent: Intent;
  readonly language: string;
  readonly title: string;
  readonly lead: readonly string[];
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly dismiss: string;
};

type Labelled = { readonly id: string; readonly label: string; readonly hint?: string; readonly isRequired: boolean };

export type Field =
  | (Labelled & { readonly kind: 'line' | 'text'; readonly most: number; readonly initial?: string })
  /** An e-mail address of anyone. */
  | (Labelled & { readonly kind: 'address'; readonly initial?: string })
  /** Members, chosen as the platform lets people be chosen. */
  | (Labelled & { readonly kind: 'people'; readonly most: number; readonly initial?: readonly string[] })
  /** `YYYY-MM-DD`. */
  | (Labelled & { readonly kind: 'day'; readonly initial?: string })
  | (Labelled & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly initial: string;
    })
  | (Labelled & { readonly kind: 'files'; readonly most: number });
