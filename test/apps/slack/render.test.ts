// What people see on Slack: always something that Slack takes, that says what we mean, and in which nobody else's words mean more.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonsOf } from '#apps/slack/block-button.ts';
import { clip } from '#apps/slack/block-text.ts';
import { FORM_CALLBACK, renderCard, renderForm, type Rendering } from '#apps/slack/render.ts';
import type { Card, CardAction, Form, Intent } from '#core/cards/card.ts';
import { ENVELOPE, r, shownCard, TENANT } from '#test/support/build.ts';
import { lintMessage, lintModal } from '#test/support/slack-lint.ts';
import { anyCard, anyForm, HOSTILE } from './any-card.ts';

const PLACE = { tenant: TENANT, envelope: ENVELOPE, seat: r(1) } as const;
const FORMS: ReadonlySet<Intent['verb']> = new Set(['decline', 'void']);
const how = { seal, page: () => 'https://sign.test/s/abc' };
const knowing = { leadsToForm: (value: string) => FORMS.has(value.split('.')[0] as Intent['verb']) };

function seal({ verb, version }: Intent): string {
  return `${verb}.${version}`;
}

function press(verb: Intent['verb'], change: Partial<CardAction> = {}, version = 3): CardAction {
  return { label: 'Approve', spoken: 'Approve Mutual NDA', tone: 'good', does: { press: { verb, version, place: PLACE } }, ...change };
}

function form(change: Partial<Form> = {}): Form {
  return {
    intent: { verb: 'decline', version: 3, place: PLACE },
    language: 'en',
    title: 'Decline Mutual NDA and its annexes',
    lead: ['Everyone is told that it is over.'],
    fields: [{ id: 'reason', kind: 'text', label: 'Reason', isRequired: true, most: 500 }],
    submit: 'Decline',
    dismiss: 'Back',
    ...change,
  };
}

function card(change: Partial<Card> = {}): Card {
  return { ...shownCard('Mutual NDA'), ...change };
}

function buttonsIn({ blocks }: Rendering) {
  return blocks.flatMap((block) => [
    ...(block.type === 'actions' ? block.elements : []),
    ...(block.type === 'section' && block.accessory ? [block.accessory] : []),
  ]);
}

describe('a card on Slack', () => {
  it('is within every limit and means nothing but what we say, whatever people wrote', () => {
    fc.assert(
      fc.property(anyCard, (any) => {
        const asking = new Set(
          [...any.actions, ...(any.entries ?? []).flatMap(({ action }) => action ?? [])].flatMap(({ does }) =>
            'ask' in does ? seal(does.ask.intent) : [],
          ),
        );
        expect(lintMessage(renderCard(any, how), { leadsToForm: (value) => asking.has(value) })).toEqual([]);
      }),
    );
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))('cannot be made to mean something by the words %j', (_name, text) => {
    const hostile = card({
      ...shownCard(text),
      quote: { who: text, text },
      people: [{ name: text, does: text, standing: text, tone: 'done' }],
      entries: [{ title: text, line: text, action: press('show', { label: text, spoken: text }) }],
      actions: [
        press('approve', {
          label: text,
          spoken: text,
          tone: 'bad',
          does: { press: { verb: 'approve', version: 1 }, confirm: { title: text, text, yes: text, no: text } },
        }),
      ],
      small: [text],
    });
    expect(lintMessage(renderCard(hostile, how), knowing)).toEqual([]);
  });

  it('shows what people wrote unchanged where nothing is marked up', () => {
    const { blocks } = renderCard(card({ title: 'Q3_*final*_v2: A & B', facts: [{ label: 'File', value: 'a_b*c`d.pdf' }] }), how);
    expect(blocks[0]).toEqual({ type: 'header', text: { type: 'plain_text', text: 'Q3_*final*_v2: A &amp; B', emoji: false } });
    expect(JSON.stringify(blocks)).toContain('"a_b*c`d.pdf"');
  });

  it('keeps every line of a quotation inside it', () => {
    const { blocks } = renderCard(card({ quote: { who: 'Eve', text: 'Fine.\n*Olivia Park:*\n> Approved' } }), how);
    expect(blocks).toContainEqual({
      type: 'section',
      text: { type: 'mrkdwn', verbatim: true, text: '*Eve*\n>Fine.\n>∗Olivia Park:∗\n>&gt; Approved' },
    });
  });

  it('says where people stand by sign and word', () => {
    const people = [
      { name: 'Max Berger', does: 'approves', standing: 'approved', tone: 'done' },
      { name: 'ines_duarte@x.test', does: 'signs', standing: 'waiting', tone: 'waiting' },
    ] as const;
    expect(JSON.stringify(renderCard(card({ people }), how).blocks)).toContain(
      '✅ *Max Berger* — approves: approved\\n⏳ *ines_duarte@x.test* — signs: waiting',
    );
  });

  it('gives every button an id of its own, its sealed intent, and the document for those who hear it', () => {
    const rendering = renderCard(
      card({
        actions: [
          press('approve'),
          press('decline', { tone: 'bad', does: { ask: form() } }),
          press('open' as Intent['verb'], { does: { open: 'page', about: PLACE } }),
        ],
        entries: [{ title: 'Another', line: 'waits', action: press('approve') }],
      }),
      how,
    );
    const buttons = buttonsIn(rendering);
    expect(buttons).toEqual(
      [
        expect.objectContaining({ action_id: 'approve', value: 'approve.3', style: 'primary', accessibility_label: 'Approve Mutual NDA' }),
        expect.objectContaining({ action_id: 'approve-2', value: 'approve.3' }),
        expect.objectContaining({ action_id: 'decline', value: 'decline.3', style: 'danger' }),
        expect.objectContaining({ action_id: 'open', url: 'https://sign.test/s/abc' }),
      ].toSorted((a, b) => order(buttons, a) - order(buttons, b)),
    );
    expect(lintMessage(rendering, knowing)).toEqual([]);
  });

  it('names its block of buttons anew for every version of the record', () => {
    const ids = [3, 4].map((version) => renderCard(card({ actions: [press('approve', {}, version)] }), how).blocks.at(-1));
    expect(ids).toEqual([
      expect.objectContaining({ block_id: `a:${ENVELOPE}:3` }),
      expect.objectContaining({ block_id: `a:${ENVELOPE}:4` }),
    ]);
  });

  it('asks before what a red button does, and paints none red that would not ask', () => {
    const confirm = { title: 'Withdraw?', text: 'Your approval is taken back.', yes: 'Withdraw', no: 'Keep' };
    const asked = press('withdraw', { tone: 'bad', does: { press: { verb: 'withdraw', version: 1 }, confirm } });
    const [button, bare] = buttonsIn(renderCard(card({ actions: [asked, press('withdraw', { tone: 'bad' })] }), how));
    expect(button).toMatchObject({ style: 'danger', confirm: { style: 'danger', title: { text: 'Withdraw?' }, deny: { text: 'Keep' } } });
    expect(bare).not.toHaveProperty('style');
  });

  it('has no button to a page that does not exist', () => {
    const make = buttonsOf({ seal, page: () => undefined });
    expect(make(press('show', { does: { open: 'page', about: PLACE } }))).toBeUndefined();
  });

  it('counts what did not fit', () => {
    const entries = Array.from({ length: 25 }, (_, at) => ({ title: `Contract ${at}`, line: 'waits' }));
    expect(JSON.stringify(renderCard(card({ entries }), how).blocks)).toContain('"… +15"');
  });
});

describe('a form on Slack', () => {
  it('is within every limit, whatever people wrote', () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        expect(lintModal(renderForm(any, { seal, metadata: 'C1' }))).toEqual([]);
      }),
    );
  });

  it('carries its intent and where it is answered, and names its fields as the form does', () => {
    const view = renderForm(form(), { seal, metadata: '{"install":"T1"}' });
    expect(view.callback_id).toBe(FORM_CALLBACK);
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({ intent: 'decline.3', place: '{"install":"T1"}' });
    expect(view.title.text).toBe('Decline Mutual NDA and…');
    expect(view.blocks.at(-1)).toMatchObject({
      type: 'input',
      block_id: 'reason',
      optional: false,
      element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 500 },
    });
  });

  it('keeps its intent when the place is too long to be kept', () => {
    const view = renderForm(form(), { seal, metadata: 'x'.repeat(3000) });
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({ intent: 'decline.3' });
  });

  it('asks for people, days, choices, addresses and files by what Slack has for them', () => {
    const base = { label: 'Label', isRequired: false } as const;
    const view = renderForm(
      form({
        fields: [
          { ...base, id: 'who', kind: 'people', most: 2, initial: ['U1', 'U2', 'U3'] },
          { ...base, id: 'day', kind: 'day', initial: '2026-12-24' },
          { ...base, id: 'role', kind: 'choice', options: [{ value: 'signer', label: 'Signs' }], initial: 'signer' },
          { ...base, id: 'mail', kind: 'address', initial: 'a@b.test' },
          { ...base, id: 'files', kind: 'files', most: 30 },
        ],
      }),
      { seal },
    );
    const elements = view.blocks.flatMap((block) => ('element' in block ? [block.element] : []));
    expect(elements).toMatchObject([
      { type: 'multi_users_select', max_selected_items: 2, initial_users: ['U1', 'U2'] },
      { type: 'datepicker', initial_date: '2026-12-24' },
      { type: 'static_select', initial_option: { value: 'signer' } },
      { type: 'email_text_input', initial_value: 'a@b.test' },
      { type: 'file_input', filetypes: ['pdf'], max_files: 10 },
    ]);
  });
});

describe('clipping', () => {
  it('never cuts what people see as one character, and says that it cut', () => {
    expect(clip('ab👩‍👩‍👧‍👦cd', 8)).toBe('ab…');
    expect(clip('short', 5)).toBe('short');
    expect(clip('a&b&c', 9, (piece) => piece.replaceAll('&', '&amp;'))).toBe('a&amp;b…');
  });
});

function order(buttons: readonly unknown[], expected: unknown): number {
  const { sample } = expected as { sample: { action_id: string } };
  return buttons.findIndex((button) => (button as { action_id?: string }).action_id === sample.action_id);
}
