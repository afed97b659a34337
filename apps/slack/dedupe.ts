// By which key a delivery is known again. Slack repeats events that it thinks lost, and people click twice; both must be one request.
import { createHash } from 'node:crypto';
import { listOf, recordOf, textAt, type Body } from './payload.ts';

/**
 * `again` is the key for the same button pressed once more after the first press came to nothing: the second half of a double click
 * differs from the first only in `action_ts`, so that this cannot be part of the key that makes both one.
 */
export type DeliveryKey = { readonly key: string; readonly again?: string };

/** @returns undefined for what can never be a request: it has no name of its own */
export function keyOf(body: Body): DeliveryKey | undefined {
  const execution = textAt(body, 'event', 'function_execution_id');
  if (execution !== undefined) return { key: `function-${execution}` };
  const event = textAt(body, 'event_id');
  if (event !== undefined) return { key: `event-${event}` };
  if (textAt(body, 'type') === 'view_submission') return viewKey(body);
  const [action] = listOf(body['actions']);
  if (action) return pressKey(body, action);
  const trigger = textAt(body, 'trigger_id');
  return trigger === undefined ? undefined : { key: `trigger-${trigger}` };
}

function viewKey(body: Body): DeliveryKey | undefined {
  const id = textAt(body, 'view', 'id');
  return id === undefined ? undefined : { key: `view-${digest([id, textAt(body, 'view', 'hash')])}` };
}

/** The block's id changes with the version that the card shows, so a later card's button is another button. */
function pressKey(body: Body, action: Body): DeliveryKey {
  const container = recordOf(body['container']);
  const button = [
    textAt(body, 'team', 'id') ?? textAt(body, 'enterprise', 'id'),
    textAt(body, 'user', 'id'),
    textAt(container, 'channel_id'),
    textAt(container, 'message_ts') ?? textAt(container, 'view_id'),
    textAt(action, 'action_id'),
    textAt(action, 'block_id'),
    textAt(action, 'value'),
  ];
  return { key: `press-${digest(button)}`, again: `press-${digest([...button, textAt(action, 'action_ts')])}` };
}

function digest(parts: readonly (string | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('hex');
}
