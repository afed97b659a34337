// Forms that are handed in, and the shortcuts that open one.
import { describe, expect, test } from 'vitest';
import { formOf, incoming, intentOf, sealing } from './kit.ts';
import { MAX, payload, TEAM, type Payload } from '#test/support/slack-deliveries.ts';

const PLACE = JSON.stringify({ install: TEAM, channel: 'D0MAXDM01', user: MAX });

function submission(metadata: object = {}, change: (values: Payload) => void = () => undefined): Payload {
  const body = payload('submission');
  body['view'].private_metadata = JSON.stringify({ intent: sealing.seal(intentOf('delegate')), place: PLACE, ...metadata });
  change(body['view'].state.values);
  return body;
}

describe('a form that is handed in', () => {
  test('is stored with what was filled in, and all modals close', async () => {
    const it = await incoming();
    expect(JSON.parse((await it.send(submission({ on: `${TEAM}/D0MAXDM01/1.2` }))).body)).toEqual({ response_action: 'clear' });
    expect(await it.requests()).toMatchObject([
      {
        user: MAX,
        place: PLACE,
        did: {
          kind: 'press',
          intent: sealing.seal(intentOf('delegate')),
          on: `${TEAM}/D0MAXDM01/1.2`,
          inputs: {
            address: 'ines@northwind.test',
            reason: 'On leave until Monday',
            signers: ['U0INES001', 'U0OLIVIA1'],
            day: '2026-12-04',
            order: 'together',
            files: ['F0PDF0001'],
          },
        },
        proof: { view: 'V0FORM001', viewHash: '1795543160.Hx1' },
      },
    ]);
  });

  test('twice is one request', async () => {
    const it = await incoming();
    await it.send(submission());
    expect(JSON.parse((await it.send({ ...submission(), trigger_id: '71.99' })).body)).toEqual({ response_action: 'clear' });
    expect(await it.inbox.pending()).toHaveLength(1);
  });

  test('leaves out what was left empty', async () => {
    const it = await incoming();
    await it.send(
      submission({}, (values) => {
        values['reason'].value.value = null;
        values['day'].value.selected_date = null;
        values['order'].value.selected_option = null;
        values['signers'].value.selected_users = [];
      }),
    );
    const [request] = await it.requests();
    expect(request?.did).toMatchObject({ inputs: { address: 'ines@northwind.test', signers: [], files: ['F0PDF0001'] } });
    expect(Object.keys(request?.did.kind === 'press' ? request.did.inputs : {})).toEqual(['address', 'signers', 'files']);
  });

  test.each([
    ['nothing', null],
    ['blanks', '  '],
    ['no address', 'ines'],
    ['two at signs', 'a@b@c.test'],
  ])('with %s where an address must be is told so beside the field, and nothing is stored', async (_, value) => {
    const it = await incoming();
    const reply = await it.send(submission({}, (values) => (values['address'].value.value = value)));
    expect(JSON.parse(reply.body)).toEqual({
      response_action: 'errors',
      errors: { address: expect.stringMatching(/Please fill|not an e-mail/) },
    });
    expect(await it.requests()).toEqual([]);
  });

  test('with the documents of a message keeps them', async () => {
    const it = await incoming();
    await it.send(submission({ files: ['F0MSG0001'] }));
    expect(await it.requests()).toMatchObject([{ did: { inputs: { files: ['F0MSG0001'] } } }]);
  });

  test.each(['', 'no json', '{}', '{"intent":7}'])(
    'that holds nothing of ours (%j) is an error to Slack, not a closed modal',
    async (metadata) => {
      const it = await incoming();
      const body = submission();
      body['view'].private_metadata = metadata;
      expect((await it.send(body)).status).toBe(500);
    },
  );

  test('that is another app’s is none of ours', async () => {
    const it = await incoming();
    const body = submission();
    body['view'].callback_id = 'other';
    expect(await it.send(body)).toEqual({ status: 200, body: '' });
    expect(await it.requests()).toEqual([]);
  });
});

describe('a shortcut', () => {
  const form = formOf({ verb: 'start', version: 0 });

  test('from anywhere opens the form of a new request', async () => {
    const it = await incoming({ open: { show: 'form', form } });
    await it.send(payload('global-shortcut'));
    const [asked] = it.called('open');
    expect(sealing.open(asked?.['intent'])).toEqual({ verb: 'start', version: 0 });
    expect(it.called('openView')).toMatchObject([
      { trigger: '71.8.global', view: { blocks: [{ block_id: 'files' }, { block_id: 'reason' }] } },
    ]);
  });

  test('on a message with a PDF opens the form, which names it instead of asking for one', async () => {
    const it = await incoming({ open: { show: 'form', form } });
    await it.send(payload('message-shortcut'));
    const [opened] = it.called('openView');
    expect(JSON.parse(opened?.['view'].private_metadata).files).toEqual(['F0PDF0001']);
    expect(opened?.['view'].blocks).toMatchObject([{ text: { text: 'To be sent: contract.pdf' } }, { block_id: 'reason' }]);
  });

  test('on a forwarded message finds the PDF in it', async () => {
    const it = await incoming({ open: { show: 'form', form } });
    const body = payload('message-shortcut');
    const files = body['message'].files;
    body['message'] = { ...body['message'], files: undefined, attachments: [{ files }] };
    await it.send(body);
    expect(JSON.parse(it.called('openView')[0]?.['view'].private_metadata).files).toEqual(['F0PDF0001']);
  });

  test('on a message whose file Slack does not describe looks at it later', async () => {
    const it = await incoming({ open: { show: 'form', form } });
    const body = payload('message-shortcut');
    body['message'].files = [{ id: 'F0SHARED1', file_access: 'check_file_info' }];
    await it.send(body);
    expect(JSON.parse(it.called('openView')[0]?.['view'].private_metadata).files).toEqual(['F0SHARED1']);
  });

  test.each([[[]], [[{ id: 'F1', mimetype: 'image/png' }]], [[{ id: 'F2', mimetype: 'application/pdf', mode: 'external' }]]])(
    'on a message without a PDF says that there is none: %j',
    async (files) => {
      const it = await incoming({ open: { show: 'form', form } });
      const body = payload('message-shortcut');
      body['message'].files = files;
      await it.send(body);
      expect(it.called('open')).toEqual([]);
      expect(JSON.stringify(it.called('openView'))).toContain('There is no PDF in this message');
    },
  );

  test('for whom the chat has only a card shows that', async () => {
    const it = await incoming();
    await it.send(payload('message-shortcut'));
    await it.send(payload('global-shortcut'));
    expect(it.called('respond')).toHaveLength(1);
    expect(it.called('openView')).toHaveLength(1);
  });
});
