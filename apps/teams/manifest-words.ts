// What is said of the app where it is found and added. Commands are explained by the phrases of help; these are the app's own words.

export type ManifestWords = {
  readonly short: string;
  readonly full: string;
  readonly send: string;
  readonly sendExplained: string;
};

export const ENGLISH: ManifestWords = {
  short: 'Documents sent, approved, signed and proven where you work',
  full: [
    'Countersign sends documents for approval and signature, reminds, and keeps everyone told.',
    'Requests come to you in your chat with the app. You approve or decline in the card; what you sign, you sign on the document’s own page.',
    'To send, write a line such as “send to dana@example.com by friday”, or give the app a PDF in your chat with it.',
    'In a group chat or a channel the app hears only what mentions it. What concerns you alone is told to you alone; title and progress are shown to a group only when someone asks for that with “share … here”.',
    'At the end everyone has one sealed PDF that anyone can check.',
  ].join('\n\n'),
  send: 'Send for signature',
  sendExplained: 'Starts a request for approval or signature',
};

export const GERMAN: ManifestWords = {
  short: 'Dokumente senden, genehmigen, unterschreiben, belegen, wo Sie arbeiten',
  full: [
    'Countersign sendet Dokumente zur Genehmigung und Unterschrift, erinnert und hält alle auf dem Stand.',
    'Anfragen erhalten Sie im Chat mit der App. Sie genehmigen oder lehnen auf der Karte ab; unterschrieben wird auf der Seite des Dokuments.',
    'Zum Senden schreiben Sie eine Zeile wie „send to dana@example.com by friday“ oder geben der App ein PDF in Ihrem Chat mit ihr.',
    'In einem Gruppenchat oder Kanal hört die App nur, was sie erwähnt. Was nur Sie betrifft, erfahren nur Sie; Titel und Fortschritt sieht eine Gruppe erst, wenn jemand das mit „share … here“ verlangt.',
    'Am Ende haben alle ein versiegeltes PDF, das jeder prüfen kann.',
  ].join('\n\n'),
  send: 'Zur Unterschrift senden',
  sendExplained: 'Beginnt eine Anfrage zur Genehmigung oder Unterschrift',
};
