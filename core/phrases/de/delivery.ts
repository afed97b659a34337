// German: what mail systems said later of messages that they had taken, and what the sender can do about it.
import type { BounceReason } from '../../terms.ts';
import type { Phrases } from '../phrases.ts';

const REASONS: Readonly<Record<BounceReason, string>> = {
  'no-such-person': 'Das dortige Mailsystem kennt die Adresse nicht.',
  'no-such-domain': 'Unter der Domain der Adresse gibt es kein Mailsystem.',
  moved: 'Die Person hat inzwischen eine andere Adresse.',
  'mailbox-closed': 'Das Postfach ist geschlossen oder abgeschaltet.',
  'mailbox-full': 'Das Postfach ist voll.',
  'too-large': 'Die Nachricht ist dem dortigen Mailsystem zu groß.',
  'taken-for-spam': 'Das dortige Mailsystem hielt die Nachricht für Spam oder sperrt den Weg, auf dem sie kam.',
  'against-policy': 'Die Regeln des dortigen Mailsystems lassen die Nachricht nicht zu.',
  'content-refused': 'Das dortige Mailsystem nahm den Inhalt der Nachricht nicht an.',
  'too-many': 'Das dortige Mailsystem nimmt zurzeit keine weiteren Nachrichten an.',
  unreachable: 'Das dortige Mailsystem war nicht zu erreichen.',
  'asks-confirmation': 'Das dortige Mailsystem verlangt eine Bestätigung, dass ein Mensch geschrieben hat; die geben wir nie.',
  suppressed: 'Die Adresse steht auf einer Sperrliste, weil Nachrichten dorthin zurückkamen oder als Spam gemeldet wurden.',
  unknown: 'Das dortige Mailsystem nannte keinen verständlichen Grund.',
};

export const deDelivery: Phrases['delivery'] = {
  reasons: REASONS,
  because: ({ reason }) => `Der Grund: ${REASONS[reason]}`,
  otherWay: 'Sie können auch auf anderem Weg Bescheid geben, dass das Dokument wartet.',
  delayed: {
    subject: ({ who, title }) => `Noch nicht zugestellt an ${who}: ${title}`,
    heading: ({ who }) => `Unsere Nachricht hat ${who} noch nicht erreicht`,
    status: 'Zustellung verzögert',
    tried: ({ who, title }) =>
      `Unsere Nachricht an ${who} zu „${title}“ liegt seit Stunden bei einem Mailsystem, das die Zustellung weiter versucht.`,
    over: ({ who, title }) =>
      `Unsere Nachricht an ${who} zu „${title}“ ist nicht angekommen und wird nicht weiter versucht. Zu anderer Zeit könnte es gelingen.`,
    how: 'Um sie neu zu senden, antworten Sie mit „RESEND TO ana@example.com“ und der Adresse; „CORRECT ana@example.com TO anna@example.com“ berichtigt eine falsche; „REASSIGN ana@example.com TO bob@example.com“ fragt jemand anderen.',
  },
  complained: {
    subject: ({ who, title }) => `${who} wünscht keine Mails mehr: ${title}`,
    heading: ({ who }) => `${who} hat unsere Nachricht als Spam markiert`,
    status: 'Erinnerungen abgestellt',
    lead: ({ who, title }) =>
      `${who} oder das Postfach hat unsere Nachricht zu „${title}“ als Spam markiert. Wir erinnern nicht mehr; sonst hat sich nichts geändert, und eine Antwort ist weiter möglich.`,
  },
  away: {
    subject: ({ who, title }) => `${who} ist abwesend: ${title}`,
    heading: ({ who }) => `${who} ist abwesend`,
    status: 'Abwesend',
    until: ({ who, until }) => `${who} ist laut Abwesenheitsnotiz bis ${until} abwesend.`,
    open: ({ who }) => `${who} ist laut Abwesenheitsnotiz abwesend; bis wann, steht nicht darin.`,
    rested: 'Erinnerungen warten bis dahin.',
    goOn: 'Erinnerungen gehen weiter wie geplant.',
    standsIn: ({ who, standIn }) => `${standIn} vertritt ${who}.`,
    askThem: ({ standIn, from, to }) => `Um ${standIn} zu fragen, antworten Sie mit „REASSIGN ${from} TO ${to}“.`,
    how: 'Um jemand anderen zu fragen, antworten Sie mit „REASSIGN ana@example.com TO bob@example.com“ und beiden Adressen.',
  },
};
