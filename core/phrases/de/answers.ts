// German: what a person is told when a message of theirs recorded nothing, or was passed on.
import type { Phrases } from '../phrases.ts';

export const deAnswers: Phrases['answers'] = {
  askSubject: 'Nichts festgehalten, bitte antworten Sie noch einmal',
  askHeading: 'Wir konnten Ihre Antwort nicht als Entscheidung lesen',
  ask: {
    empty: 'Ihre Mail enthielt keine eigenen Worte.',
    unclear: 'Ihre Worte könnten als Entscheidung gemeint sein, sind aber keine der genauen Wendungen.',
    'parts-differ': 'Der reine Text und der formatierte Teil Ihrer Mail sagen Verschiedenes.',
    'hidden-text': 'Ihre Mail enthält verborgenen Text, deshalb sind wir nicht sicher, was Sie gemeint haben.',
    mixed: 'Ihre Mail enthält eine Entscheidung zusammen mit anderen Worten, und wir halten keine Entscheidung unter Bedingungen fest.',
    'automatic-looking': 'Ihre Mail sieht wie eine automatische Antwort aus.',
    'reason-missing': 'Ein Grund fehlt. Schreiben Sie ihn mit einem Doppelpunkt hinter das Wort, zum Beispiel „DECLINE: falscher Betrag“.',
  },
  youWrote: 'Sie schrieben',
  refusedSubject: 'Nicht ausgeführt',
  refusedHeading: 'Das war nicht möglich',
  notUnderstoodSubject: (name) => `${name} antwortet, aber nicht mit einer Entscheidung`,
  notUnderstood: (name) =>
    `${name} hat mehrmals per E-Mail geantwortet, und nichts davon ließ sich als Entscheidung lesen, obwohl wir zweimal erklärt haben, wie man entscheidet. Wir fragen nicht weiter nach.`,
  notUnderstoodNext: 'Sie können anrufen, einen neuen Link zur Seite des Dokuments senden oder die Anfrage zurückziehen.',
  quiet: {
    subject: 'Zu viele Mails von einer Adresse',
    lead: (email) =>
      `${email} schreibt immer wieder, wie es Programme tun, die jede Mail beantworten. Vorerst antworten wir dieser Adresse nicht mehr von selbst.`,
    next: 'Anfragen, Erinnerungen und Entscheidungen gehen weiter wie bisher. Wenn dort ein Mensch schreibt, sprechen Sie ihn auf anderem Weg an.',
  },
  quarantined: {
    subject: 'Eine Mail wurde ungelesen beiseitegelegt',
    lead: {
      virus: (name) => `Für ${name} kam eine Antwort, in der unser Mailanbieter einen Virus fand. Wir haben sie nicht geöffnet.`,
      spam: (name) => `Für ${name} kam eine Antwort, die unser Mailanbieter für Spam hält. Sie wurde ungelesen beiseitegelegt.`,
    },
    own: {
      virus:
        'In Ihrem Namen kam eine Mail, die etwas beginnen sollte, und unser Mailanbieter fand einen Virus darin. Wir haben sie nicht geöffnet.',
      spam: 'In Ihrem Namen kam eine Mail, die etwas beginnen sollte, und unser Mailanbieter hält sie für Spam. Sie wurde ungelesen beiseitegelegt.',
    },
    next: {
      virus: (name) => `Sagen Sie es ${name} auf anderem Weg, und bitten Sie um eine Antwort auf der Seite des Dokuments.`,
      spam: (name) => `Wenn Sie eine Antwort erwarten, bitten Sie ${name}, sie auf der Seite des Dokuments zu geben.`,
    },
    nextOwn: {
      virus: 'Wenn Sie es waren, lassen Sie Ihren Rechner prüfen, und senden Sie das Dokument von einem sauberen noch einmal.',
      spam: 'Wenn Sie es waren, senden Sie sie noch einmal mit schlichtem Betreff und etwas Text, oder beginnen Sie im Chat.',
    },
  },
  wrongPersonSubject: 'Jemand anderes hat an Ihrer Stelle geantwortet',
  wrongPersonHeading: 'Jemand anderes hat auf Ihre Anfrage geantwortet',
  wrongPerson: (from) =>
    `An die Adresse, die nur für Sie bestimmt ist, kam eine Nachricht von ${from}. Eine Anfrage lässt sich nicht durch Weiterleiten einer Mail weitergeben, deshalb zählt sie nicht.`,
  wrongPersonNext:
    'Wenn Sie selbst entscheiden, antworten Sie von Ihrer eigenen Adresse. Wenn jemand anderes handeln soll, sagen Sie es dem Absender.',
  wrongPersonDelegate: (from) => `Wenn ${from} an Ihrer Stelle handeln soll, antworten Sie auf diese Mail mit „DELEGATE TO ${from}“.`,
  wrongPersonAlias: ({ who, from }) =>
    `Wenn ${from} ebenfalls Ihre Adresse ist, bitten Sie ${who}, Ihre zu berichtigen: nur von dort lässt sich ändern, wer gefragt ist.`,
  wrongPersonCorrect: ({ from, to }) => `Dazu genügt als Antwort auf eine unserer Mails „CORRECT ${to} TO ${from}“.`,
  notAuthenticatedSubject: 'Eine Nachricht in Ihrem Namen wurde nicht angenommen',
  notAuthenticatedHeading: 'Eine Nachricht in Ihrem Namen wurde nicht angenommen',
  notAuthenticated: (why) =>
    `Wir haben eine Nachricht erhalten, die von Ihnen sein will, aber die Signatur Ihres Mailsystems belegt das nicht (${why}). Sie zählt nicht.`,
  notAuthenticatedNext:
    'Wenn Sie es waren, benutzen Sie die Seite, oder senden Sie noch einmal aus Ihrem gewohnten Postfach. Wenn nicht, müssen Sie nichts tun.',
  notAuthenticatedStart:
    'Wenn Sie es waren, senden Sie noch einmal aus dem Postfach Ihres Unternehmens. Wenn nicht, müssen Sie nichts tun.',
  noDocumentSubject: 'Kein Dokument gefunden',
  noDocumentHeading: 'Ihre Mail enthielt kein Dokument',
  noDocument: 'Wir haben in Ihrer Mail kein PDF gefunden. Hängen Sie das PDF selbst an (ein Link genügt nicht) und senden Sie noch einmal.',
  unusableSubject: (filename) => `Wir können ${filename} nicht verwenden`,
  unusableHeading: 'Dieses Dokument kann nicht zum Unterschreiben gesendet werden',
  needsPassword: (filename) =>
    `„${filename}“ lässt sich nur mit einem Passwort öffnen. Speichern Sie eine Kopie ohne Passwort und senden Sie diese; schicken Sie uns niemals das Passwort.`,
  unusable: (filename, why) => `„${filename}“ kann nicht verwendet werden: ${why}`,
  problemsSubject: 'Bitte berichtigen Sie Ihre Anfrage',
  problemsHeading: 'Wir haben nicht alles verstanden',
  notAMemberSubject: 'Diese Adresse kann nicht senden',
  notAMemberHeading: 'Von dieser Adresse können keine Dokumente gesendet werden',
  notAMember:
    'Dokumente zum Unterschreiben kann nur senden, wer zu einem hier angemeldeten Unternehmen gehört; diese Adresse gehört zu keinem. Bitten Sie Ihre Administration, sie aufzunehmen, oder schreiben Sie von der Adresse Ihres Unternehmens.',
  relayedSubject: 'Weitergegeben',
  relayedHeading: (to) => `Wir haben Ihre Nachricht an ${to} weitergegeben`,
  relayedToAll: 'Wir haben Ihre Nachricht an alle weitergegeben, die gefragt wurden',
  relayed: 'Sie ist eine Anmerkung und entscheidet nichts: Zum Entscheiden antworten Sie mit einer der genauen Wendungen.',
  relayedBySender: 'Sie ist eine Anmerkung und ändert am Vorgang nichts.',
  statusSubject: (title) => `Stand: ${title}`,
  statusHeading: 'So steht es',
  codeSubject: (code) => `${code} ist Ihr Code`,
  codeHeading: 'Ihr Einmalcode',
  code: ({ when }) =>
    `Geben Sie diesen Code auf der Seite des Dokuments ein. Er gilt bis ${when}, für ein einziges Mal. Niemand wird Sie je am Telefon oder per Mail danach fragen.`,
  codeNotYou: 'Wenn Sie ihn nicht angefordert haben, beachten Sie diese Nachricht nicht; ohne ihn kann niemand unterschreiben.',
};
