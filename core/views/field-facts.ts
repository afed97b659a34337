// How many fields a draft has for whom: its sender is told before sending.
import type { Existing } from '../envelope.ts';
import type { Setting } from './facts.ts';
import type { Fact } from './view.ts';

/** Where nobody has any, there is nothing to tell. */
export function fieldFacts({ fields, recipients }: Pick<Existing, 'fields' | 'recipients'>, { phrases: { placing } }: Setting): Fact[] {
  const shares = recipients.flatMap(({ id, name }) => {
    const count = fields.filter(({ recipient }) => recipient === id).length;
    return count === 0 ? [] : [`${name}: ${count}`];
  });
  return shares.length === 0 ? [] : [{ label: placing.fact, value: shares.join(', ') }];
}

/** Fields can be placed once there are pages, and people who sign. */
export function canPlace({ status, documents, recipients }: Pick<Existing, 'status' | 'documents' | 'recipients'>): boolean {
  return status === 'draft' && documents.length > 0 && recipients.some(({ role }) => role === 'signer');
}
