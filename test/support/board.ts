// A chat for tests of the dispatcher: it keeps what each of its cards shows, and can be made to fail as a platform does.
import type { Message, Outbound, Posted, Receipt, Refresh } from '#core/messages.ts';
import { sha256 } from './build.ts';
import { nameOf } from './dispatch-kit.ts';

type Shown = { readonly words: string; readonly version: number };

export function board(chat: string) {
  /** By reference, what people see there. */
  const shown = new Map<string, Shown>();
  const posts: string[] = [];
  /** What was posted can be found again by its effect, as by a message's metadata. */
  const found = new Map<string, Receipt & { readonly card: Posted }>();
  const asked: string[] = [];
  const world = {
    /** Thrown at every call while it is there. */
    fault: undefined as Error | undefined,
    /** Thrown once the call has had its effect, as often as this says: the answer got lost. */
    lost: 0,
    gone: new Set<string>(),
    /** Cannot be changed, and are posted anew. */
    fixed: new Set<string>(),
    reaches: (_message: Message): boolean => true,
    /** Happens while a call is on its way. */
    meanwhile: async (): Promise<void> => undefined,
  };

  async function called<T>(answer: T): Promise<T> {
    await world.meanwhile();
    if (world.lost === 0) return answer;
    world.lost -= 1;
    throw new Error('the platform took it, and its answer was lost');
  }

  const outbound: Outbound = {
    async deliver(message): Promise<Receipt> {
      if (world.fault) throw world.fault;
      if (!world.reaches(message)) return { outcome: 'elsewhere', why: `not in ${chat}` };
      const earlier = message.attempt > 1 ? found.get(message.effect) : undefined;
      // Found where it stands, and taken for what would be posted now.
      if (earlier)
        return called({ ...earlier, card: { ref: earlier.card.ref, hash: sha256(message.envelope ? wordsOf(message.envelope) : '') } });
      posts.push(nameOf(message));
      const ref = `${chat}/${posts.length}`;
      const words = message.envelope ? wordsOf(message.envelope) : '';
      shown.set(ref, { words, version: message.version ?? 0 });
      const copy = `northwind/cards/${sha256(words)}`;
      const receipt = { outcome: 'accepted' as const, providerId: ref, card: { ref, hash: sha256(words), copy } };
      found.set(message.effect, receipt);
      return called(receipt);
    },
    async refresh({ posted, envelope, version }) {
      asked.push(`${posted.ref}@${version}`);
      if (world.fault) throw world.fault;
      if (world.gone.has(posted.ref)) return 'gone';
      const words = wordsOf(envelope);
      const ref = world.fixed.has(posted.ref) ? `${posted.ref}/anew` : posted.ref;
      if (sha256(words) !== posted.hash) shown.set(ref, { words, version });
      return called({ ref, hash: sha256(words), copy: `northwind/cards/${sha256(words)}` });
    },
  };
  return { outbound, shown, posts, asked, world };
}

/** As a card of everyone's standing. */
export function wordsOf({ status, recipients }: Refresh['envelope']): string {
  return [status, ...recipients.map(({ name, status: standing }) => `${name} ${standing}`)].join(', ');
}
