// The demo's mailboxes as JSON, with each message as it arrived and its attached files.
import { Hono } from 'hono';
import type { LocalMail, DemoMailbox } from './mailbox.ts';

/** Sent files are shown to nobody's browser as a page of ours: always saved, never run. */
const AS_FILE = { 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" };

export function mailRoutes({ mailbox }: { mailbox: DemoMailbox }): Hono {
  const app = new Hono();
  app.get('/local/mail', async (context) => {
    const to = context.req.query('to');
    const { origin } = new URL(context.req.url);
    const mails = await mailbox.list(to === undefined ? {} : { to });
    return context.json(mails.map((mail) => listed(mail, origin)));
  });
  app.get('/local/mail/:file{[^/]+\\.eml}', async (context) => {
    const raw = await mailbox.raw(context.req.param('file').slice(0, -'.eml'.length));
    if (!raw) return context.json({ error: 'There is no such mail. GET /local/mail?to=ADDRESS lists them.' }, 404);
    return context.body(new Uint8Array(raw), 200, { ...AS_FILE, 'content-type': 'message/rfc822' });
  });
  app.get('/local/mail/:id/attachments/:n{\\d{1,4}}', async (context) => {
    const file = await mailbox.attachment(context.req.param('id'), Number(context.req.param('n')));
    if (!file) return context.json({ error: 'There is no such attachment. GET /local/mail?to=ADDRESS lists them.' }, 404);
    const name = encodeURIComponent(file.filename.replace(/[^ -~\p{L}]/gu, '_')).replace(
      /['()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16)}`,
    );
    return context.body(new Uint8Array(file.content), 200, {
      ...AS_FILE,
      'content-type': /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType) ? file.contentType : 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });
  return app;
}

/** URLs are whole, so that a script can follow them as they are. */
function listed({ id, from, to, subject, text, html, headers, attachments }: LocalMail, origin: string): object {
  return {
    id,
    from,
    to,
    subject,
    text,
    html,
    headers,
    attachments: attachments.map((file) => ({ ...file, url: origin + file.url })),
  };
}
