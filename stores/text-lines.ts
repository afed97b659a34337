// Lines of a file as they were written: parted by U+000A alone. (Node's readline also breaks at U+2028, which JSON text may hold.)
import { createReadStream } from 'node:fs';

const NEWLINE = 0x0a;

/** @returns each line without its end; what follows the last one is a line only if it holds something. */
export async function* linesIn(path: string): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8');
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}
