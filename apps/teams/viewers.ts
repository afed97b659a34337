// Who sees a card with their own eyes: of what one person was told that person, of what was shared everyone with a part in it.
import type { Existing } from '#core/envelope.ts';
import type { Account, Accounts } from '#core/people.ts';
import type { RecipientId } from '#core/ids.ts';
import { readPlace } from './place.ts';

type Viewed = { readonly state: Existing; readonly seat: 'sender' | RecipientId | 'everyone'; readonly install: string };

/** As Teams calls them; only those whose personal chat has told how. */
export async function viewersOf(accounts: Pick<Accounts, 'ofPerson'>, { state, seat, install }: Viewed): Promise<readonly string[]> {
  const { sender, recipients, tenant } = state;
  const people = [
    { id: 'sender', email: sender.email },
    ...recipients.filter(({ askedAt }) => seat !== 'everyone' || askedAt !== undefined),
  ];
  const emails = new Set(people.flatMap(({ id, email }) => (seat === 'everyone' || id === seat ? [email.toLowerCase()] : [])));
  const found = await Promise.all(Array.from(emails, async (email) => accounts.ofPerson(tenant, email)));
  return found
    .flat()
    .flatMap((account) => memberIn(account, install))
    .toSorted();
}

function memberIn({ platform, install, address }: Account, wanted: string): string[] {
  const member = platform === 'teams' && install === wanted && address !== undefined ? readPlace(address)?.member : undefined;
  return member === undefined ? [] : [member];
}
