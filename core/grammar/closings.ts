// How people end a mail, in their languages: a line of such words alone, at least one of which is never anything else.
import { wordsOf } from './words.ts';

type Language = { readonly tells: ReadonlySet<string>; readonly goes: ReadonlySet<string> };

function language(tells: string, goes: string): Language {
  return { tells: new Set(tells.split(' ')), goes: new Set(goes.split(' ')) };
}

/** `tells`: a word that makes a closing of the line; `goes`: one that goes with it. */
const LANGUAGES: readonly Language[] = [
  language(
    'thanks thank thx ty regards wishes sincerely cheers yours respectfully cordially faithfully best br kr rgds appreciated gratefully',
    'you many kind kindest warm warmest with and all the very much a lot truly in advance again so my so well day great nice good lovely weekend evening have for your time help patience understanding',
  ),
  language('day weekend evening week afternoon', 'have a an great nice good lovely wonderful enjoy your the rest of'),
  language(
    'grüßen grüßen grüssen grüße grüsse gruß gruss mfg vg lg danke dank dankeschön hochachtungsvoll',
    'mit freundlichen freundlichem freundliche freundlicher herzlichen herzliche herzlichem besten bester beste vielen viele liebe lieben schöne schönen aus und im voraus sonnige sonnigen',
  ),
  language(
    'cordialement salutations merci cdlt cdt bien amicalement respectueusement',
    'sincères meilleures distinguées cordiales à vous beaucoup et par avance bonne journée avec mes remerciements l expression de',
  ),
  language('saludos saludo atentamente cordialmente gracias', 'un cordial cordiales muchas y de antemano atentos atento'),
  language('saluti saluto grazie cordialmente', 'cordiali cordiale distinti un mille a presto buona giornata e migliori anticipo in'),
  language(
    'groet groeten mvg bedankt dank hoogachtend',
    'met vriendelijke vriendelijk hartelijke u wel bij voorbaat veel alvast en hartelijk',
  ),
  language('atenciosamente abraços abraço obrigado obrigada cumprimentos att', 'com os melhores muito um cordiais'),
  language(
    'hälsning hälsningar mvh tack hilsen hilsener vh takk tak mvh',
    'med vänlig vänliga venlig venlige vennlig vennlige på förhand så mycket mange beste',
  ),
  language('terveisin kiitos terveiset', 'ystävällisin parhain'),
  language(
    'pozdrawiam poważaniem dziękuję pozdravem pozdravom děkuji ďakujem üdvözlettel köszönöm tisztelettel saygılarımla teşekkürler stimă mulțumesc',
    's z cu serdecznie przyjaznym srdečným i',
  ),
  language('уважением спасибо повагою дякую', 'с з наилучшими большое'),
];
/** Scripts without blanks, as they stand. */
const WHOLE = new Set(
  '谢谢 謝謝 此致 敬礼 祝好 よろしくお願いします よろしくお願いいたします 以上 ありがとうございます 감사합니다 תודה בברכה με εκτίμηση ευχαριστώ شكرا'.split(
    ' ',
  ),
);
const MOST_WORDS = 8;

export function isClosingWords(text: string): boolean {
  const words = wordsOf(text.toLowerCase());
  if (words.length === 0 || words.length > MOST_WORDS) return false;
  if (WHOLE.has(text.trim())) return true;
  return LANGUAGES.some(
    ({ tells, goes }) => words.some((word) => tells.has(word)) && words.every((word) => tells.has(word) || goes.has(word)),
  );
}
