// Lines below a name that say who someone is: a job, an organisation, a street. Each must hold a word that only such lines hold, since a
// name of someone else and "To Be Confirmed" are written with capitals too.
import { namesCompany } from './letterhead.ts';
import { holdsCondition, holdsDecisionWord, wordsOf } from './words.ts';

const CONNECTORS = new Set(
  'of and the at in de la le les des du da do di del della van von der den und et y e en & i og och ja'.split(' '),
);

const ANCHORS = wordSet(
  'ceo cfo cto coo cio ciso cmo cpo cro chro vp svp evp avp gm head chief director directors manager managing counsel officer president chair chairman chairwoman chairperson',
  'partner lead leader engineer developer architect analyst consultant assistant associate secretary treasurer controller accountant lawyer attorney solicitor advocate',
  'barrister notary paralegal administrator coordinator specialist executive founder co-founder owner principal professor prof phd mba llm llb cpa pmp buyer procurement purchasing sales',
  'marketing legal finance financial operations hr resources product project program programme engineering development technology research compliance risk audit tax treasury',
  'investment relations communications support service services customer business strategy supply logistics facilities office department dept team division unit board',
  'leiter leiterin leitung teamleiter teamleiterin abteilungsleiter abteilungsleiterin bereichsleiter bereichsleiterin geschäftsführer geschäftsführerin geschäftsführung vorstand prokurist prokuristin assistent assistentin referent referentin abteilung vertrieb einkauf recht',
  'rechtsabteilung finanzen buchhaltung personal personalabteilung justiziar justiziarin syndikus rechtsanwalt rechtsanwältin steuerberater inhaber inhaberin projektleiter projektleiterin entwicklung',
  'directeur directrice responsable chef cheffe gérant gérante président présidente juriste avocat avocate comptable juridique juridiques commercial commerciale achats ventes ressources général générale',
  'directora gerente jefe jefa abogado abogada presidente presidenta jurídico jurídica finanzas ventas compras direttore direttrice responsabile amministratore avvocato avvocata ufficio legale acquisti vendite',
  'hoofd jurist bestuurder advocaat inkoop verkoop juridisch juridische zaken afdeling eigenaar diretor diretora advogado advogada gestor gestora',
  'vd direktör ekonomichef jurist advokat ansvarig inköp försäljning direktør leder rådgiver sjef johtaja päällikkö toimitusjohtaja dyrektor kierownik prezes prawnik radca specjalista ředitel jednatel ügyvezető müdür',
  'директор менеджер руководитель начальник юрист бухгалтер специалист',
  'linkedin xing twitter facebook instagram website corp corporation company co group holding holdings partners consulting solutions systems industries international global bank university universität hochschule institute institut labs studio agency associates foundation stiftung verein council ministry',
);

/** What a remark holds and a title does not, also where it is written with capitals. */
const REMARKS = wordSet(
  'to be as see just no stop test with without by per pp behalf draft review reviewed reviewing comment comments confirmed confirm witness kidding joke hold wait missing wrong error later',
  'tomorrow today first please page pages annex appendix version copy cancelled canceled cancel must should will would could can may need needs is are was were this that these those option options',
  'variant alternative item line number paragraph duress objection objections correct corrected fix pay instead never against disagree withdrawn',
  'nein kein keine ohne mit zur zum als bitte später erst entwurf seite seiten anlage fehlt falsch vorbehalt unter ia iv',
  'non pas avec sans pour comme brouillon annexe sauf sin con para como borrador página salvo senza per come bozza pagina zonder voor bijlage graag concept sem com para rascunho',
);
const MOST_TITLE_WORDS = 8;
const MOST_PLACE_WORDS = 3;

/** @property own words of the writer's name and address; the name of their house is among them */
export type Beside = { readonly own: ReadonlySet<string>; readonly isBelowStreet?: boolean };

/** A job, an organisation or a street; below a street also a place. */
export function isTitle(text: string, { own, isBelowStreet = false }: Beside): boolean {
  const words = text.split(/[\s,|·/–()-]+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_TITLE_WORDS || /[?!:;"“”…]/.test(text)) return false;
  if (holdsCondition(text) || holdsDecisionWord(text)) return false;
  const lower = wordsOf(text.toLowerCase());
  if (lower.some((word) => REMARKS.has(word)) || !words.every(hasCapital)) return false;
  if (namesCompany(text) || lower.some((word) => ANCHORS.has(word) || own.has(word))) return true;
  return isStreet(text) || (isBelowStreet && words.length <= MOST_PLACE_WORDS);
}

/** A street or a town with its number or code. */
export function isStreet(text: string): boolean {
  return /\d/.test(text) && wordsOf(text).length >= 2 && wordsOf(text).some((word) => word.length > 2 && !/\d/.test(word));
}

function hasCapital(word: string): boolean {
  return /^[\p{Lu}\p{Lo}\d&+]/u.test(word) || CONNECTORS.has(word.toLowerCase());
}

function wordSet(...rows: readonly string[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => row.split(' ')));
}
