// Cards as Teams gets them: what each part becomes, that nobody's text is more than text, that everyone can read them, and how large they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardAction } from '#core/cards/card.ts';
import { bytesOf, type Action, type AdaptiveCard, type RichTextBlock } from '#apps/teams/adaptive-card.ts';
import { fieldIdOf } from '#apps/teams/input-ids.ts';
import { renderCard, renderForm, type CardLook } from '#apps/teams/render.ts';
import { actionsIn, elementsIn, isInput, saidBy, teamsLint, textsOf } from '#test/support/teams-lint.ts';
import {
  ADDRESS,
  anyCard,
  anyForm,
  APPROVE,
  ASK,
  DECLINE,
  DELEGATE,
  form,
  HOSTILE,
  intent,
  KINDS,
  listed,
  LOOK,
  OPEN,
  PAGE,
  PLACE,
  REASON,
  REMIND,
  sampleCard,
  SEALED,
  START,
} from './sample-cards.ts';

const ORDINARY = { headings: 1, mostBytes: 25_000 } as const;
const WHATEVER = { headings: 1, mostBytes: 80_000 } as const;
const DIALOG = { headings: 0, mostBytes: 80_000 } as const;

function shown(change: Parameters<typeof sampleCard>[1] = {}, look: CardLook = LOOK): AdaptiveCard {
  return renderCard(sampleCard('status', { actions: [], ...change }), look);
}

function linesOf(card: AdaptiveCard): string[] {
  return elementsIn(card.body)
    .filter((one): one is RichTextBlock => one.type === 'RichTextBlock')
    .map(saidBy);
}

function only(action: CardAction): Action {
  const [found, ...more] = shown({ actions: [action] }).actions ?? [];
  if (!found || more.length > 0) throw new Error('One action was expected.');
  return found;
}

describe.each(KINDS)('a card of kind %s', (kind) => {
  it.each(['en', 'de'])('is readable, harmless and at most 25 KB as it is in use (%s)', (language) => {
    const look = { ...LOOK, refresh: { users: ['29:max'], intent: 'show.4' } };
    expect(teamsLint(renderCard(sampleCard(kind, { language }), look), ORDINARY)).toEqual([]);
  });
  it.each(HOSTILE)('takes no text for more than text: %j', (text) => {
    const hostile = sampleCard(kind, {
      title: text,
      summary: text,
      paragraphs: [text],
      quote: { who: text, text },
      facts: [{ label: text, value: text }],
    });
    expect(teamsLint(renderCard(hostile, LOOK), WHATEVER)).toEqual([]);
  });
});

describe('a card', () => {
  it('has its title as its only heading, and its standing by sign and word', () => {
    const card = shown({ title: 'Mutual NDA', status: { word: 'Declined', tone: 'stopped' } });
    expect(card.body[0]).toMatchObject({ type: 'TextBlock', style: 'heading', text: 'Mutual NDA', wrap: true });
    expect(linesOf(card)[0]).toBe('⛔ Declined');
  });
  it('says its summary where it cannot be shown, and names its language', () => {
    const card = shown({ language: 'de', summary: 'Max hat „NDA“ genehmigt.' });
    expect(card).toMatchObject({ speak: 'Max hat „NDA“ genehmigt.', fallbackText: 'Max hat „NDA“ genehmigt.', lang: 'de', version: '1.5' });
  });
  it('shows facts as a FactSet, and each person by sign, name and word', () => {
    const card = shown({
      facts: [{ label: 'Closes', value: '8 Dec 2026' }],
      people: [{ name: 'Max', does: 'approves', standing: 'approved', tone: 'done' }],
    });
    expect(card.body).toContainEqual({ type: 'FactSet', facts: [{ title: 'Closes', value: '8 Dec 2026' }] });
    expect(linesOf(card)).toContain('✅ Max approves: approved');
  });
  it("sets someone's own words apart, with their line breaks", () => {
    const quoted = shown({ quote: { who: 'Olivia', text: 'One.\r\nTwo.' } }).body.find(({ type }) => type === 'Container');
    expect(quoted).toMatchObject({ style: 'emphasis', items: [{ inlines: [{ text: 'Olivia' }] }, { inlines: [{ text: 'One.\nTwo.' }] }] });
  });
  it('shows each entry with what can be done about it', () => {
    const card = shown({ entries: listed });
    const entry = card.body.find((one) => one.type === 'Container' && one.separator);
    expect(entry).toMatchObject({
      items: [{}, {}, { type: 'ActionSet', actions: [{ verb: 'show', title: 'Show', tooltip: 'Show Contract 1' }] }],
    });
  });
  it('with ten entries is at most 25 KB too', () => {
    const list = shown({ entries: listed, paragraphs: [], people: [], facts: [], actions: [REMIND] });
    expect(teamsLint(list, ORDINARY)).toEqual([]);
  });
  it('says how much it does not show', () => {
    const people = Array.from({ length: 43 }, (_, at) => ({ name: `P${at}`, does: 'signs', standing: 'asked', tone: 'waiting' }) as const);
    expect(linesOf(shown({ people, language: 'de' }))).toContain('und 3 weitere');
    expect(linesOf(shown({ entries: [...listed, ...listed, ...listed] }))).toContain('and 5 more');
    const facts = Array.from({ length: 22 }, (_, at) => ({ label: `L${at}`, value: 'v' }));
    expect(linesOf(shown({ facts }))).toContain('and 2 more');
    expect(linesOf(shown({ paragraphs: Array.from({ length: 13 }, (_, at) => `P${at}`) }))).toContain('and 1 more');
  });
  it('refreshes by a verb that only reads, for at most sixty people', () => {
    const users = Array.from({ length: 70 }, (_, at) => `29:${at}`);
    const { refresh } = renderCard(sampleCard('status'), { ...LOOK, refresh: { users, intent: 'show.4' } });
    expect(refresh?.action).toEqual({ type: 'Action.Execute', verb: 'refresh', data: { intent: 'show.4' } });
    expect(refresh?.userIds).toEqual(users.slice(0, 60));
  });
});

describe('what can be pressed', () => {
  it('opens the page of whoever reads, and is not there for someone without one', () => {
    expect(only(OPEN)).toMatchObject({ type: 'Action.OpenUrl', url: PAGE, style: 'positive', tooltip: 'Review and sign Mutual NDA' });
    expect(shown({ actions: [OPEN] }, { ...LOOK, page: () => undefined }).actions).toBeUndefined();
  });
  it('asks for the page of the place that the action is about', () => {
    const asked: unknown[] = [];
    renderCard(sampleCard('status', { actions: [OPEN] }), { ...LOOK, page: ({ about }) => `${PAGE}${asked.push(about)}` });
    expect(asked).toEqual([PLACE]);
  });
  it('is executed, and submitted with its verb by programs that cannot', () => {
    const sealed = LOOK.seal(intent('remind'));
    expect(only(REMIND)).toMatchObject({
      verb: 'remind',
      data: { intent: sealed },
      fallback: { type: 'Action.Submit', data: { intent: sealed, verb: 'remind' } },
    });
  });
  it('unfolds its question first, and acts by the yes inside', () => {
    const question = only(APPROVE);
    expect(question).toMatchObject({
      type: 'Action.ShowCard',
      title: 'Approve',
      card: { actions: [{ verb: 'approve', title: 'Approve', style: 'positive' }] },
    });
    expect(JSON.stringify(question)).toContain('Your approval is recorded for fingerprint 4c1a5f0a92bd.');
  });
  it('unfolds a form, which acts when it is handed in', () => {
    const asked = only(DECLINE);
    expect(asked).toMatchObject({
      type: 'Action.ShowCard',
      style: 'destructive',
      card: { actions: [{ verb: 'decline', title: 'Decline', style: 'destructive' }] },
    });
    expect(asked.type === 'Action.ShowCard' && elementsIn(asked.card.body).find(isInput)).toMatchObject({
      type: 'Input.Text',
      id: 'reason',
      label: 'Reason',
      isRequired: true,
      errorMessage: '“Reason” is needed.',
      isMultiline: true,
      maxLength: 1000,
    });
    expect(JSON.stringify(asked)).toContain('Olivia reads it.');
  });
  it.each(['people', 'files'] as const)('opens a dialog where the form has %s', (kind) => {
    const ask = form('start', [{ kind, id: kind, label: 'L', isRequired: false, most: 3 }]);
    const opened = only({ label: 'New', spoken: 'New request', tone: 'plain', does: { ask } });
    expect(opened).toMatchObject({ type: 'Action.Submit', data: { msteams: { type: 'task/fetch' }, intent: LOOK.seal(ask.intent) } });
  });
  it('shares no input id with another form of the card, and each is still known', () => {
    const card = shown({
      actions: [DECLINE, DELEGATE, ASK],
      entries: [DECLINE, DECLINE].map((action) => ({ title: 'T', line: 'L', action })),
    });
    const ids = elementsIn(card.body, card.actions)
      .filter(isInput)
      .map(({ id }) => id);
    expect(ids).toContain('delegate.reason');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map(fieldIdOf).toSorted()).toEqual(['address', 'reason', 'reason', 'reason', 'reason', 'text']);
  });
});

describe('a form', () => {
  const dialog = renderForm(START, LOOK);
  const inputs = dialog.body.filter(isInput);

  it('has an input for every field that can have one, called as the field is', () => {
    expect(inputs.map(({ id }) => id)).toEqual(['title', 'approvers', 'signers', 'others', 'order', 'day', 'message']);
    expect(inputs.map(({ type }) => type)).toEqual([
      'Input.Text',
      'Input.ChoiceSet',
      'Input.ChoiceSet',
      'Input.Text',
      'Input.ChoiceSet',
      'Input.Date',
      'Input.Text',
    ]);
    expect(teamsLint(dialog, DIALOG)).toEqual([]);
  });
  it('says where a document goes, since a dialog takes none', () => {
    expect(linesOf(dialog)).toContain('This form takes no file. Send the document to me as a PDF in our personal chat.');
  });
  it('lets people be searched for in the organisation', () => {
    expect(inputs[2]).toMatchObject({
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      isMultiSelect: true,
      value: 'a1,b2',
    });
  });
  it('shows what is filled in already, as it is', () => {
    const filled = renderForm(form('decline', [{ ...REASON, kind: 'text', most: 100, initial: 'see {{x}} <at> *a*' }, ADDRESS]), LOOK);
    expect(filled.body.find(isInput)).toMatchObject({ value: 'see {{x}} <at> *a*' });
    expect(inputs[4]).toMatchObject({ value: 'together', choices: [{ title: 'All at once' }, { title: 'One by one' }] });
    expect(inputs[5]).toMatchObject({ value: '2026-12-08' });
  });
  it('is handed in with its intent', () => {
    expect(dialog.actions).toMatchObject([{ type: 'Action.Submit', title: 'Prepare', data: { intent: LOOK.seal(START.intent) } }]);
  });
});

describe('whatever it is given', () => {
  const look = {
    ...LOOK,
    seal: () => SEALED,
    refresh: { users: Array.from({ length: 60 }, () => `29:${'u'.repeat(90)}`), intent: SEALED },
  };

  it('a card is readable, harmless and at most 80 KB', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(teamsLint(renderCard(card, look), WHATEVER)).toEqual([]);
      }),
    );
  });
  it('a dialog is too', () => {
    fc.assert(
      fc.property(anyForm, (given) => {
        expect(teamsLint(renderForm(given, look), DIALOG)).toEqual([]);
      }),
    );
  });
  it.each(['"', '*', '\\*', '_ ', '{', '👩‍👧'])('a card of nothing but %j, in lists without end, fits', (unit) => {
    const text = unit.repeat(20_000);
    const asks = {
      label: text,
      spoken: text,
      tone: 'bad',
      does: { press: intent('approve'), confirm: { title: text, text, yes: text, no: text } },
    } as const;
    const many = Array.from({ length: 300 });
    const card = renderCard(
      sampleCard('status', {
        title: text,
        status: { word: text, tone: 'attention' },
        summary: text,
        paragraphs: many.map(() => text),
        quote: { who: text, text },
        facts: many.map(() => ({ label: text, value: text })),
        people: many.map(() => ({ name: text, does: text, standing: text, tone: 'done' })),
        actions: many.map(() => asks),
        entries: many.map(() => ({ title: text, line: text, action: asks })),
        small: many.map(() => text),
      }),
      look,
    );
    expect(teamsLint(card, WHATEVER)).toEqual([]);
    expect(actionsIn(card.body, card.actions).length).toBeGreaterThan(5);
  });
  it('an intent without end is a fault that names the card', () => {
    expect(() => renderCard(sampleCard('request-approve'), { ...LOOK, seal: () => 'x'.repeat(50_000) })).toThrow(/Approval requested/);
  });
  it('the same card gives the same bytes', () => {
    const card = sampleCard('request-approve');
    expect(JSON.stringify(renderCard(card, LOOK))).toBe(JSON.stringify(renderCard(card, LOOK)));
    expect(bytesOf(renderCard(card, LOOK))).toBeLessThan(25_000);
    expect(textsOf(renderCard(card, LOOK)).join(' ')).not.toContain('undefined');
  });
});
