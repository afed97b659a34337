// How mail programs bring our own mail back under a reply: one function per program and language, written after what they send.

export type Mail = { readonly answer: string; readonly ours: string };
export type Style = { readonly name: string; readonly quote: (mail: Mail) => string };

export const FROM = 'sign@acme.in.countersign.example';
export const REPLY_TO = 'r-8w2kq0v7m3x9d5b1n6c4t8z2f0hj9aqd@acme.in.countersign.example';
const WHO = `Acme via Countersign <${FROM}>`;

const prefixed = (text: string, mark = '> '): string =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`.trimEnd())
    .join('\n');
const wrapped = (text: string, width: number): string =>
  text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'gm'), '$1\n').replace(/\n\n\n+/g, '\n\n');
const top =
  (head: string, body: (ours: string) => string = prefixed) =>
  ({ answer, ours }: Mail): string =>
    `${answer}\n\n${head}\n${body(ours)}`;
const plain = (text: string): string => text;
const withBlank = (text: string): string => `\n${prefixed(text)}`;
const outlook = (labels: readonly [string, string, string, string], when: string): string =>
  `${labels[0]}: ${WHO}\n${labels[1]}: ${when}\n${labels[2]}: Dana Ruiz <dana@fabrikam.example>\n${labels[3]}: Acme: Mutual NDA\n`;
const DISCLAIMER =
  'This e-mail and any attachments are confidential and intended solely for the addressee. If you have received this e-mail in error, please notify the sender and delete it.';

export const STYLES: readonly Style[] = [
  { name: 'gmail', quote: top(`On Mon, Jan 5, 2026 at 3:04 PM Acme via Countersign <\n${FROM}> wrote:`, withBlank) },
  { name: 'gmail, one line', quote: top(`On Mon, Jan 5, 2026 at 3:04 PM ${WHO} wrote:`, withBlank) },
  { name: 'gmail de', quote: top(`Am Mo., 5. Jan. 2026 um 15:04 Uhr schrieb Acme via Countersign <\n${FROM}>:`, withBlank) },
  { name: 'gmail fr', quote: top(`Le lun. 5 janv. 2026 à 15:04, Acme via Countersign <\n${FROM}> a écrit :`, withBlank) },
  { name: 'gmail es', quote: top(`El lun, 5 ene 2026 a las 15:04, ${WHO} escribió:`, withBlank) },
  { name: 'gmail it', quote: top(`Il giorno lun 5 gen 2026 alle ore 15:04 Acme via Countersign <\n${FROM}> ha scritto:`, withBlank) },
  { name: 'gmail nl', quote: top(`Op ma 5 jan 2026 om 15:04 schreef ${WHO}:`, withBlank) },
  { name: 'gmail pl', quote: top(`pon., 5 sty 2026 o 15:04 ${WHO} napisał(a):`, withBlank) },
  { name: 'gmail pt', quote: top(`Em seg., 5 de jan. de 2026 às 15:04, ${WHO} escreveu:`, withBlank) },
  { name: 'gmail sv', quote: top(`Den mån 5 jan. 2026 kl 15:04 skrev ${WHO}:`, withBlank) },
  { name: 'gmail ja', quote: top(`2026年1月5日(月) 15:04 ${WHO}:`, withBlank) },
  { name: 'gmail zh', quote: top(`Acme via Countersign <${FROM}> 于2026年1月5日周一 15:04写道：`, withBlank) },
  { name: 'gmail ko', quote: top(`2026년 1월 5일 (월) 오후 3:04, ${WHO}님이 작성:`, withBlank) },
  { name: 'gmail he', quote: top(`\u202Bבתאריך יום ב׳, 5 בינו׳ 2026 ב-15:04 מאת \u202A${WHO}\u202C\u200F:\u202C`, withBlank) },
  { name: 'apple mail', quote: top('On 5 Jan 2026, at 15:04, Acme via Countersign <sign@acme.in.countersign.example> wrote:', withBlank) },
  {
    name: 'ios',
    quote: ({ answer, ours }) => `${answer}\n\nSent from my iPhone\n\n> On 5 Jan 2026, at 15:04, ${WHO} wrote:\n> \n${prefixed(ours)}`,
  },
  {
    name: 'ios de',
    quote: ({ answer, ours }) =>
      `${answer}\n\nVon meinem iPhone gesendet\n\n> Am 05.01.2026 um 15:04 schrieb ${WHO}:\n> \n${prefixed(ours)}`,
  },
  {
    name: 'ios fr',
    quote: ({ answer, ours }) => `${answer}\n\nEnvoyé de mon iPhone\n\n> Le 5 janv. 2026 à 15:04, ${WHO} a écrit :\n> \n${prefixed(ours)}`,
  },
  { name: 'thunderbird', quote: top('On 05/01/2026 15:04, Acme via Countersign wrote:') },
  { name: 'thunderbird de', quote: top('Am 05.01.26 um 15:04 schrieb Acme via Countersign:') },
  { name: 'thunderbird wrapped', quote: top('On 05/01/2026 15:04, Acme via Countersign wrote:', (ours) => prefixed(wrapped(ours, 60))) },
  { name: 'yahoo', quote: top(`On Monday, January 5, 2026 at 03:04:00 PM GMT+1, ${WHO} wrote:  \n `, plain) },
  {
    name: 'outlook',
    quote: top(
      `\n________________________________\n${outlook(['From', 'Sent', 'To', 'Subject'], 'Monday, January 5, 2026 3:04 PM')}`,
      plain,
    ),
  },
  { name: 'outlook no rule', quote: top(outlook(['From', 'Sent', 'To', 'Subject'], 'Monday, January 5, 2026 3:04 PM'), plain) },
  {
    name: 'outlook bold',
    quote: top(outlook(['*From:*', '*Sent', '*To', '*Subject'], 'Monday, January 5, 2026 3:04 PM').replace('*From:*:', '*From:*'), plain),
  },
  { name: 'outlook de', quote: top(outlook(['Von', 'Gesendet', 'An', 'Betreff'], 'Montag, 5. Januar 2026 15:04'), plain) },
  { name: 'outlook fr', quote: top(outlook(['De ', 'Envoyé ', 'À ', 'Objet '], 'lundi 5 janvier 2026 15:04'), plain) },
  { name: 'outlook es', quote: top(outlook(['De', 'Enviado', 'Para', 'Asunto'], 'lunes, 5 de enero de 2026 15:04'), plain) },
  { name: 'outlook it', quote: top(outlook(['Da', 'Inviato', 'A', 'Oggetto'], 'lunedì 5 gennaio 2026 15:04'), plain) },
  { name: 'outlook nl', quote: top(outlook(['Van', 'Verzonden', 'Aan', 'Onderwerp'], 'maandag 5 januari 2026 15:04'), plain) },
  { name: 'outlook ja', quote: top(outlook(['差出人', '送信日時', '宛先', '件名'], '2026年1月5日 15:04'), plain) },
  { name: 'outlook zh', quote: top(outlook(['发件人', '发送时间', '收件人', '主题'], '2026年1月5日 15:04'), plain) },
  {
    name: 'outlook classic',
    quote: top(`-----Original Message-----\n${outlook(['From', 'Sent', 'To', 'Subject'], '05 January 2026 15:04')}`, plain),
  },
  {
    name: 'outlook classic de',
    quote: top(`-----Ursprüngliche Nachricht-----\n${outlook(['Von', 'Gesendet', 'An', 'Betreff'], '05.01.2026 15:04')}`, plain),
  },
  {
    name: 'outlook ios',
    quote: ({ answer, ours }) =>
      `${answer}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n${outlook(['From', 'Sent', 'To', 'Subject'], 'Monday, January 5, 2026 3:04:00 PM')}\n${ours}`,
  },
  {
    name: 'samsung',
    quote: ({ answer, ours }) =>
      `${answer}\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: ${WHO}\nDate: 05/01/2026 15:04 (GMT+01:00)\nTo: dana@fabrikam.example\nSubject: Acme: Mutual NDA\n\n${ours}`,
  },
  { name: 'zoho', quote: top(`---- On Mon, 05 Jan 2026 15:04:00 +0100 ${WHO} wrote ----`, plain) },
  {
    name: 'qq',
    quote: top(
      `------------------ 原始邮件 ------------------\n发件人: "Acme" <${FROM}>;\n发送时间: 2026年1月5日(星期一) 下午3:04\n收件人: "Dana"<dana@fabrikam.example>;\n主题: Acme: Mutual NDA\n`,
      plain,
    ),
  },
  {
    name: 'proton',
    quote: ({ answer, ours }) =>
      `${answer}\n\nSent with Proton Mail secure email.\n\nOn Monday, January 5th, 2026 at 3:04 PM, ${WHO} wrote:\n\n${prefixed(ours)}`,
  },
  { name: 'yandex', quote: top(`05.01.2026, 15:04, "Acme via Countersign" <${FROM}>:`, plain) },
  { name: 'mail.ru', quote: top(`Понедельник, 5 января 2026, 15:04 +03:00 от ${WHO}:\n`, prefixed) },
  { name: 'hungarian', quote: top(`Acme via Countersign <${FROM}> ezt írta (időpont: 2026. jan. 5., H, 15:04):`, withBlank) },
  { name: 'pipes', quote: top(`On Mon, 5 Jan 2026 at 15:04, ${WHO} wrote:`, (ours) => prefixed(ours, '| ')) },
  { name: 'no header', quote: ({ answer, ours }) => `${answer}\n\n${ours}` },
  { name: 'no header, wrapped', quote: ({ answer, ours }) => `${answer}\n\n${wrapped(ours, 72)}` },
  { name: 'nothing quoted', quote: ({ answer }) => answer },
  {
    name: 'crlf',
    quote: ({ answer, ours }) => `${answer}\n\nOn Mon, 5 Jan 2026 at 15:04, ${WHO} wrote:\n\n${prefixed(ours)}`.replaceAll('\n', '\r\n'),
  },
  { name: 'below', quote: ({ answer, ours }) => `On Mon, 5 Jan 2026 at 15:04, ${WHO} wrote:\n${prefixed(ours)}\n\n${answer}` },
  {
    name: 'below, unprefixed',
    quote: ({ answer, ours }) =>
      `From: ${WHO}\nSent: Monday, January 5, 2026 3:04 PM\nTo: dana@fabrikam.example\nSubject: Acme: Mutual NDA\n\n${ours}\n\n${answer}`,
  },
  {
    name: 'inline',
    quote: ({ answer, ours }) =>
      `On Mon, 5 Jan 2026 at 15:04, ${WHO} wrote:\n${prefixed(ours.slice(0, ours.indexOf('To decline')).trimEnd())}\n\n${answer}\n\n${prefixed(ours.slice(ours.indexOf('To decline')))}`,
  },
  {
    name: 'disclaimer at the end',
    quote: ({ answer, ours }) => `${answer}\n\nOn Mon, 5 Jan 2026 at 15:04, ${WHO} wrote:\n\n${prefixed(ours)}\n\n${DISCLAIMER}`,
  },
  {
    name: 'disclaimer below the answer',
    quote: ({ answer, ours }) =>
      `${answer}\n\n${DISCLAIMER}\n\n${outlook(['From', 'Sent', 'To', 'Subject'], '5 January 2026 15:04')}\n${ours}`,
  },
  { name: 'reply address in the header', quote: top(`From: Acme via Countersign\nKelle: ${REPLY_TO}\n`, plain) },
  {
    name: 'links rewritten',
    quote: ({ answer, ours }) =>
      `${answer}\n\n${outlook(['From', 'Sent', 'To', 'Subject'], '5 January 2026 15:04')}\n${ours.replace(/https:\S+/, 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample&data=05')}`,
  },
  {
    name: 'header lines without colons',
    quote: top(
      `------ Original Message ------\nFrom "Acme via Countersign" <${FROM}>\nTo dana@fabrikam.example\nDate 05/01/2026 15:04:00\n`,
      plain,
    ),
  },
  { name: 'groupwise', quote: top(`>>> ${WHO} 01/05/26 3:04 PM >>>`, plain) },
  { name: 'vietnamese', quote: top(`Vào Th 2, 5 thg 1, 2026 vào lúc 15:04 ${WHO} đã viết:`, withBlank) },
  { name: 'croatian', quote: top(`pon, 5. sij 2026. u 15:04 ${WHO} napisao je:`, withBlank) },
  ...['» ', '}', ': ', '* ', '    '].map((mark) => ({
    name: `quoted by ${JSON.stringify(mark)}`,
    quote: top(`On 5 Jan 2026 at 15:04, ${WHO} wrote:`, (ours) => prefixed(ours, mark)),
  })),
  { name: 'by a strange mark and no head', quote: ({ answer, ours }) => `${answer}\n\n${prefixed(ours, '} ')}` },
];
