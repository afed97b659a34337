// A machine or a person: bounces, absence notices, complaints against what people wrote. Bulk mail is neither, and not scored.
import type { Read } from './run.ts';
import { scored, type Verdict } from './verdict.ts';

const AUTOMATIC = ['bounce', 'delay-warning', 'feedback-report', 'auto-reply', 'challenge-response', 'delivery-success-dsn'];

export function scoreClasses(reads: readonly Read[]): Verdict {
  const mine = reads.filter(({ item }) => item.scores.includes('message-class'));
  const machines = mine.filter(({ item }) => AUTOMATIC.includes(item.expected.class ?? ''));
  const people = mine.filter(({ item }) => item.expected.class === 'human');
  const missed = machines.filter(({ explained }) => explained?.automatic !== true);
  const alarms = people.filter(({ explained }) => explained?.automatic !== false);
  return {
    scores: [
      scored({
        name: 'automatic mail',
        n: machines.length,
        target: 0.98,
        best: '97.7 % (sisimai)',
        misses: missed.map(({ item, explained }) => ({
          path: item.path,
          why: `a ${item.expected.class} was taken for ${explained?.class ?? 'nothing'}`,
        })),
      }),
    ],
    nevers: [
      {
        name: `false alarms on ${people.length} people`,
        found: alarms.map(({ item, explained }) => ({ path: item.path, why: `a person was taken for ${explained?.class ?? 'nothing'}` })),
      },
    ],
  };
}
