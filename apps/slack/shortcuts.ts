// The two shortcuts: a new request from anywhere, and one for the documents of a message.
import type { Form } from '#core/cards/card.ts';
import { addressedOf, wordsFor, type Addressed, type Delivered, type Incoming } from './incoming.ts';
import { listOf, recordOf, textAt, type Body } from './payload.ts';
import { apologise, outletOf } from './press.ts';
import { placeOf } from './request-of.ts';
import { openForm, respond, said, sayInModal, showCard } from './show.ts';
import { wordsIn } from './words.ts';

type File = { readonly id: string; readonly name: string };

export async function newShortcut(it: Incoming, delivered: Delivered): Promise<void> {
  const addressed = addressedOf(delivered);
  if (addressed) await safely(it, addressed, async () => start(it, addressed, undefined));
}

export async function messageShortcut(it: Incoming, delivered: Delivered): Promise<void> {
  const addressed = addressedOf(delivered);
  if (!addressed) return;
  await safely(it, addressed, async () => {
    const files = documentsIn(recordOf(delivered.body['message']));
    await (files.length > 0 ? start(it, addressed, files) : sayThatThereIsNone(it, addressed));
  });
}

async function safely(it: Incoming, addressed: Addressed, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    it.report(fault, 'answering a shortcut in Slack');
    await apologise(it, addressed);
  }
}

async function start(it: Incoming, addressed: Addressed, files: readonly File[] | undefined): Promise<void> {
  const { body, who, host } = addressed;
  const at = it.ports.clock();
  const shown = await it.chat.open({ ...who, at, intent: it.ports.intents.seal({ verb: 'start', version: 0 }) });
  if (shown.show === 'card') return showCard(it, shown.card, outletOf(addressed));
  if (shown.show !== 'form') return;
  const remember = { place: placeOf(addressed, at), ...(files && { files: files.map(({ id }) => id) }) };
  const form = files ? withFiles(shown.form, files) : shown.form;
  await openForm(it, form, { host, trigger: textAt(body, 'trigger_id') ?? '', remember });
}

/** The documents are there already: the form names them instead of asking for them. */
function withFiles(form: Form, files: readonly File[]): Form {
  const fields = form.fields.filter(({ kind }) => kind !== 'files');
  return { ...form, lead: [...form.lead, wordsIn(form.language).withFiles(files.map(({ name }) => name))], fields };
}

const MOST_FILES = 10;

/** Also of a message that was forwarded. What Slack does not describe here, as in a shared channel, is looked at when it is fetched. */
function documentsIn(message: Body | undefined): readonly File[] {
  const files = [...listOf(message?.['files']), ...listOf(message?.['attachments']).flatMap(({ files }) => listOf(files))];
  return files
    .filter(isDocument)
    .flatMap((file) => {
      const id = textAt(file, 'id');
      return id === undefined ? [] : [{ id, name: textAt(file, 'name') ?? textAt(file, 'title') ?? id }];
    })
    .slice(0, MOST_FILES);
}

function isDocument(file: Body): boolean {
  if (file['mode'] === 'external' || file['mode'] === 'tombstone') return false;
  if (file['file_access'] === 'check_file_info') return true;
  return textAt(file, 'mimetype') === 'application/pdf' || textAt(file, 'filetype') === 'pdf';
}

async function sayThatThereIsNone(it: Incoming, addressed: Addressed): Promise<void> {
  const words = await wordsFor(it, addressed.who);
  const { respondTo, trigger, host } = outletOf(addressed);
  if (trigger !== undefined) return sayInModal(it, words, { host, trigger, text: words.noDocument });
  if (respondTo !== undefined) await respond(it, respondTo, said(words.noDocument));
}
