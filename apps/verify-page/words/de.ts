// German: what a check of a PDF says.
import { deCommon } from '#core/phrases/de/common.ts';
import type { SealLevel } from '#core/sealing.ts';
import type { Words } from './languages.ts';

const LEVELS: Record<SealLevel, string> = {
  'B-B': 'das Siegel allein, ohne Zeitstempel einer anderen Stelle',
  'B-T': 'mit dem Zeitstempel einer anderen Stelle',
  'B-LT': 'mit dem Zeitstempel einer anderen Stelle und mit dem, was zeigt, dass die Zertifikate damals galten',
  'B-LTA':
    'mit dem Zeitstempel einer anderen Stelle, mit dem, was zeigt, dass die Zertifikate damals galten, und mit einem weiteren Zeitstempel über alles',
};
const who = (name: string | null) => (name === null ? 'niemand Genanntes' : `„${name}“`);

export const german: Words = {
  language: 'de',
  name: 'Deutsch',
  page: {
    title: 'Ein versiegeltes PDF prüfen',
    what: 'Sehen Sie, ob ein PDF mit Countersign versiegelt wurde, von wem und ob sich seitdem auch nur ein Byte geändert hat.',
    private: 'Diese Seite liest die Datei auf Ihrem eigenen Rechner und sendet sie nirgendwohin: Sie darf sich mit nichts verbinden.',
    choose: 'PDF auswählen',
    drop: 'oder hier ablegen',
    trust: 'Wem Sie vertrauen:',
    nobody: 'noch niemandem',
    installation: 'der Zertifizierungsstelle der Installation, von der diese Seite ist',
    trustWhy:
      'Ein Siegel ist so gut wie die Stelle, die sein Zertifikat ausgestellt hat. Geben Sie das Zertifikat dieser Stelle an (PEM), wie Sie es von jemandem haben, dem Sie vertrauen.',
    authority: 'Zertifikat der Stelle',
    checking: 'Wird geprüft …',
  },
  headlines: {
    unchecked: 'Diese Datei wurde nicht geprüft.',
    unsigned: 'Dieses PDF trägt kein Siegel.',
    foreign: 'Von jemandem signiert, aber nicht von Countersign versiegelt.',
    foreignBad: 'Von jemandem signiert, und etwas daran stimmt nicht.',
    changed: 'Nach dem Versiegeln geändert: Verlassen Sie sich nicht darauf.',
    genuine: 'Echt: versiegelt und seitdem unverändert.',
    unknown: 'Seit dem Versiegeln unverändert; von wem das Siegel ist, ist hier nicht bekannt.',
  },
  about: {
    why: 'Warum',
    seal: 'Siegel',
    coverage: 'Umfang',
    changes: 'Änderungen nach dem Siegel',
    certificate: 'Zertifikat',
    time: 'Zeit',
    level: 'Art des Siegels',
    record: 'Aufzeichnung',
    document: 'Dokument',
    signature: ({ number, of }) => (of === 1 ? 'Signatur' : `Signatur ${number} von ${of}`),
    stamp: ({ number, of }) => `Zeitstempel (${number} von ${of})`,
  },
  unchecked: {
    insecure:
      'Diese Seite wurde über eine unsichere Verbindung geöffnet, und dort bieten Browser keine Kryptographie. Speichern Sie sie und öffnen Sie die Datei, oder nehmen Sie https.',
    unable: (what) => `Dieser Browser kann ${what} nicht prüfen. Nehmen Sie „countersign verify“.`,
    unreadable: 'Die Datei konnte nicht bis zum Ende gelesen werden; deshalb lässt sich nichts über sie sagen.',
    tooMuch: 'Die Datei konnte nicht in vertretbarer Zeit und mit vertretbarem Speicher gelesen werden.',
  },
  seal: {
    holds: 'Die Signatur des Siegels stimmt: Kein Byte, das sie erfasst, wurde geändert.',
    fails: 'Das Siegel stimmt nicht.',
    none: 'Die Datei trägt kein Siegel.',
    covers: 'Das Siegel erfasst die Datei vom ersten bis zum letzten Byte, bis auf seine eigene Stelle.',
    coversLess: 'Das Siegel erfasst nicht die ganze Datei.',
    coversEarlier: 'Das Siegel erfasst die Datei, wie sie versiegelt wurde; was später hinzukam, ändert nichts daran.',
    unchanged: 'Keine, die etwas ändern.',
    untold: 'Da das Siegel nicht stimmt, lässt sich nicht unterscheiden, was danach geändert wurde.',
    level: (level) => (level === null ? 'Von keiner PAdES-Stufe (EN 319 142-1).' : `PAdES ${level} (EN 319 142-1): ${LEVELS[level]}.`),
    certificate: {
      none: 'Es lässt sich kein Zertifikat lesen.',
      trusted: (signer) => `Das Zertifikat nennt: ${who(signer)}. Ausgestellt hat es eine Stelle, der Sie vertrauen.`,
      unknown: {
        page: (signer) =>
          `Das Zertifikat nennt: ${who(signer)}. Sein Aussteller gehört nicht zu denen, denen hier vertraut wird: Geben Sie unten das Zertifikat der Stelle an.`,
        command: (signer) =>
          `Das Zertifikat nennt: ${who(signer)}. Sein Aussteller gehört nicht zu denen, denen hier vertraut wird: Nennen Sie das Zertifikat der Stelle mit --trust CA.pem.`,
      },
    },
  },
  time: {
    at: (wall) => deCommon.dateTime(wall, 'UTC'),
    none: 'Es nennt keine lesbare Zeit.',
    claimed: (at) => `Versiegelt: ${at}, nach Angabe dessen, der versiegelt hat; kein Zeitstempel einer anderen Stelle.`,
    trusted: ({ at, by }) => `Zeitstempel: ${at}, von „${by}“, einer Stelle, der Sie vertrauen.`,
    unknown: ({ at, by }) => `Zeitstempel: ${at}, von „${by}“, einer Stelle, die nicht zu denen gehört, denen hier vertraut wird.`,
  },
  record: {
    holds: (events) =>
      `Die Aufzeichnung in der Datei ist in sich schlüssig: ${events === 1 ? '1 gemeinsames Ereignis' : `${events} gemeinsame Ereignisse`} in einer Kette.`,
    broken: (entry) => `Die Aufzeichnung in der Datei ist nicht schlüssig: Ihre Kette ist bei Eintrag ${entry} zerbrochen.`,
    unreadable: 'Die Aufzeichnung in der Datei ist nicht schlüssig: Sie lässt sich nicht lesen.',
    none: 'Die Datei trägt keine Aufzeichnung darüber, wer was getan hat.',
  },
  document: {
    same: 'Das Dokument ist auf das Byte genau das, von dem die Aufzeichnung sagt, dass es gezeigt und unterschrieben wurde.',
    other: 'Das Dokument in dieser Datei ist nicht das, von dem die Aufzeichnung spricht.',
    unknown: 'Da die Aufzeichnung nicht stimmt, kann sie nicht sagen, welches Dokument unterschrieben wurde.',
  },
  signature: {
    by: (signer) => `Von: ${who(signer)}.`,
    isSeal: 'Dies ist das Siegel.',
    andYet: 'Was sie erfasst, ist, wie es signiert wurde; trotzdem stimmt sie nicht:',
    verdicts: {
      valid: 'Sie stimmt: Was sie erfasst, ist, wie es signiert wurde.',
      changed: 'Sie stimmt nicht: Was sie erfasst, wurde geändert.',
      unreadable: 'Sie lässt sich nicht lesen.',
      'unknown-algorithm': 'Ihr Verfahren ist hier nicht bekannt; deshalb wurde sie nicht geprüft.',
    },
    coverages: {
      'whole-file': 'Sie erfasst die ganze Datei.',
      'earlier-revision': 'Sie erfasst einen früheren Stand der Datei.',
      faulty: 'Sie erfasst die Datei nicht so, wie es eine redliche Signatur tut.',
    },
    claimed: (at) => `Entstanden: ${at}, nach eigener Angabe.`,
    stampedAt: (at) => `Sie besagt, dass es die Datei zu dieser Zeit gab: ${at}.`,
    trusted: 'Ausgestellt von einer Stelle, der Sie vertrauen.',
    unknown: 'Ihr Aussteller gehört nicht zu denen, denen hier vertraut wird.',
    after: (changes) => `Danach an der Datei geändert: ${changes}`,
  },
};
