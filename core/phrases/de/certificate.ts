// German: the signature page and the certificate of completion.
import type { SealLevel } from '../../sealing.ts';
import type { Phrases } from '../phrases.ts';
import { deCommon } from './common.ts';

const LEVELS: Record<SealLevel, string> = {
  'B-B': 'Als das Siegel entstand, hatte keine unabhängige Stelle die Zeit bestätigt.',
  'B-T': 'Eine unabhängige Zeitstempelstelle bestätigt, wann das Siegel entstand.',
  'B-LT':
    'Eine unabhängige Zeitstempelstelle bestätigt, wann das Siegel entstand, und die Datei enthält, woran man sieht, dass seine Zertifikate damals galten.',
  'B-LTA':
    'Eine unabhängige Zeitstempelstelle bestätigt, wann das Siegel entstand, die Datei enthält, woran man sieht, dass seine Zertifikate damals galten, und ein weiterer Zeitstempel bewahrt das alles.',
};

const file = (isAttached: boolean) => (isAttached ? 'der versiegelten Datei' : 'dieser Datei');

export const deCertificate: Phrases['certificate'] = {
  kicker: 'Abschlusszertifikat',
  fileTitle: (title) => `Abschlusszertifikat: ${title}`,
  footer: 'Unterschriften und Abschlusszertifikat',
  page: ({ number, of }) => `${number} von ${of}`,
  reference: (id) => `Vorgang ${id}`,
  sentBy: ({ name, organisation }) => `Gesendet von ${name}, ${organisation}`,
  local:
    'Dieses Siegel stammt von einer örtlich erzeugten Stelle: Der Rechner, auf dem Countersign lief, hat sich das Zertifikat selbst ausgestellt. Das Siegel ' +
    'zeigt, ob die Datei geändert wurde. Dass es das Siegel einer bestimmten Organisation ist, zeigt es nur denen, die das CA-Zertifikat dieses Rechners erhalten haben.',
  signatures: {
    kicker: 'Unterschriften',
    intro: (count) =>
      `${count === 1 ? 'Die unten genannte Person hat' : `Die ${count} unten genannten Personen haben`} dieses Dokument elektronisch unterschrieben. Wie jede Unterschrift zustande kam, steht im Abschlusszertifikat.`,
    typed: 'Unterschrieben durch Eintippen dieses Namens',
    onBehalfOf: (name) => `im Auftrag von ${name}`,
  },
  status: {
    completed: 'Abgeschlossen',
    summary: ({ signed, read }) =>
      [
        ...(signed > 0 ? [signed === 1 ? '1 Person hat unterschrieben' : `${signed} Personen haben unterschrieben`] : []),
        ...(read > 0
          ? [read === 1 ? '1 Person hat bestätigt, es gelesen zu haben' : `${read} Personen haben bestätigt, es gelesen zu haben`]
          : []),
      ].join(', ') || 'Alle, die in der Organisation gebraucht wurden, haben gehandelt',
    lastAct: (when) => `Letzte Handlung: ${when}`,
  },
  headings: {
    documents: 'Dokument und Fingerabdruck',
    people: 'Wer was wann und wie getan hat',
    entered: 'In das Dokument eingetragen',
    happened: 'Was geschah',
    process: 'Wie dieses Verfahren abläuft',
    consent: 'Worin eingewilligt wurde',
    identifiers: 'Kennungen und Hashwerte',
    seal: 'Das Siegel',
    verify: 'Wie man prüft',
    limits: 'Was dieses Zertifikat nicht zeigt',
  },
  marks: {
    signedBy: (name) => `Unterschrieben von ${name}`,
    day: (date) => deCommon.day(date),
    more: '(weiter im Abschlusszertifikat)',
    untouched:
      'Das Dokument war schon unterschrieben, deshalb wurde nichts auf seine Seiten gesetzt. Hier steht, was die oben Genannten eingetragen haben und wohin es gehört.',
    noRoom: 'Hier steht vollständig, was an seiner Stelle im Dokument keinen Platz hatte.',
    kinds: { signature: 'Unterschrift', initials: 'Namenszeichen', date: 'Datum', text: 'Text', checkbox: 'Kästchen' },
    where: ({ page, name }) => `Seite ${page}, ${name}`,
    ticked: 'Angekreuzt',
    unticked: 'Nicht angekreuzt',
  },
  acts: { signed: 'Unterschrieben', acknowledged: 'Lektüre bestätigt' },
  labels: {
    words: 'Wortlaut',
    typedName: 'Getippter Name',
    proof: 'Woher wir es wissen',
    envelope: 'Vorgang',
    organisation: 'Mandant',
    record: 'Aufzeichnung',
    head: 'Kopf der Kette',
    sender: 'Absender',
    sealed: 'Versiegelt',
    certificate: 'Siegelzertifikat',
    format: 'Verfahren',
    time: 'Zeit',
  },
  quoted: (text) => `„${text}“`,
  nobodyOutside:
    'Niemand sollte unterschreiben. Genehmigungen innerhalb der Organisation des Absenders bleiben bei ihr und gehören nicht zu dieser Datei.',
  processTitle: 'Das Verfahren in einfachen Worten',
  proofTitle: 'Kennungen, Hashwerte, Grenzen',
  timesIn: (zone) =>
    zone === 'UTC' ? 'Die Zeiten sind in UTC.' : `Die Zeiten sind die von ${zone}, mit ihrem damaligen Abstand zu UTC; darunter steht UTC.`,
  happened: {
    sent: ({ who }) => `${who} hat das Dokument gesendet.`,
    'asked-to-sign': ({ who }) => `${who} wurde um die Unterschrift gebeten.`,
    'asked-to-read': ({ who }) => `${who} wurde gebeten, es zu lesen.`,
    opened: ({ who }) => `${who} hat das Dokument geöffnet.`,
    agreed: ({ who }) => `${who} war mit elektronischen Aufzeichnungen einverstanden.`,
    held: ({ who }) => `${who} hat geantwortet; ein weiterer Nachweis wurde verlangt.`,
    signed: ({ who, whom }) => `${who} hat unterschrieben${whom === '' ? '' : `, im Auftrag von ${whom}`}.`,
    acknowledged: ({ who, whom }) => `${who} hat bestätigt, es gelesen zu haben${whom === '' ? '' : `, im Auftrag von ${whom}`}.`,
    declined: ({ who }) => `${who} hat abgelehnt.`,
    withdrawn: ({ who }) => `${who} hat die Antwort zurückgenommen.`,
    delegated: ({ who, whom }) => `${who} hat an ${whom} weitergegeben.`,
    reassigned: ({ who, whom }) => `Der Absender hat ${whom} anstelle von ${who} gefragt.`,
    escalated: ({ who, whom }) => `Neben ${who} wurde auch ${whom} gefragt.`,
    corrected: ({ who }) => `Der Absender hat die Adresse von ${who} berichtigt.`,
    released: ({ who }) => `${who} wurde nicht mehr gebraucht.`,
    disputed: ({ who }) => `${who} hat den Vorgang bestritten; alles wurde angehalten.`,
    resolved: () => 'Der Absender hat den Vorgang danach fortgesetzt.',
    completed: () => 'Die letzte nötige Handlung wurde festgehalten; der Vorgang war abgeschlossen.',
    sealed: () => 'Die Dokumente wurden versiegelt.',
  },
  process: ({ sender, isAttached, isFilledIn }) => [
    `${sender} hat das Dokument an Countersign gegeben, einen Dienst für elektronische Unterschriften, und bestimmt, wer handeln soll. ${isAttached ? 'Das Dokument trug schon Unterschriften und blieb deshalb genau, wie es war, Byte für Byte.' : 'Skripte, Anhänge und andere aktive Inhalte wurden entfernt, soweit es welche gab, und die Datei wurde einmal neu gespeichert.'} Vom Ergebnis, dem vorgelegten Dokument, wurde ein Fingerabdruck mit SHA-256 genommen. Dieses Dokument wurde allen gezeigt, in dieses haben sie eingewilligt, und es steht unverändert am Anfang ${file(isAttached)}.`,
    'Alle wurden persönlich gefragt, unter einer Antwortadresse oder einem Link nur für diese Person. Eine Unterschrift zählt nur, wenn sie von der Person kommt, die an der Reihe ist, denselben Fingerabdruck nennt und mindestens so gut nachgewiesen ist, wie es die Regeln des Absenders verlangen. Die Zeiten sind die, zu denen der Dienst jede Handlung empfing.',
    `Jede Handlung ist ein Eintrag in einem Buch, in dem nur hinzugefügt werden kann. Jeder Eintrag enthält den SHA-256-Hashwert des vorigen: Wer einen ändert oder entfernt, zerbricht alle folgenden. Die Einträge, die die Unterzeichner betreffen, liegen in ${file(isAttached)} als „countersign-record.json“, zusammen mit den Hashwerten aller übrigen.`,
    `Als die letzte nötige Handlung festgehalten war, hat Countersign ${isFilledIn ? 'die Eintragungen der Unterzeichner auf die Seiten gesetzt (in dem Teil, der an die Datei angefügt ist), ' : ''}${isAttached ? 'dieses Zertifikat und die Aufzeichnung an das Dokument angehängt' : 'diese Seiten und die Aufzeichnung an das Dokument angefügt'} und das Ganze mit einer digitalen Signatur versiegelt. Menschen unterschreiben; der Dienst versiegelt. Das Siegel macht jede spätere Änderung sichtbar.`,
  ],
  agreedBy: (names) => `Eingewilligt von ${names}:`,
  record: ({ format, commits, shared }) =>
    `${format}: ${commits === 1 ? '1 Eintrag' : `${commits} Einträge`}, ${shared === 1 ? '1 gemeinsames Ereignis' : `${shared} gemeinsame Ereignisse`}`,
  presented: (bytes) => `die ersten ${bytes} Bytes der Datei`,
  levels: LEVELS,
  scan: 'Datei prüfen',
  verify: ({ bytes, isAttached, url }) => [
    'Jedes PDF-Programm, das digitale Signaturen prüft, zeigt in seinem Unterschriftenfenster, ob die Datei nach dem Versiegeln geändert wurde. Dafür braucht es kein Netz.',
    ...(url === ''
      ? []
      : [
          `${url} prüft die Datei in Ihrem Browser, den sie dabei nicht verlässt: das Siegel, die Kette der Aufzeichnung und ob diese von diesem Dokument spricht.`,
        ]),
    '„countersign verify DATEI.pdf“ prüft dasselbe ohne Netz.',
    `Ganz ohne besondere Programme: Die ersten ${bytes} Bytes ${file(isAttached)} sind das vorgelegte Dokument. Ihr SHA-256-Hashwert, zum Beispiel mit „head -c ${bytes} DATEI.pdf | sha256sum“, ist der Fingerabdruck auf der ersten Seite dieses Zertifikats.`,
    ...(isAttached
      ? ['Die Unterschriften, die vorher im Dokument waren, bleiben gültig: Kein Byte, das sie erfassen, wurde berührt.']
      : []),
  ],
  limits: ({ level, isLocal }) => [
    'Es wurde kein Ausweis geprüft. Wie gut jede Person bekannt ist, sagt der Nachweis, und nicht mehr. Die Verfügung über ein Postfach ist kein zweiter Faktor.',
    level === 'B-B'
      ? 'Die Zeiten sind die der Uhr des Dienstes. Keine unabhängige Zeitstempelstelle bestätigt sie.'
      : 'Die Zeiten sind die der Uhr des Dienstes. Eine unabhängige Stelle bestätigt nur, wann das Siegel entstand.',
    'Zeichen, die den Schriften dieser Seiten fehlen, und Zeichen, die Text verbergen oder umstellen würden, stehen als Kästchen mit ihrem Code, etwa U+202E. Die Aufzeichnung enthält sie, wie sie geschrieben wurden.',
    'Genehmigungen und Kommentare innerhalb der Organisation des Absenders gehören nicht zu dieser Datei; ihre Hashwerte schon, sodass sie später vorgelegt und daran geprüft werden können.',
    ...(isLocal
      ? [
          'Den Aussteller des Siegels kennt niemand außer dem Rechner, der es gemacht hat; siehe den Hinweis auf der ersten Seite dieses Zertifikats.',
        ]
      : []),
  ],
};
