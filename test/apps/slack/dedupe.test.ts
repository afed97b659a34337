// By which key each kind of delivery is known again.
import { describe, expect, test } from 'vitest';
import { keyOf } from '#apps/slack/dedupe.ts';
import { payload, type Payload } from '#test/support/slack-deliveries.ts';

function changed(name: string, change: (body: Payload) => void): Payload {
  const body = payload(name);
  change(body);
  return body;
}

describe('a delivery is known again by', () => {
  test('the id of an event, whatever the retry says', () => {
    expect(keyOf(payload('message'))).toEqual({ key: 'event-Ev0MSG0001' });
  });

  test('the trigger of a command', () => {
    expect(keyOf(payload('command'))).toEqual({ key: 'trigger-71.1.command' });
  });

  test('the execution of a workflow step, also under another event id', () => {
    const step = { type: 'event_callback', event_id: 'Ev9', event: { type: 'function_executed', function_execution_id: 'Fx1' } };
    expect(keyOf(step)).toEqual({ key: 'function-Fx1' });
  });

  test('the view and its hash', () => {
    const first = keyOf(payload('submission'));
    expect(keyOf(changed('submission', (body) => (body['trigger_id'] = '71.9')))).toEqual(first);
    expect(keyOf(changed('submission', (body) => (body['view'].hash = '2')))).not.toEqual(first);
  });

  test('the button of a press: the second half of a double click is the first', () => {
    const second = changed('press', (body) => {
      body['actions'][0].action_ts = '1795543150.300400';
      body['trigger_id'] = '71.9';
      body['response_url'] = 'https://hooks.slack.com/actions/other';
    });
    expect(keyOf(second)?.key).toBe(keyOf(payload('press'))?.key);
    expect(keyOf(second)?.again).not.toBe(keyOf(payload('press'))?.again);
  });

  const others: readonly [string, (body: Payload) => void][] = [
    ['user', (body) => (body['user'].id = 'U2')],
    ['team', (body) => (body['team'].id = 'T2')],
    ['message', (body) => (body['container'].message_ts = '1.2')],
    ['channel', (body) => (body['container'].channel_id = 'C2')],
    ['action', (body) => (body['actions'][0].action_id = 'acknowledge')],
    ['block, which changes with the version shown,', (body) => (body['actions'][0].block_id = 'a:5')],
    ['value', (body) => (body['actions'][0].value = 'x')],
  ];
  test.each(others)('another %s is another press', (_, change) => {
    expect(keyOf(changed('press', change))?.key).not.toBe(keyOf(payload('press'))?.key);
  });

  test('nothing where nothing names it', () => {
    expect(keyOf({ type: 'shortcut' })).toBeUndefined();
    expect(keyOf({ type: 'view_submission' })).toBeUndefined();
  });
});
