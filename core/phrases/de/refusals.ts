// German: why the rules said no. Each says what happened and what to do; that nothing was changed is added by the view.
import { isExcluded, sourceOf, type ExcludedClass } from '../../classes.ts';
import type { ActType } from '../../envelope.ts';
import type { ActVerb, Assurance, Role } from '../../terms.ts';
import type { FieldRefusals, RefusalSentences } from '../refusal-sentences.ts';

const CAN: Record<Role, string> = {
  signer: 'Sie sollen hier unterschreiben; Sie können unterschreiben oder ablehnen.',
  approver: 'Sie sollen hier genehmigen; Sie können genehmigen oder ablehnen.',
  viewer: 'Sie sollen hier lesen und bestätigen; Sie können bestätigen oder ablehnen.',
  preparer: 'Sie sollen hier die Daten ausfüllen; Sie können sie auf der Seite ausfüllen oder ablehnen.',
  cc: 'Sie erhalten hier nur eine Kopie und müssen nichts tun; eine Frage erreicht den Absender.',
};
const ACTS: Record<ActVerb, string> = {
  sign: 'Unterschreiben',
  approve: 'Genehmigen',
  acknowledge: 'Bestätigen',
  prepare: 'Ausfüllen',
  decline: 'Ablehnen',
};
const ACTED: Record<ActType, string> = {
  signed: 'unterschrieben',
  approved: 'genehmigt',
  acknowledged: 'als gelesen bestätigt',
  prepared: 'ausgefüllt',
  declined: 'abgelehnt',
};
const LEVELS: Record<Assurance, string> = {
  L0: 'ein Link allein',
  L1: 'eine nachgewiesene Antwort oder ein solcher Klick',
  L2: 'die Seite mit einem Einmalcode',
  L3: 'eine frische Anmeldung',
};
const ENDED = {
  completed: 'ist schon abgeschlossen',
  declined: 'wurde abgelehnt',
  voided: 'wurde vom Absender storniert',
  expired: 'ist abgelaufen',
};
const CLASSES: Record<ExcludedClass, string> = {
  will: 'Testamente',
  'family-law': 'Urkunden des Familienrechts',
  'court-document': 'Schriftstücke für Gerichte',
  'utility-cut-off': 'Ankündigungen, Wasser, Wärme oder Strom abzustellen',
  foreclosure: 'Ankündigungen einer Zwangsversteigerung',
  eviction: 'Ankündigungen einer Räumung',
  'insurance-cancellation': 'Kündigungen von Kranken- oder Lebensversicherungen',
  'product-recall': 'Rückrufe von Produkten',
  'hazardous-material': 'Begleitpapiere für gefährliche Stoffe',
  'negotiable-instrument': 'Wechsel und andere Wertpapiere',
  notarised: 'Urkunden, die ein Notar beurkundet oder beglaubigt',
  deed: 'Urkunden, die Zeugen brauchen',
  'land-transfer': 'Verträge über Grundstücke',
  'consumer-suretyship': 'Bürgschaften von Verbrauchern',
  'employment-termination': 'Kündigungen und Aufhebungen von Arbeitsverträgen',
  'qualified-signature': 'Dokumente, die eine qualifizierte Signatur brauchen',
};
/** Where the source is not just the name of a law. */
const SOURCES: Partial<Record<ExcludedClass, string>> = {
  notarised: 'ein Notar ist nötig',
  deed: 'ein Zeuge ist nötig, Law of Property (Miscellaneous Provisions) Act 1989 s 1',
  'land-transfer': 'ein Notar ist nötig, § 311b BGB',
  'consumer-suretyship': 'Schriftform ist nötig, § 766 BGB',
  'employment-termination': 'Schriftform ist nötig, § 623 BGB',
  'qualified-signature': 'eine qualifizierte elektronische Signatur ist nötig, Verordnung (EU) 910/2014 Art. 25 Abs. 2',
};

const UNKNOWN =
  'Wir haben keinen solchen Vorgang von Ihnen gefunden. Prüfen Sie die Nummer, oder antworten Sie auf die Mail, mit der er kam.';

export const deRefusals: Omit<RefusalSentences, keyof FieldRefusals> = {
  'no-such-envelope': () => UNKNOWN,
  'not-yours': () => UNKNOWN,
  'not-the-sender': () => 'Das kann nur der Absender. Bitten Sie den Absender darum, oder schreiben Sie Ihre Frage; wir geben sie weiter.',
  'may-not-send': () =>
    'Nach den Regeln Ihres Unternehmens dürfen Sie keine Dokumente senden. Fragen Sie Ihre Administration oder jemanden, der es darf.',
  'too-many-today': ({ most, againAt }, { when }) =>
    `Ihr Unternehmen hat heute schon so viele Vorgänge gesendet, wie es an einem Tag darf (${most}). Der Entwurf bleibt: Senden Sie ihn ab ${when(againAt)} noch einmal, oder bitten Sie Ihre Administration um mehr.`,
  'proven-too-weakly': ({ needs }) => `Dafür brauchen wir einen besseren Nachweis, dass Sie es sind: ${LEVELS[needs]}.`,
  'already-sent': () => 'Dieser Vorgang ist schon gesendet. Um seine Dokumente zu ändern, stornieren Sie ihn und senden einen neuen.',
  'draft-changed': ({ draftedAt }, { when }) =>
    `Der Entwurf wurde am ${when(draftedAt)} geändert, und Sie haben einen früheren gesehen. Sehen Sie ihn sich an, wie er jetzt ist, und senden Sie ihn dann.`,
  'not-sent-yet': () => 'Dieser Vorgang ist noch ein Entwurf seines Absenders. Sie hören von uns, wenn Sie an der Reihe sind.',
  'no-documents': () => 'In diesem Entwurf ist kein Dokument. Senden Sie das Dokument noch einmal an die Unterschriftsadresse.',
  'no-signers-or-approvers': () =>
    'Es ist niemand genannt, der unterschreiben oder genehmigen soll. Antworten Sie mit einer Zeile wie „signers: dana@example.com“ und senden Sie dann.',
  'too-many-people': ({ most }) =>
    `Ein Vorgang nimmt höchstens ${most} Personen auf. Nennen Sie weniger, oder senden Sie mehrere Vorgänge.`,
  'seated-twice': ({ email }) =>
    `${email} hat in diesem Schritt schon einen Platz, und eine Person zählt nicht doppelt. Nennen Sie jemand anderen.`,
  'own-approval': () => 'Nach den Regeln des Unternehmens genehmigt niemand, was er selbst gesendet hat. Nennen Sie jemand anderen.',
  'approves-and-signs': ({ email }) =>
    `Nach den Regeln des Unternehmens darf niemand zugleich genehmigen und unterschreiben; ${email} täte beides. Nennen Sie für eines davon jemand anderen.`,
  'mixed-group': ({ step }) =>
    `In Schritt ${step} müssen nur einige antworten, darum müssen dort alle dieselbe Aufgabe haben. Setzen Sie andere Aufgaben in einen eigenen Schritt.`,
  'quorum-impossible': ({ step, needed, people }) =>
    `Schritt ${step} verlangt ${needed} von ${people} Personen; das geht nicht. Verlangen Sie eine Zahl von 1 bis ${people}.`,
  'preparer-late': () => 'Wer die Daten ausfüllt, muss vor allen anderen kommen. Setzen Sie diese Person in den ersten Schritt.',
  'level-not-available': ({ needs }) =>
    `Der verlangte Nachweis (${LEVELS[needs]}) ist hier auf keinem Weg möglich. Verlangen Sie weniger, oder richten Sie ihn ein.`,
  'class-excluded': ({ documentClass }) =>
    isExcluded(documentClass)
      ? `Diese Art von Dokumenten nehmen wir nicht zur elektronischen Unterschrift an: ${CLASSES[documentClass]} (${SOURCES[documentClass] ?? sourceOf(documentClass)}). Lassen Sie auf Papier unterschreiben, oder fragen Sie Ihren Anwalt.`
      : `Dokumente der Klasse „${documentClass}“ nehmen wir nicht zur elektronischen Unterschrift an. Lassen Sie auf Papier unterschreiben, oder fragen Sie Ihren Anwalt.`,
  'class-unknown': ({ documentClass }) =>
    `Eine Klasse von Dokumenten namens „${documentClass}“ kennen wir nicht. Nennen Sie eine andere, etwa „contract“, oder lassen Sie die Zeile weg.`,
  'deadline-in-the-past': ({ expiresAt }, { when }) => `Die Frist (${when(expiresAt)}) ist schon vorbei. Nennen Sie eine spätere.`,
  'not-your-turn': () => 'Sie sind noch nicht an der Reihe: Zuerst werden andere gefragt. Wir schreiben Ihnen, wenn es so weit ist.',
  'already-acted': ({ act, actedAt }, { when, isSender }) =>
    isSender
      ? `Diese Person hat schon geantwortet (${ACTED[act]}, ${when(actedAt)}), und das bleibt festgehalten. Erinnern, berichtigen oder ersetzen Sie nur, wen der Vorgang noch braucht.`
      : `Ihre Antwort ist schon festgehalten (${ACTED[act]}, ${when(actedAt)}) und bleibt, wie sie ist.`,
  'handed-over': ({ to, handedOverAt }, { when, isSender }) =>
    isSender
      ? `Diese Person hat am ${when(handedOverAt)} an ${to} weitergegeben. Nennen Sie stattdessen ${to}.`
      : `Sie haben am ${when(handedOverAt)} an ${to} weitergegeben; dort wird jetzt entschieden. Wenn das falsch war, schreiben Sie dem Absender.`,
  'no-longer-asked': ({ since }, { when, isSender }) =>
    isSender
      ? `Diese Person wird seit ${when(since)} nicht mehr gefragt. Nennen Sie jemanden, auf den gewartet wird.`
      : `Ihre Antwort wird seit ${when(since)} nicht mehr gebraucht. Sie müssen nichts tun; eine Frage erreicht den Absender weiterhin.`,
  'wrong-role': ({ role, act }) => `${ACTS[act]} ist Ihnen in diesem Vorgang nicht möglich. ${CAN[role]}`,
  'documents-changed': () =>
    'Das Dokument, das Ihnen gezeigt wurde, ist nicht das im Vorgang. Öffnen Sie die aktuelle Seite und sehen Sie es noch einmal an.',
  'unknown-document': () =>
    'Das Ausgefüllte gehört zu einem anderen Dokument als dem im Vorgang. Öffnen Sie die Seite und füllen Sie es dort aus.',
  'not-a-consumer-envelope': () => 'In diesem Vorgang gibt es keine Belehrung, der zuzustimmen wäre. Gehen Sie gleich zum Dokument.',
  'disclosure-missing': () =>
    'Bevor Sie unterschreiben, müssen Sie gelesen haben, was elektronische Aufzeichnungen für Sie bedeuten, und zugestimmt haben. Öffnen Sie die Seite, lesen Sie, stimmen Sie zu und unterschreiben Sie dann.',
  'not-opened': () => 'Sie haben das Dokument auf seiner Seite noch nicht geöffnet. Öffnen Sie es zuerst dort.',
  'reason-missing': () =>
    'Ein Grund fehlt, damit die anderen wissen, was zu ändern ist. Schreiben Sie ihn mit einem Doppelpunkt hinter das Wort, zum Beispiel „DECLINE: falscher Betrag“.',
  'name-missing': (_, { isSender }) =>
    isSender
      ? 'Ein Name oder eine Adresse fehlt. Schreiben Sie beides und senden Sie noch einmal.'
      : 'Ihr Name fehlt. Geben Sie ihn als Ihre Unterschrift ein und drücken Sie noch einmal auf Unterschreiben.',
  'text-missing': () => 'Die Nachricht war leer. Schreiben Sie Ihre Frage oder Anmerkung und senden Sie sie noch einmal.',
  'text-too-long': ({ most }) => `Ihr Text ist länger als ${most} Zeichen. Kürzen Sie ihn und senden Sie ihn noch einmal.`,
  'past-deadline': ({ expiresAt }, { when }) =>
    `Die Frist (${when(expiresAt)}) ist vorbei, deshalb konnte das nicht festgehalten werden. Bitten Sie den Absender um einen neuen Vorgang.`,
  'envelope-over': ({ status, endedAt }, { when }) =>
    `Dieser Vorgang ${ENDED[status]} (${when(endedAt)}), deshalb kann darin nichts mehr entschieden werden. Schreiben können Sie weiterhin.`,
  disputed: ({ since }, { when, isSender }) =>
    isSender
      ? `Dieser Vorgang ruht seit ${when(since)}, weil er bestritten wird. Klären Sie das zuerst: Antworten Sie mit „RESUME“ oder mit „VOID:“ und einem Grund.`
      : `Dieser Vorgang ruht seit ${when(since)}, weil er bestritten wird. Es kann nichts entschieden werden, bis der Absender ihn fortsetzt; dann schreiben wir Ihnen.`,
  'not-disputed': () => 'In diesem Vorgang ist nichts bestritten; es gibt nichts fortzusetzen.',
  'nothing-to-withdraw': () =>
    'Es ist keine Antwort von Ihnen festgehalten, die Sie zurückziehen könnten. Um Nein zu sagen, lehnen Sie ab.',
  'not-withdrawable': () =>
    'Diese Antwort können Sie nicht zurückziehen. Wenn etwas daran nicht stimmt, antworten Sie mit „DISPUTE:“ und dem Grund.',
  'delegation-not-allowed': ({ rule }) =>
    rule === 'never'
      ? 'Das Unternehmen des Absenders lässt das Weitergeben nicht zu. Bitten Sie den Absender, jemand anderen zu nennen, oder lehnen Sie ab.'
      : 'Sie können nur an jemanden aus Ihrem Unternehmen oder dem des Absenders weitergeben. Nennen Sie eine solche Person, oder fragen Sie den Absender.',
  'deadline-not-later': ({ expiresAt }, { when }) => `Die Frist endet schon am ${when(expiresAt)}, und sie lässt sich nur verlängern.`,
  'snooze-too-long': ({ expiresAt }, { when }) =>
    `Die Frist endet am ${when(expiresAt)}; länger lassen sich Erinnerungen nicht verschieben.`,
  'nobody-to-remind': () =>
    'Es gibt niemanden zu erinnern: Zurzeit wird dort auf keine Antwort gewartet. Antworten Sie mit dem Wort „STATUS“, um zu sehen, auf wen.',
  'nobody-so-called': ({ words }) =>
    words === ''
      ? 'Es wird auf mehr als eine Person gewartet oder auf niemanden. Nennen Sie die gemeinte mit ihrer Adresse.'
      : `Niemand oder mehr als eine Person heißt hier „${words}“. Nennen Sie die gemeinte mit ihrer Adresse; das Wort „STATUS“ zeigt alle.`,
  muted: () => 'Dort sind keine Erinnerungen mehr erwünscht. Schreiben Sie stattdessen eine Frage, oder setzen Sie jemand anderen ein.',
  'reminded-lately': ({ againAt }, { when }) => `Erinnert wurde erst vor Kurzem. Ab ${when(againAt)} können Sie wieder erinnern.`,
  'resent-too-often': ({ most }) =>
    `Diese Person hat schon ${most} neue Links oder Adressen bekommen, mehr geht nicht. Setzen Sie jemand anderen ein, oder stornieren Sie den Vorgang.`,
  'wrote-too-often': ({ againAt }, { when }) =>
    `Sie haben innerhalb eines Tages sehr oft geschrieben. Ab ${when(againAt)} können Sie wieder schreiben.`,
  'still-open': () =>
    'Solange der Vorgang läuft oder noch nicht versiegelt ist, bleiben persönliche Daten erhalten. Versuchen Sie es nach seinem Ende wieder.',
  'nothing-new': () => 'Es gab nichts zu tun.',
};
