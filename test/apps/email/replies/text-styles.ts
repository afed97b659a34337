// Mail programs that send plain text alone: terminals, gateways, and the heads of quotations in many languages.
import { headers, prefixed } from './html-styles.ts';
import { FROM, WHO, type Style } from './our-request.ts';

const DISCLAIMERS = {
  en: 'This e-mail and any attachments are confidential and intended solely for the addressee. If you have received this e-mail in error, please notify the sender and delete it.',
  de: 'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte den Absender und vernichten Sie diese E-Mail.',
  fr: "Ce message est confidentiel. Si vous n'en êtes pas le destinataire ou l'avez reçu par erreur, merci d'en avertir l'expéditeur et de le détruire.",
};

function plain(name: string, text: (answer: string, ours: string) => string): Style {
  return { name, write: (answer, { text: ours }) => ({ text: text(answer, ours) }) };
}

function above(name: string, head: string, quoted: (ours: string) => string = prefixed): Style {
  return plain(name, (answer, ours) => `${answer}\n\n${head}\n\n${quoted(ours)}`);
}

const bare = (ours: string): string => ours;

const ATTRIBUTIONS: Readonly<Record<string, string>> = {
  da: `Den tirs. 24. nov. 2026 kl. 10.00 skrev ${WHO}:`,
  no: `tir. 24. nov. 2026 kl. 10:00 skrev ${WHO}:`,
  sv: `Den tis 24 nov. 2026 kl 10:00 skrev ${WHO}:`,
  fi: `ti 24. marrask. 2026 klo 10.00 Olivia Park via Countersign (${FROM}) kirjoitti:`,
  pl: `wt., 24 lis 2026 o 10:00 ${WHO} napisał(a):`,
  cs: `út 24. 11. 2026 v 10:00 odesílatel ${WHO} napsal:`,
  hu: `${WHO} ezt írta (időpont: 2026. nov. 24., K, 10:00):`,
  tr: `${WHO}, 24 Kas 2026 Sal, 10:00 tarihinde şunu yazdı:`,
  ru: `вт, 24 нояб. 2026 г. в 10:00, ${WHO}:`,
  uk: `вт, 24 лист. 2026 р. о 10:00 ${WHO} пише:`,
  el: `Στις Τρί 24 Νοε 2026 στις 10:00 π.μ., ο χρήστης ${WHO} έγραψε:`,
  he: `\u202Bבתאריך יום ג׳, 24 בנוב׳ 2026 ב-10:00 מאת \u202A${WHO}\u202C\u200F:\u202C`,
  ar: `في الثلاثاء، 24 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة ${WHO}:`,
  ja: `2026年11月24日(火) 10:00 ${WHO}:`,
  ko: `2026년 11월 24일 (화) 오전 10:00, ${WHO}님이 작성:`,
  zh: `${WHO} 于2026年11月24日周二 10:00写道：`,
  de: `Am Di., 24. Nov. 2026 um 10:00 Uhr schrieb ${WHO}:`,
  fr: `Le mar. 24 nov. 2026 à 10:00, ${WHO} a écrit :`,
  es: `El mar, 24 nov 2026 a las 10:00, ${WHO} escribió:`,
  it: `Il giorno mar 24 nov 2026 alle ore 10:00 ${WHO} ha scritto:`,
  pt: `Em ter., 24 de nov. de 2026 às 10:00, ${WHO} escreveu:`,
  nl: `Op di 24 nov 2026 om 10:00 schreef ${WHO}:`,
  ro: `Pe mar., 24 nov. 2026 la 10:00, ${WHO} a scris:`,
};

const HEADS: Readonly<Record<string, readonly string[]>> = {
  de: ['Von', 'Gesendet', 'An', 'Betreff'],
  fr: ['De ', 'Envoyé ', 'À ', 'Objet '],
  es: ['De', 'Enviado el', 'Para', 'Asunto'],
  it: ['Da', 'Inviato', 'A', 'Oggetto'],
  pt: ['De', 'Enviada em', 'Para', 'Assunto'],
  nl: ['Van', 'Verzonden', 'Aan', 'Onderwerp'],
  sv: ['Från', 'Skickat', 'Till', 'Ämne'],
  da: ['Fra', 'Sendt', 'Til', 'Emne'],
  fi: ['Lähettäjä', 'Lähetetty', 'Vastaanottaja', 'Aihe'],
  pl: ['Od', 'Wysłano', 'Do', 'Temat'],
  cs: ['Od', 'Odesláno', 'Komu', 'Předmět'],
  hu: ['Feladó', 'Elküldve', 'Címzett', 'Tárgy'],
  tr: ['Kimden', 'Gönderildi', 'Kime', 'Konu'],
  ru: ['От', 'Отправлено', 'Кому', 'Тема'],
  uk: ['Від', 'Надіслано', 'Кому', 'Тема'],
  el: ['Από', 'Στάλθηκε', 'Προς', 'Θέμα'],
  he: ['מאת', 'נשלח', 'אל', 'נושא'],
  ar: ['من', 'تاريخ الإرسال', 'إلى', 'الموضوع'],
  ja: ['差出人', '送信日時', '宛先', '件名'],
  ko: ['보낸 사람', '보낸 날짜', '받는 사람', '제목'],
  zh: ['发件人', '发送时间', '收件人', '主题'],
};

export const TEXT_STYLES: readonly Style[] = [
  ...Object.entries(ATTRIBUTIONS).map(([language, head]) => above(`Gmail in ${language}`, head)),
  ...Object.entries(HEADS).map(([language, labels]) => above(`Outlook in ${language}`, headers(labels, '24.11.2026 10:00'), bare)),
  above('mutt', `On Tue, Nov 24, 2026 at 10:00:00AM +0100, Olivia Park via Countersign wrote:`),
  plain(
    'mutt, below',
    (answer, ours) => `On Tue, Nov 24, 2026 at 10:00:00AM +0100, Olivia Park via Countersign wrote:\n${prefixed(ours)}\n\n${answer}`,
  ),
  plain('pine', (answer, ours) => `On Tue, 24 Nov 2026, Olivia Park via Countersign wrote:\n\n${prefixed(ours)}\n\n${answer}`),
  plain('no head, prefixed', (answer, ours) => `${answer}\n\n${prefixed(ours)}`),
  plain('no head, pipes', (answer, ours) => `${answer}\n\n${prefixed(ours, '| ')}`),
  plain('no head, prefixed, below', (answer, ours) => `${prefixed(ours)}\n\n${answer}`),
  plain('no head, nothing but our text', (answer, ours) => `${answer}\n\n${ours}`),
  plain('our text, the answer below', (answer, ours) => `${ours}\n\n${answer}`),
  plain('between the lines', (answer, ours) => {
    const at = ours.indexOf('- To decline');
    return `On Tue, 24 Nov 2026 at 10:00, ${WHO} wrote:\n${prefixed(ours.slice(0, at).trimEnd())}\n\n${answer}\n\n${prefixed(ours.slice(at))}`;
  }),
  plain('rewrapped by a gateway', (answer, ours) => `${answer}\n\n${ours.replace(/(.{1,60})(?: |$)/gm, '$1\n')}`),
  plain(
    'without our first line',
    (answer, ours) => `${answer}\n\nOn 24 Nov 2026 at 10:00, ${WHO} wrote:\n${prefixed(ours.split('\n').slice(2).join('\n'))}`,
  ),
  plain(
    'a disclaimer below the answer',
    (answer, ours) => `${answer}\n\n${DISCLAIMERS.en}\n\n${headers(['From', 'Sent', 'To', 'Subject'])}\n\n${ours}`,
  ),
  plain(
    'a German disclaimer at the end',
    (answer, ours) => `${answer}\n\nAm 24.11.2026 um 10:00 schrieb ${WHO}:\n${prefixed(ours)}\n\n${DISCLAIMERS.de}`,
  ),
  plain('a French disclaimer', (answer) => `${answer}\n\n${DISCLAIMERS.fr}`),
  plain(
    'a warning of the organisation on top of the quotation',
    (answer, ours) =>
      `${answer}\n\n${headers(['From', 'Sent', 'To', 'Subject'])}\n\n[EXTERNAL] This message originated from outside of your organisation.\n\n${ours}`,
  ),
  plain('carriage returns', (answer, ours) =>
    `${answer}\n\nOn 24 Nov 2026 at 10:00, ${WHO} wrote:\n${prefixed(ours)}`.replaceAll('\n', '\r\n'),
  ),
  plain('nothing quoted', (answer) => answer),
  plain('GroupWise', (answer, ours) => `${answer}\n\n>>> ${WHO} 11/24/26 10:00 AM >>>\n\n${ours}`),
  plain(
    'eM Client',
    (answer, ours) =>
      `${answer}\n\n------ Original Message ------\nFrom "Olivia Park via Countersign" <${FROM}>\nTo dana@fabrikam.test\nDate 24/11/2026 10:00:00\nSubject Mutual NDA\n\n${ours}`,
  ),
  plain('NetEase', (answer, ours) => `${answer}\n\nAt 2026-11-24 17:00:00, "Olivia Park via Countersign" <${FROM}> wrote:\n\n${ours}`),
  plain('a mark of its own', (answer, ours) => `${answer}\n\nOn 24 Nov 2026 at 10:00, ${WHO} wrote:\n${prefixed(ours, '» ')}`),
  plain(
    'a footer of the house',
    (answer, ours) => `${answer}\n\nFabrikam BV | KvK 12345678 | Amsterdam\n\n${headers(['From', 'Sent', 'To', 'Subject'])}\n\n${ours}`,
  ),
  plain(
    'a footer by law',
    (answer, ours) =>
      `${answer}\n\nFabrikam GmbH, Musterstraße 1, 10115 Berlin\nGeschäftsführer: Dana Ruiz\nAmtsgericht Charlottenburg, HRB 12345\n\nAm 24.11.2026 um 10:00 schrieb ${WHO}:\n${prefixed(ours)}`,
  ),
  plain(
    'a virus scanner',
    (answer, ours) =>
      `${answer}\n\n<https://www.avast.com/sig-email>\nVirus-free.www.avast.com\n<https://www.avast.com/sig-email>\n\nOn 24 Nov 2026 at 10:00, ${WHO} wrote:\n${prefixed(ours)}`,
  ),
];
