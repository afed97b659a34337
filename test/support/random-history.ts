// What people may do with an envelope, in any order: most of it is refused at most times, as in life.
import fc from 'fast-check';
import type { Command } from '#core/command.ts';
import { body, CARL, command, DANA, INES, MAX, OLIVIA, person, r } from './build.ts';

const max = person(MAX.email);
const ines = person(INES.email);
const dana = person(DANA.email, 'L2');
const COMMENT = { type: 'comment', from: null, to: null, text: 'By Friday, please' } as const;

const MOVES: Readonly<Record<string, () => Command>> = {
  send: () => command(OLIVIA, body.send),
  'draft again with Carl alone': () =>
    command(OLIVIA, body.draft({ recipients: [{ ...CARL, role: 'signer', step: 1, needs: 'L1' }, MAX] })),
  'Max approves': () => command(max, body.approve(r(1)), { hours: 1 }),
  'Ines opens': () => command(ines, { type: 'view', recipient: r(2) }, { hours: 2 }),
  'Ines signs': () => command(ines, body.sign(r(2)), { hours: 3 }),
  'Dana signs': () => command(dana, body.sign(r(3)), { hours: 4 }),
  'Dana declines': () => command(dana, body.decline(r(3)), { hours: 4 }),
  'Olivia comments': () => command(OLIVIA, COMMENT, { hours: 5 }),
  'Olivia voids': () => command(OLIVIA, { type: 'void', reason: 'Wrong version' }, { hours: 6 }),
};

/** Begins with a draft; mostly sent; ends where it ends. Shown by the names of its moves. */
export const randomHistory: fc.Arbitrary<readonly string[]> = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('send', 'Max approves', 'Ines opens', 'Ines signs', 'Dana signs', 'Olivia comments') },
      { weight: 1, arbitrary: fc.constantFrom('draft again with Carl alone', 'Dana declines', 'Olivia voids') },
    ),
    { minLength: 6, maxLength: 16 },
  )
  .map((moves) => [...moves.slice(0, 2), 'send', 'Max approves', ...moves.slice(2)]);

export function commandsOf(moves: readonly string[]): readonly Command[] {
  return [command(OLIVIA, body.draft()), ...moves.flatMap((move) => MOVES[move]?.() ?? [])];
}
