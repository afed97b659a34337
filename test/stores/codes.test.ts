// One-time codes: short-lived, for one use, few tries, few issues; and no race gives more of any.
import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CodeSeat } from '#core/ports.ts';
import { plus, type Duration } from '#core/time.ts';
import { codes } from '#stores/codes.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { ENVELOPE, r, T0, TENANT } from '#test/support/build.ts';

const SEAT: CodeSeat = { tenant: TENANT, envelope: ENVELOPE, seat: r(1) };

function desk() {
  const table = sqliteTable(':memory:');
  onTestFinished(async () => table.close());
  let now = T0;
  const made = codes({
    table,
    secret: Buffer.from('a secret of the tests'),
    now: () => now,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  });
  const pass = (by: Duration) => void (now = plus(now, by));
  async function newCode(seat = SEAT): Promise<string> {
    const issued = await made.issue(seat);
    if (!issued) throw new Error('No code was issued.');
    return made.codeOf(seat, issued.nonce);
  }
  return { ...made, table, pass, newCode };
}

/** A code that is surely not the right one. */
function otherThan(code: string): string {
  return code === '000000' ? '000001' : '000000';
}

describe('a one-time code', () => {
  it('has six digits, follows from seat and nonce, and differs for another seat', async () => {
    const { codeOf, newCode } = desk();
    expect(await newCode()).toMatch(/^\d{6}$/);
    const codesOfR1 = ['a', 'b', 'c', 'd'].map((nonce) => codeOf(SEAT, nonce));
    expect(codesOfR1).toEqual(['a', 'b', 'c', 'd'].map((nonce) => codeOf(SEAT, nonce)));
    expect(codesOfR1).not.toEqual(['a', 'b', 'c', 'd'].map((nonce) => codeOf({ ...SEAT, seat: r(2) }, nonce)));
  });

  it('keeps its leading zeros', () => {
    const { codeOf } = desk();
    const low = Array.from({ length: 200 }, (_, at) => codeOf(SEAT, `n${at}`)).filter((code) => code.startsWith('0'));
    expect(low.length).toBeGreaterThan(0);
    expect(low.every((code) => code.length === 6)).toBe(true);
  });

  it('is right once, and used up by that', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    expect(await check(SEAT, code)).toBe('right');
    expect(await check(SEAT, code)).toBe('none');
  });

  it('may be typed with blanks and hyphens', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    expect(await check(SEAT, ` ${code.slice(0, 3)} ${code.slice(3, 5)}-${code.slice(5)} `)).toBe('right');
  });

  it('is worth nothing at another seat', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    expect(await check({ ...SEAT, seat: r(2) }, code)).toBe('none');
  });

  it('is valid for ten minutes and no longer', async () => {
    const { newCode, check, pass } = desk();
    const first = await newCode();
    pass({ minutes: 10 });
    expect(await check(SEAT, first)).toBe('right');
    const second = await newCode();
    pass({ minutes: 11 });
    expect(await check(SEAT, second)).toBe('expired');
  });

  it('is replaced by the next one', async () => {
    const { issue, codeOf, check } = desk();
    const first = await issue(SEAT);
    const second = await issue(SEAT);
    if (!first || !second) throw new Error('No code was issued.');
    const [old, current] = [codeOf(SEAT, first.nonce), codeOf(SEAT, second.nonce)];
    expect(await check(SEAT, old)).toBe(old === current ? 'right' : 'wrong');
    if (old !== current) expect(await check(SEAT, current)).toBe('right');
  });

  it('is locked by the fifth wrong try, even for who then knows it, until another is issued', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    const tries = [];
    for (let at = 0; at < 5; at += 1) tries.push(await check(SEAT, otherThan(code)));
    expect(tries).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'locked']);
    expect(await check(SEAT, code)).toBe('locked');
    expect(await check(SEAT, await newCode())).toBe('right');
  });

  it('loses no try to a slip that cannot be a code', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    for (const slip of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦']) expect(await check(SEAT, slip)).toBe('wrong');
    for (let at = 0; at < 4; at += 1) await check(SEAT, otherThan(code));
    expect(await check(SEAT, code)).toBe('right');
  });

  it('is there only after one was issued', async () => {
    const { check } = desk();
    expect(await check(SEAT, '000000')).toBe('none');
  });

  it('is issued five times an hour and no more', async () => {
    const { issue, pass } = desk();
    for (let at = 0; at < 5; at += 1) {
      expect(await issue(SEAT)).toBeDefined();
      pass({ minutes: 5 });
    }
    expect(await issue(SEAT)).toBeUndefined();
    expect(await issue({ ...SEAT, seat: r(2) })).toBeDefined();
    pass({ minutes: 36 });
    expect(await issue(SEAT)).toBeDefined();
    expect(await issue(SEAT)).toBeUndefined();
  });

  it('is issued fifteen times a day and no more, so that who has only the link cannot go on guessing for weeks', async () => {
    const { issue, pass } = desk();
    let issued = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      for (let at = 0; at < 5; at += 1) issued += (await issue(SEAT)) ? 1 : 0;
      pass({ hours: 1 });
    }
    expect(issued).toBe(15);
    expect(await issue(SEAT)).toBeDefined();
  });

  it('is in no row of the table', async () => {
    const { newCode, table } = desk();
    const code = await newCode();
    const { items } = await table.queryPartition({ pk: `T#${TENANT}#CODES#${ENVELOPE}` });
    expect(items).toHaveLength(1);
    expect(items[0]?.body).not.toContain(`"${code}"`);
  });
});

describe('a race', () => {
  it('gives no extra tries', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    const answers = await Promise.all(Array.from({ length: 12 }, async () => check(SEAT, otherThan(code))));
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(4);
    expect(await check(SEAT, code)).toBe('locked');
  });

  it('uses a right code once', async () => {
    const { newCode, check } = desk();
    const code = await newCode();
    const answers = await Promise.all(Array.from({ length: 8 }, async () => check(SEAT, code)));
    expect(answers.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'none'), 'right']);
  });

  it('issues no sixth code', async () => {
    const { issue } = desk();
    const issued = await Promise.all(Array.from({ length: 9 }, async () => issue(SEAT)));
    expect(issued.filter((each) => each !== undefined)).toHaveLength(5);
  });
});
