// What a consumer reads before consenting to electronic records: the paper copy, the way back, what is needed to read and keep them
// (15 USC 7001(c)(1)). Versioned like consent texts: a text that anyone ever saw never changes.
import type { HashText } from './ids.ts';
import type { Consent } from './terms.ts';

const TEXTS = {
  'disclosure/en/1':
    'You are asked to receive and sign this document electronically. You may have it on paper instead, free of charge: ask the sender. ' +
    'Your agreement covers this document and the notices about it, nothing else. You may withdraw it at any time before you sign by ' +
    'declining, without any fee; you are then not bound. To change the address at which we write to you, answer any of our messages. You ' +
    'need a program that opens PDF files and a mailbox or a browser to read and keep the document. By opening it here you show that you can.',
  'disclosure/de/1':
    'Sie sollen dieses Dokument elektronisch erhalten und unterschreiben. Sie können es stattdessen kostenlos auf Papier bekommen: wenden ' +
    'Sie sich an den Absender. Ihr Einverständnis gilt für dieses Dokument und die Nachrichten dazu, für nichts anderes. Sie können es ' +
    'jederzeit vor der Unterschrift ohne Kosten zurücknehmen, indem Sie ablehnen; Sie sind dann nicht gebunden. Um Ihre Adresse zu ändern, ' +
    'antworten Sie auf eine unserer Nachrichten. Sie brauchen ein Programm, das PDF-Dateien öffnet, und ein Postfach oder einen Browser, um ' +
    'das Dokument zu lesen und zu behalten. Indem Sie es hier öffnen, zeigen Sie, dass Sie das können.',
} as const;

type DisclosureId = keyof typeof TEXTS;

export function disclosureText(id: string): string | undefined {
  return Object.entries(TEXTS).find(([known]) => known === id)?.[1];
}

/** What is shown to a consumer in this language; English where there is no text in it. */
export function disclosureIdFor(language: string): DisclosureId {
  return /^de(?:-|$)/.test(language) ? 'disclosure/de/1' : 'disclosure/en/1';
}

export function currentDisclosure(sha256: HashText, language = 'en'): Consent {
  const id = disclosureIdFor(language);
  return { id, sha256: sha256(TEXTS[id]) };
}
