// The only place where a wish becomes a fact or a refusal, the same for every channel.
import type { Command, Decision } from './command.ts';
import type { Envelope } from './envelope.ts';
import { act, view } from './rules/acts.ts';
import { draft, send } from './rules/drafting.ts';
import { expire, recordDeliveries, recordSeal, voidIt } from './rules/ending.ts';
import { comment, remind } from './rules/talk.ts';

/** @returns the events to store, in one commit; an empty list when the wish is already fulfilled; or why not. */
export function decide(state: Envelope, command: Command): Decision {
  switch (command.type) {
    case 'draft':
      return draft(state, command);
    case 'send':
      return send(state, command);
    case 'view':
      return view(state, command);
    case 'approve':
    case 'sign':
    case 'decline':
      return act(state, command);
    case 'comment':
      return comment(state, command);
    case 'remind':
      return remind(state, command);
    case 'void':
      return voidIt(state, command);
    case 'expire':
      return expire(state, command);
    case 'record-deliveries':
      return recordDeliveries(state, command);
    case 'record-seal':
    case 'record-seal-failure':
      return recordSeal(state, command);
  }
}
