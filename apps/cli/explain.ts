// `countersign explain`: how a mail is read: whether a person wrote it, what they said, what they meant, and what was left out.
import { explainMail } from '#apps/email/explain.ts';
import { argumentsOf, bytesOf, filesAt } from './arguments.ts';

export async function explain(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' } });
  for (const file of await filesAt(positionals[0])) {
    const explained = await explainMail(Buffer.from(await bytesOf(file)));
    if (values.json) {
      console.log(JSON.stringify({ file, ...explained }));
      continue;
    }
    console.log(`${file}: ${explained.class}${explained.automatic ? ', automatic' : ''}`);
    console.log(`  intent: ${explained.intent === null ? 'none' : JSON.stringify(explained.intent)}`);
    if (explained.reply !== null) console.log(`  reply: ${JSON.stringify(explained.reply.slice(0, 200))}`);
    for (const { filename, contentType, bytes } of explained.documents)
      console.log(`  document: ${filename} (${contentType}, ${bytes} bytes)`);
    for (const { filename, why } of explained.ignored) console.log(`  left out: ${filename} (${why})`);
    console.log(`  authentication: ${JSON.stringify(explained.auth)}`);
  }
  return 0;
}
