// Posting under an effect's name: an earlier attempt that may have come through is looked for before anything is posted again.
import type { Message } from '#core/messages.ts';
import type { CardAddress } from './place.ts';
import type { SealedFile } from './sealed-files.ts';
import type { Told } from './slack-fault.ts';
import type { Ours, Posting, SlackApi } from './web-api.ts';

export type Standing = CardAddress;
type Sending = Omit<Posting, 'effect' | 'version'> & { readonly files?: readonly SealedFile[] };

/** Files first: once the card stands, the effect is done. */
export async function postOnce(api: SlackApi, message: Message, sending: Sending): Promise<Told<Standing>> {
  const { effect, version = 0 } = message;
  const { files = [], ...posting } = sending;
  const before = await earlierAttempt(api, message, sending);
  if (!before.ok) return before;
  for (const file of files) {
    if (!before.value.files.includes(file.title)) await share(api, posting, file);
  }
  const { ts } = before.value;
  const { install, channel } = posting;
  if (ts !== undefined) return { ok: true, value: { install, channel, ts } };
  const posted = await api.post({ ...posting, effect, version });
  return posted.ok ? { ok: true, value: { install, ...posted.value } } : posted;
}

async function earlierAttempt(api: SlackApi, { attempt, effect }: Message, { install, channel, thread }: Sending): Promise<Told<Ours>> {
  const nothing = { ok: true, value: { files: [] } } as const;
  if (attempt <= 1) return nothing;
  const found = await api.findOurs({ install, channel, effect, ...(thread !== undefined && { thread }) });
  // Where we may not look, a card twice is better than none.
  return found.ok || found.as === 'gone' ? found : nothing;
}

/** Where no file can be shared, the card's link leads to it all the same. */
async function share(api: SlackApi, { install, channel }: Sending, { filename, title, read }: SealedFile): Promise<void> {
  await api.uploadFile({ install, channel, filename, title, bytes: await read() });
}
