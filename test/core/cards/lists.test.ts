// Lists, a choice, the way in and help.
import { describe, expect, test } from 'vitest';
import type { Verb } from '#core/grammar/line-intent.ts';
import { parseLine } from '#core/grammar/line.ts';
import { chooseCard, helpCard, homeCard, listCard, noticeCard, settingsCard } from '#core/cards/lists.ts';
import type { Channel } from '#core/terms.ts';
import { VERB_NAMES, VERBS } from '#core/cards/help.ts';
import { listing } from '#core/cards/action.ts';
import { ENVELOPE, r, TENANT } from '#test/support/build.ts';
import { doable, row, settingIn } from './kit.ts';

const setting = settingIn('en');
const about = { tenant: TENANT, setting };
const mine = {
  seats: [
    { seat: 'sender', hasTurn: false },
    { seat: r(2), hasTurn: true },
  ],
} as const;
const sentByMe = { seats: [{ seat: 'sender', hasTurn: false }], waitingFor: ['Max', 'Ines'] } as const;

describe('a list', () => {
  const rows = [
    row(1, { status: 'completed' }),
    row(2, sentByMe),
    row(3, mine),
    row(4, { status: 'expired', ...sentByMe, waitingFor: [] }),
    row(5, { seats: [] }),
  ];
  const titles = (input: Omit<Parameters<typeof listCard>[0], 'tenant' | 'setting' | 'rows'>) =>
    listCard({ rows, ...input, ...about }).entries?.map(({ title }) => title);
  test('names each with its reference and standing, what waits for the reader first', () => {
    const shown = listCard({ rows, which: null, ...about });
    expect(shown).toMatchObject({
      kind: 'status',
      title: 'Your requests',
      status: { word: '5 requests', tone: 'waiting' },
      summary: 'Your requests: 5 requests',
    });
    expect(shown.entries?.map(({ title, line }) => `${title}: ${line}`)).toEqual([
      `Title 3: ${ENVELOPE} · waiting for you`,
      `Title 2: ${ENVELOPE} · waiting for Max and Ines`,
      `Title 5: ${ENVELOPE} · Waiting for answers`,
      `Title 1: ${ENVELOPE} · Completed`,
      `Title 4: ${ENVELOPE} · Closed without all answers`,
    ]);
  });
  test('shows each from the seat that matters', () => {
    const shown = listCard({ rows, which: null, ...about });
    const seats = shown.entries?.map(({ action }) => (action && 'press' in action.does ? action.does.press.place?.seat : undefined));
    expect(seats).toEqual([r(2), 'sender', undefined, r(1), 'sender']);
    expect(shown.entries?.[0]?.action).toMatchObject({
      label: 'Show',
      spoken: 'Show: “Title 3”',
      does: { press: { verb: 'show', version: 0 } },
    });
  });
  test('can be narrowed', () => {
    expect(titles({ which: 'mine' })).toEqual(['Title 3']);
    expect(titles({ which: 'sent' })).toEqual(['Title 2', 'Title 3', 'Title 4']);
    expect(titles({ which: 'done' })).toEqual(['Title 1', 'Title 4']);
    expect(titles({ which: 'overdue' })).toEqual(['Title 4']);
    expect(titles({ which: null, text: 'TITLE 2' })).toEqual(['Title 2']);
  });
  test('holds ten, and says how many more there are', () => {
    const many = listCard({ rows: Array.from({ length: 12 }, (_, at) => row(at)), which: 'sent', ...about });
    expect(many.paragraphs).toEqual(['There is nothing here.']);
    const all = listCard({ rows: Array.from({ length: 12 }, (_, at) => row(at)), which: null, ...about });
    expect([all.entries?.length, all.paragraphs, all.status.tone]).toEqual([10, ['And 2 more.'], 'done']);
    expect(listCard({ rows: [row(1)], which: null, ...about })).toMatchObject({ paragraphs: [], status: { word: '1 request' } });
  });
});

test('counts and names people as people do, in German too', () => {
  const shown = listCard({ rows: [row(1, sentByMe)], which: 'sent', tenant: TENANT, setting: settingIn('de') });
  expect([shown.summary, shown.entries?.[0]?.line]).toEqual(['Von Ihnen gesendet: 1 Vorgang', `${ENVELOPE} · wartet auf Max und Ines`]);
});

test('a choice shows five, from the seat of whoever would do it', () => {
  const rows = Array.from({ length: 7 }, (_, at) => row(at, mine));
  const seatIn = (verb: Verb) => chooseCard({ rows, verb, ...about }).entries?.[0]?.action?.does;
  expect(chooseCard({ rows, verb: 'approve', ...about })).toMatchObject({
    title: 'Which one do you mean?',
    paragraphs: [expect.anything(), 'And 2 more.'],
  });
  expect(chooseCard({ rows, verb: 'approve', ...about }).entries).toHaveLength(5);
  expect(seatIn('approve')).toMatchObject({ press: { place: { seat: r(2) } } });
  expect(seatIn('void')).toMatchObject({ press: { place: { seat: 'sender' } } });
  expect(chooseCard({ rows: [row(1)], verb: 'void', ...about }).entries?.[0]?.action?.does).toMatchObject({
    press: { place: { seat: r(1) } },
  });
});

test('the way in starts a request and shows what waits', () => {
  const home = homeCard({ setting, command: '/sign' });
  expect(doable(home)).toEqual(['start', 'list']);
  expect(home.paragraphs.join(' ')).toContain('“/sign help”');
  expect(homeCard({ setting }).paragraphs.join(' ')).toContain('“help”');
});

test('settings say where someone wants to be reached', () => {
  const channels = homeCard({ setting, isSettings: true }).actions.map(({ does }) => ('press' in does ? does.press : undefined));
  expect(channels).toEqual([
    { verb: 'prefer', version: 0, channel: 'slack' },
    { verb: 'prefer', version: 0, channel: 'teams' },
    { verb: 'prefer', version: 0, channel: 'email' },
    { verb: 'prefer', version: 0 },
  ]);
  const said = ([now]: readonly (Channel | 'any')[]) => settingsCard({ setting, ...(now === undefined ? {} : { now }) }).paragraphs;
  expect(said(['teams'])).toEqual(['From now on: In Teams.']);
  expect(said(['any'])).toEqual(['From now on: As it comes.']);
  expect(settingsCard({ setting: settingIn('de'), now: 'email' }).paragraphs).toEqual(['Ab jetzt: Per E-Mail.']);
  expect([said(['web']), said([])]).toEqual([[setting.phrases.cards.settings.lead], [setting.phrases.cards.settings.lead]]);
});

describe('help', () => {
  test('names what is used most, and that there is more', () => {
    const help = helpCard({ verb: null, setting, command: '/sign' });
    expect(help.entries?.map(({ title }) => title)).toContain('/sign approve [request]');
    expect(help.entries).toHaveLength(VERB_NAMES.filter((verb) => VERBS[verb].isMain).length);
    expect(help.small.join(' ')).toContain('snooze');
  });
  test.each(VERB_NAMES)('%s: the example is understood as that verb', (verb) => {
    const facts = helpCard({ verb, setting }).facts;
    const example = facts.find(({ label }) => label === 'For example')?.value ?? '';
    const read = parseLine(example, { thread: 'none', today: '2026-11-24', me: undefined });
    expect('verb' in read ? read.verb : read).toBe(verb);
    expect(facts.at(-1)?.label).toBe('Who may');
  });
  test('names other words, the reader’s own language first', () => {
    const words = (language: string, verb: Verb) =>
      helpCard({ verb, setting: settingIn(language), command: '/sign' }).facts.find(({ label }) => /Also|Auch/.test(label))?.value;
    expect([words('en', 'approve'), words('en', 'remind')]).toEqual([undefined, 'nudge, chase, ping, bump']);
    expect(words('de', 'remind')).toBe('erinnern, erinnere, nachfassen, nudge, chase, ping, bump');
  });
});

test('a notice says one thing, with at most one way on', () => {
  const notice = noticeCard({ kind: 'error', title: 'Not here', sentences: ['Add the app.'], setting });
  expect(notice).toMatchObject({ kind: 'error', summary: 'Not here – Add the app.', actions: [] });
  expect(doable(noticeCard({ kind: 'status', title: 'Done', sentences: [], setting, action: listing(setting) }))).toEqual(['list']);
});
