// Words that could be meant as a decision or set a condition. They never make an act; they only make us ask instead of guessing.

/** Cyrillic and Greek letters that look like the Latin letters of our phrases. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ѕ: 's',
  і: 'i',
  ӏ: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  г: 'r',
  т: 't',
  у: 'y',
  х: 'x',
  ԛ: 'q',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  μ: 'm',
  ν: 'n',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ɡ: 'g',
  ı: 'i',
  ɩ: 'i',
  ʟ: 'l',
  ᴠ: 'v',
};

/** Decisions as people word them; anywhere in a text they make it doubtful. */
const DECISION_WORDS = new Set(
  [
    'sign signs signed signing countersign countersigned approve approves approved approving accept accepts accepted agree agreed agrees',
    'decline declines declined declining reject rejected rejecting refuse refused delegate delegated',
    'daccord yes yep yeah yup ok okay okey lgtm aye affirmative',
    'unterschreibe unterschreiben unterschrieben unterzeichne unterzeichnet genehmige genehmigt einverstanden ablehnen abgelehnt',
    'signe signé approuve approuvé accepte accepté refuse refusé firmo firmado apruebo aprobado acepto aceptado rechazo',
    'approvo approvato accetto accettato rifiuto assino assinado aprovo aprovado aceito recuso akkoord goedgekeurd onderteken',
    'podpisuję zatwierdzam akceptuję подписываю подписано согласен согласна одобряю утверждаю',
  ].flatMap((row) => row.split(' ')),
);

/** Too common inside sentences to mean anything there, but alone they are an answer. */
const ANSWERS = new Set(
  [
    'no nope nah not yet never sure fine great perfect good done confirm confirmed correct right all looks to me it for us i we do go ahead please thanks thank you',
    'ich je io yo ik eu jag jeg ja jawohl nein oui non si sí no da нет да tak nie sim não jo 1 up thumbs bestätigt confirmé confirmado confermato va bene claro vale',
  ].flatMap((row) => row.split(' ')),
);

const INFORMAL = new Set('daccord yes yep yeah yup ok okay okey lgtm aye affirmative agree agreed akkoord einverstanden'.split(' '));

/** What people say without meaning to decide: nothing but such words. */
export function isSmallTalk(text: string): boolean {
  const isSmall = (word: string): boolean => ANSWERS.has(word) || INFORMAL.has(word);
  return wordsOf(text.toLowerCase()).every((word) => isSmall(word) || isSmall(foldLookAlikes(word)));
}

const CJK_DECISIONS = /同意|批准|签署|簽署|签字|已签|承認|署名|了解しました|はい|好的|승인|서명|동의|네$/;
const DECISION_SIGNS = /(?:^|[^\w+])\+1\b|:\+1:|[\u{1F44D}\u{1F44C}\u2705\u2714\u2611\u{1F197}\u{1F64F}\u270D\u274C\u{1F44E}]/u;

const MOST_CJK_CHARS = 10;
const PHRASES = ['isign', 'iapprove', 'approve', 'decline'];

const CONDITIONS = new Set(
  [
    'if but only not unless except provided however until after before when once without never pending reserve conditional condition conditions subject dont cannot wont behalf wait',
    'excluding exclude excludes including minus under protest reservation reservations prejudice clause section paragraph article amended amendment change changes changed null void draft deposit payment paid',
    'wenn aber nur nicht außer sofern falls vorbehaltlich unter bevor mais sauf seulement pas sous réserve pero salvo solo sólo condición siempre cuando sino ma soltanto',
    'maar alleen niet mits tenzij mas exceto apenas desde ale tylko nie jeśli если только но не',
  ].flatMap((row) => row.split(' ')),
);

/** Full-width and other compatibility letters folded, marks dropped, look-alikes replaced, lower case. */
export function foldLookAlikes(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\x00-\x7f]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

export function wordsOf(text: string): string[] {
  return text.replace(/['’]/g, '').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function bothReadings(text: string): string[] {
  return [...wordsOf(text.toLowerCase()), ...wordsOf(foldLookAlikes(text))];
}

export function holdsDecisionWord(text: string): boolean {
  return DECISION_SIGNS.test(text) || CJK_DECISIONS.test(text) || bothReadings(text).some((word) => DECISION_WORDS.has(word));
}

export function holdsCondition(text: string): boolean {
  return wordsOf(text.toLowerCase()).some((word) => CONDITIONS.has(word));
}

/** One letter too many, too few, wrong, or two swapped. */
function isNear(word: string, phrase: string): boolean {
  if (Math.abs(word.length - phrase.length) > 1) return false;
  let start = 0;
  while (start < phrase.length && word[start] === phrase[start]) start += 1;
  let end = 0;
  while (end < Math.min(word.length, phrase.length) - start && word.at(-1 - end) === phrase.at(-1 - end)) end += 1;
  const left = word.slice(start, word.length - end);
  const right = phrase.slice(start, phrase.length - end);
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].toReversed().join(''));
}

/** Nothing but an informal answer or a phrase mistyped: "yes", "ok, approved", a raised thumb, "I SING". */
export function isBareAnswer(text: string): boolean {
  const words = wordsOf(foldLookAlikes(text));
  if (words.length === 0 || (text.length <= MOST_CJK_CHARS && CJK_DECISIONS.test(text))) return true;
  if (words.length <= 2 && PHRASES.some((phrase) => isNear(words.join(''), phrase))) return true;
  return words.length <= 6 && words.every((word) => DECISION_WORDS.has(word) || ANSWERS.has(word));
}
