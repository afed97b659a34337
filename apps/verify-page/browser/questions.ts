// The checks ask for signatures and hashes and want the answer at once; WebCrypto answers later. So a check is played with what is known;
// what it asked beyond that is then answered, and it is played again, until it asks nothing new. What it said in between counts for nothing.

type Ask = () => Promise<unknown>;

const answers = new Map<string, unknown>();
const open = new Map<string, Ask>();
/** A path has at most eight certificates, each asked for after the one below; a time-stamp has another. */
const MOST_ROUNDS = 30;

/** @param meanwhile given until the answer is there */
export function answerTo<Answer>(question: string, { ask, meanwhile }: { ask: () => Promise<Answer>; meanwhile: Answer }): Answer {
  // Asked under this name with this kind of answer only.
  if (answers.has(question)) return answers.get(question) as Answer;
  open.set(question, ask);
  return meanwhile;
}

export async function untilAnswered<Result>(check: () => Promise<Result>): Promise<Result> {
  answers.clear();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    open.clear();
    const result = await check();
    if (open.size === 0) return result;
    for (const [question, ask] of open) answers.set(question, await ask());
  }
  throw new Error('The check did not come to an end.');
}
