// Our bot driven by Microsoft's own client for bots, in a real browser: what it takes of our cards is what Teams' renderer takes, and what
// it sends when a button is pressed was not written by us.
import { expect, onTestFinished, test } from 'vitest';
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { freePort, startPlayground } from '../support/agents-playground.ts';
import { launchBrowser } from '../support/browser.ts';
import { productBefore } from '../support/playground-product.ts';

const { approver, colleague } = ROLES;

/** Using the playground is agreeing to Microsoft's pre-release terms and its data collection, which is for whoever runs this to decide. */
const isAgreedTo = process.env['AGENTS_PLAYGROUND'] === '1';
if (!isAgreedTo) {
  console.warn(
    'NOT RUN: Microsoft’s Agents Playground against our bot. Using it is consent to its pre-release licence (node_modules/@microsoft/m365agentsplayground/LICENSE); if you agree, set AGENTS_PLAYGROUND=1.',
  );
}

test.runIf(isAgreedTo)(
  'Microsoft’s Agents Playground shows our cards, and pressing Approve in it approves and replaces the card',
  { timeout: 90_000 },
  async () => {
    const port = await freePort();
    const product = await productBefore(`http://127.0.0.1:${port}`);
    const playground = await startPlayground({ port, endpoint: product.endpoint, person: approver });
    const browser = await launchBrowser();
    onTestFinished(async () => browser.close());
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    // Fonts and an animation of Microsoft's are all that it asks for elsewhere.
    await page.route(
      ({ hostname }) => hostname !== '127.0.0.1',
      async (route) => route.abort(),
    );
    await page.goto(playground);

    await page.getByRole('textbox').click();
    await page.keyboard.type('help');
    await page.getByRole('button', { name: 'Send Message' }).click();
    await page.getByRole('heading', { name: 'What can be said' }).waitFor();

    const content = await contractPdf({ pages: 1 });
    await product.olivia.mail({
      to: ['sign@countersign.test'],
      subject: 'Services agreement',
      text: `signers: ${colleague.email}\napprover: ${approver.email}\norder: approver then signers`,
      attachments: [{ filename: 'services-agreement.pdf', contentType: 'application/pdf', content }],
    });
    await product.olivia.reply(await product.olivia.newest(/^Draft ready/), 'SEND');
    await page.getByRole('heading', { name: 'Approval requested: Services agreement' }).waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Approve “Services agreement”?').waitFor();
    await page.getByRole('button', { name: 'Approve' }).last().click();
    await page.getByText(/^You approved on/).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect((await product.ines.newest(/asks you to sign/)).text).toContain('Services agreement');
  },
);
