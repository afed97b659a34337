// What a chat asks for before something happens: a reason, an address, words; and the form in which a request begins.
import type { Existing } from '../envelope.ts';
import type { Role } from '../terms.ts';
import { nameOf, type Setting } from '../views/facts.ts';
import type { Field, Form, Intent, MoveVerb } from './card.ts';

/** As much as the page takes. */
const MOST_CHARS = 2000;
const MOST_PEOPLE = 50;
/** As many as Slack takes. */
const MOST_FILES = 10;
const MOST_TITLE_CHARS = 150;

/** What needs a form, and cannot be pressed. */
export type FormVerb = 'decline' | 'delegate' | 'comment' | 'withdraw' | 'dispute' | 'void' | 'change';

/** By field id: what was typed already. */
type Initial = Readonly<Record<string, string>>;
type Input = { readonly intent: Intent; readonly state: Existing; readonly setting: Setting; readonly initial?: Initial };
type Parts = Pick<Form, 'title' | 'fields' | 'submit'> & { readonly hint: string };

export function needsForm(verb: MoveVerb): verb is FormVerb {
  return Object.hasOwn(FORMS, verb);
}

export function formFor(input: Input): Form {
  const { intent, state, setting } = input;
  const { verb } = intent;
  if (!needsForm(verb)) throw new Error(`Could not make a form for ${verb} in ${state.id}: it is pressed, not filled in.`);
  const { hint, ...parts } = FORMS[verb](input);
  const { forms, language } = setting.phrases;
  const lead = [forms.about({ title: state.title, who: state.sender.name }), hint];
  return { intent, language, lead, dismiss: forms.dismiss, ...parts };
}

const FORMS: { readonly [V in FormVerb]: (input: Input) => Parts } = {
  decline: (input) => {
    const { forms, page } = input.setting.phrases;
    return { title: forms.titles.decline, hint: page.declineHint, fields: [reason(input, page.declineLabel)], submit: page.decline };
  },
  delegate: (input) => {
    const { forms, page } = input.setting.phrases;
    const address: Field = { id: 'address', kind: 'address', label: forms.address, isRequired: true, ...initial(input, 'address') };
    const why: Field = { ...reason(input, page.delegateReason), isRequired: false };
    return { title: forms.titles.delegate, hint: forms.delegateHint, fields: [address, why], submit: page.delegate };
  },
  comment: commentParts,
  withdraw: (input) => {
    const { forms, page } = input.setting.phrases;
    return { title: forms.titles.withdraw, hint: forms.withdrawHint, fields: [reason(input, page.withdrawReason)], submit: page.withdraw };
  },
  dispute: (input) => {
    const { forms, page } = input.setting.phrases;
    return { title: forms.titles.dispute, hint: page.disputeHint, fields: [reason(input, page.disputeReason)], submit: page.dispute };
  },
  void: voidParts,
  change: changeParts,
};

/** To the sender it is a question, from the sender an answer. */
function commentParts(input: Input): Parts {
  const { intent, state, setting } = input;
  const { forms, page } = setting.phrases;
  const text: Field = {
    id: 'text',
    kind: 'text',
    label: forms.words,
    isRequired: true,
    most: MOST_CHARS,
    ...initial(input, 'text'),
  };
  const isFromSender = intent.place?.seat === 'sender';
  const to = isFromSender ? intent.to : 'sender';
  return {
    title: isFromSender ? forms.titles.answer : forms.titles.comment,
    hint: to === undefined ? forms.commentHintAll : forms.commentHint({ who: nameOf(state, to) }),
    fields: [text],
    submit: page.commentSend,
  };
}

/** A draft is dropped without a reason: nobody would read it. */
function voidParts(input: Input): Parts {
  const { state, setting } = input;
  const { forms, cards } = setting.phrases;
  if (state.status === 'draft') return { title: forms.titles.drop, hint: forms.dropHint, fields: [], submit: cards.actions.drop };
  return { title: forms.titles.void, hint: forms.voidHint, fields: [reason(input, forms.reason)], submit: cards.actions.void };
}

/** People by their addresses, whoever they are on a platform: so they stand in the draft. */
function changeParts({ state, setting }: Input): Parts {
  const { forms } = setting.phrases;
  const { start } = forms;
  const named = (role: Role) => state.recipients.filter((one) => one.role === role).map(({ name, email }) => `${name} <${email}>`);
  const steps = new Set(state.recipients.filter(({ role }) => role === 'signer').map(({ step }) => step));
  const orders = (['together', 'one-by-one'] as const).map((value) => ({ value, label: start[value] }));
  const people = { kind: 'text', hint: start.othersHint, isRequired: false, most: MOST_CHARS } as const;
  return {
    title: forms.titles.change,
    hint: start.lead,
    submit: start.submit,
    fields: [
      { id: 'title', kind: 'line', label: start.title, isRequired: false, most: MOST_TITLE_CHARS, ...given(state.title) },
      { ...people, id: 'approvers', label: start.approvers, ...given(named('approver').join('\n')) },
      { ...people, id: 'signers', label: start.signers, ...given(named('signer').join('\n')) },
      {
        id: 'order',
        kind: 'choice',
        label: start.order,
        isRequired: true,
        options: orders,
        initial: steps.size > 1 ? 'one-by-one' : 'together',
      },
      { id: 'day', kind: 'day', label: start.day, isRequired: false },
      { id: 'message', kind: 'text', label: start.message, isRequired: false, most: MOST_CHARS, ...given(state.message) },
    ],
  };
}

function reason(input: Input, label: string): Extract<Field, { kind: 'text' | 'line' }> {
  return { id: 'reason', kind: 'text', label, isRequired: true, most: MOST_CHARS, ...initial(input, 'reason') };
}

function initial({ initial = {} }: Input, id: string): { readonly initial?: string } {
  const value = initial[id] ?? '';
  return value === '' ? {} : { initial: value };
}

/**
 * @property hasFiles the documents are known already, so none is asked for
 * @property files their names, where they have any yet
 */
export type StartInput = {
  readonly setting: Setting;
  readonly hasFiles: boolean;
  readonly files?: readonly string[];
  readonly initial?: {
    readonly title?: string;
    readonly message?: string;
    /** Users of the platform. */
    readonly approvers?: readonly string[];
    readonly signers?: readonly string[];
    /** Outside addresses, one a line. */
    readonly others?: string;
    /** `YYYY-MM-DD`. */
    readonly day?: string;
    readonly order?: 'together' | 'one-by-one';
  };
};

export function startForm({ setting, hasFiles, files = [], initial = {} }: StartInput): Form {
  const { forms, language } = setting.phrases;
  const { start } = forms;
  const { title, message, approvers, signers, others, day, order = 'together' } = initial;
  const orders = (['together', 'one-by-one'] as const).map((value) => ({ value, label: start[value] }));
  const optional = { isRequired: false } as const;
  return {
    intent: { verb: 'start', version: 0 },
    language,
    title: forms.titles.start,
    lead: [start.lead, ...(files.length === 0 ? [] : [start.documents({ filenames: files })])],
    fields: [
      ...(hasFiles ? [] : [{ id: 'files', kind: 'files', label: start.files, isRequired: true, most: MOST_FILES } as const]),
      { id: 'title', kind: 'line', label: start.title, hint: start.titleHint, ...optional, most: MOST_TITLE_CHARS, ...given(title) },
      { id: 'approvers', kind: 'people', label: start.approvers, ...optional, most: MOST_PEOPLE, ...given(approvers) },
      { id: 'signers', kind: 'people', label: start.signers, ...optional, most: MOST_PEOPLE, ...given(signers) },
      { id: 'others', kind: 'text', label: start.others, hint: start.othersHint, ...optional, most: MOST_CHARS, ...given(others) },
      { id: 'order', kind: 'choice', label: start.order, isRequired: true, options: orders, initial: order },
      { id: 'day', kind: 'day', label: start.day, ...optional, ...given(day) },
      { id: 'message', kind: 'text', label: forms.start.message, ...optional, most: MOST_CHARS, ...given(message) },
    ],
    submit: start.submit,
    dismiss: forms.dismiss,
  };
}

/** What is not there yet, and what is empty, is no beginning: platforms refuse an empty one. */
function given<T extends string | readonly string[]>(initial: T | undefined): { readonly initial?: T } {
  return initial === undefined || initial.length === 0 ? {} : { initial };
}
