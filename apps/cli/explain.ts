// `countersign explain`: how a mail is read: whether a person wrote it, what they said, what they meant, and what was left out.
import { explainMail, unread, type Explanation } from '#apps/email/explain.ts';
import { argumentsOf, bytesOf, filesAt, messageOf } from './arguments.ts';
import { print, printJson } from './print.ts';

export async function explain(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' } });
  for (const file of await filesAt(positionals[0])) {
    const explained = await explainedAt(file);
    if (values.json) {
      printJson({ file, ...explained });
      continue;
    }
    print(`${file}: ${explained.class}${explained.automatic ? ', automatic' : ''}`);
    print(`  intent: ${explained.intent === null ? 'none' : JSON.stringify(explained.intent)}`);
    if (explained.reply !== null) print(`  reply: ${JSON.stringify(explained.reply.slice(0, 200))}`);
    for (const { filename, contentType, bytes } of explained.documents) print(`  document: ${filename} (${contentType}, ${bytes} bytes)`);
    for (const { filename, why } of explained.ignored) print(`  left out: ${filename} (${why})`);
    print(`  authentication: ${JSON.stringify(explained.auth)}`);
  }
  return 0;
}

/** One file that cannot be read never keeps the others of a folder from being explained. */
async function explainedAt(file: string): Promise<Explanation> {
  try {
    return await explainMail(Buffer.from(await bytesOf(file)));
  } catch (fault) {
    return unread(`the file could not be read (${messageOf(fault)})`);
  }
}
