// Faults on demand: each acts on sending as the real failure would, and passes when it is lifted.
import { describe, expect, it } from 'vitest';
import { faults } from '#apps/local/faults.ts';
import type { OutgoingMail } from '#core/ports.ts';

const MAIL: OutgoingMail = { from: 'sign@sign.test', to: 'dana@fabrikam.test', raw: new Uint8Array(), tags: {} };

function sending() {
  const sent: OutgoingMail[] = [];
  const pretended = faults({ slowMs: 5 });
  const transport = pretended.wrapTransport({
    async send(mail) {
      sent.push(mail);
      return { providerId: 'p', wireMessageId: '<w>' };
    },
  });
  return { pretended, transport, sent };
}

describe('a fault of the mail relay', () => {
  it.each([
    ['down', 'pretends that it is down', { code: 'ECONNREFUSED' }],
    ['429', 'takes no more mail', { responseCode: 421 }],
  ] as const)('%s makes sending fail for now', async (value, words, marks) => {
    const { pretended, transport, sent } = sending();
    pretended.set('smtp', value);
    await expect(transport.send(MAIL)).rejects.toMatchObject({ message: expect.stringContaining(words), ...marks });
    expect(sent).toEqual([]);
    pretended.set('smtp', 'ok');
    await transport.send(MAIL);
    expect(sent).toEqual([MAIL]);
  });

  it('slow still sends', async () => {
    const { pretended, transport, sent } = sending();
    pretended.set('smtp', 'slow');
    await transport.send(MAIL);
    expect(sent).toHaveLength(1);
  });

  it('leaves mail alone when something else is down, and remembers that it is', async () => {
    const { pretended, transport, sent } = sending();
    pretended.set('slack', 'down');
    pretended.set('tsa', '429');
    await transport.send(MAIL);
    expect(sent).toHaveLength(1);
    expect(pretended.state()).toEqual({ slack: 'down', teams: 'ok', smtp: 'ok', tsa: '429' });
  });
});

describe('a fault of a stand-in that is called over HTTP', () => {
  it('is what its callers meet, and leaves other kinds alone', async () => {
    const pretended = faults({ slowMs: 5 });
    const slack = pretended.wrapHttp('slack', () => new Response('here'));
    const teams = pretended.wrapHttp('teams', () => new Response('here'));
    const asked = async (answer: typeof slack) => answer(new Request('http://127.0.0.1/api'), {});
    pretended.set('slack', 'down');
    expect((await asked(slack)).status).toBe(503);
    expect((await asked(teams)).status).toBe(200);
    pretended.set('slack', '429');
    const limited = await asked(slack);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    pretended.set('slack', 'slow');
    expect(await (await asked(slack)).text()).toBe('here');
  });
});
