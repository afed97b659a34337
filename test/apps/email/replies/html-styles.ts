// Mail programs that send a formatted part, mostly with a plain twin: written after the markup that each of them produces.
import { escapeHtml } from '#apps/clean-text.ts';
import { FROM, REPLY_TO, WHO, type Request, type Style, type Written } from './our-request.ts';

type Html = { readonly lines: string; readonly ours: string; readonly request: Request };
type Program = {
  readonly name: string;
  readonly html: (mail: Html) => string;
  /** Its plain twin; none where the program sends none. */
  readonly text?: (answer: string, ours: string) => string;
  /** How it writes one line of the answer. */
  readonly line?: (line: string) => string;
};

const DATE = 'Tue, Nov 24, 2026 at 10:00 AM';
const divs = (line: string): string => (line === '' ? '<div><br></div>' : `<div>${line}</div>`);
const paragraphs = (line: string): string => `<p class="MsoNormal">${line === '' ? '&nbsp;' : line}<o:p></o:p></p>`;
const breaks = (line: string): string => `${line}<br>\n`;

export const prefixed = (text: string, mark = '> '): string => text.replace(/^/gm, mark).replace(/ +$/gm, '');
export const headers = (labels: readonly string[], when = 'Tuesday, November 24, 2026 10:00 AM'): string =>
  [WHO, when, 'Dana Ruiz <dana@fabrikam.test>', 'Olivia Park asks you to sign: Mutual NDA']
    .map((value, at) => `${labels[at]}: ${value}`)
    .join('\n');
const wrote = `On ${DATE} ${WHO} wrote:`;
const gmailText = (answer: string, ours: string): string =>
  `${answer}\n\nOn ${DATE} Olivia Park via Countersign <\n${FROM}> wrote:\n\n${prefixed(ours)}`;
const outlookText = (answer: string, ours: string): string =>
  `${answer}\n\n________________________________\n${headers(['From', 'Sent', 'To', 'Subject'])}\n\n${ours.replace(/(https:\S+)/, '$1<$1>')}`;
const headerBlock = headers(['From', 'Sent', 'To', 'Subject'])
  .split('\n')
  .map((line) => escapeHtml(line).replace(/^([^:]+:)/, '<b>$1</b>'))
  .join('<br>');
const page = (body: string, head = ''): string =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">${head}</head><body>${body}</body></html>`;
const WORD_RULES = '<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;} --></style>';

const PROGRAMS: readonly Program[] = [
  {
    name: 'Gmail',
    text: gmailText,
    html: ({ lines, ours }) =>
      `<div dir="ltr">${lines}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escapeHtml(wrote)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${ours}</blockquote></div>`,
  },
  {
    name: 'Gmail with a signature',
    text: (answer, ours) => gmailText(`${answer}\n\n-- \nDana Ruiz\nHead of Legal\nFabrikam BV`, ours),
    html: ({ lines, ours }) =>
      `<div dir="ltr">${lines}<div><br clear="all"></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div>Dana Ruiz</div><div>Head of Legal</div><div>Fabrikam BV</div></div></div><br><div class="gmail_quote"><div class="gmail_attr">${escapeHtml(wrote)}</div><blockquote class="gmail_quote">${ours}</blockquote></div>`,
  },
  {
    name: 'Gmail, trimmed quotation',
    text: (answer) => answer,
    html: ({ lines }) => `<div dir="ltr">${lines}</div>`,
  },
  {
    name: 'Outlook 365',
    line: paragraphs,
    text: outlookText,
    html: ({ lines, ours }) =>
      page(
        `<div class="WordSection1">${lines}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${headerBlock}</p></div>${ours}</div>`,
        WORD_RULES,
      ),
  },
  {
    name: 'Outlook classic, no rule above the headers',
    line: paragraphs,
    text: (answer, ours) => `${answer}\n\n-----Original Message-----\n${headers(['From', 'Sent', 'To', 'Subject'])}\n\n${ours}`,
    html: ({ lines, ours }) => page(`<div class="WordSection1">${lines}<p class="MsoNormal">${headerBlock}</p>${ours}</div>`, WORD_RULES),
  },
  {
    name: 'Outlook on the web',
    text: outlookText,
    html: ({ lines, ours }) =>
      page(
        `<div class="elementToProof" style="font-family: Aptos; font-size: 12pt; color: rgb(0, 0, 0);">${lines}</div><div id="appendonsend"></div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000">${headerBlock}</font><div>&nbsp;</div></div>${ours}`,
        '<style type="text/css" style="display:none"> P {margin-top:0;margin-bottom:0;} </style>',
      ),
  },
  {
    name: 'new Outlook, its own container',
    text: outlookText,
    html: ({ lines, ours }) =>
      page(
        `<div>${lines}</div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message"><div style="border-top: 1pt solid rgb(181, 196, 223)">${headerBlock}</div>${ours}</div></div>`,
      ),
  },
  {
    name: 'Outlook for Mac',
    line: paragraphs,
    text: outlookText,
    html: ({ lines, ours }) =>
      page(
        `<div class="WordSection1">${lines}<div id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${headerBlock}</p></div>${ours}</div></div></div>`,
        WORD_RULES,
      ),
  },
  {
    name: 'Outlook for iOS',
    text: (answer, ours) => outlookText(`${answer}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>`, ours),
    html: ({ lines, ours }) =>
      page(
        `<div dir="ltr">${lines}</div><div id="ms-outlook-mobile-body-separator-line"><br></div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${headerBlock}</div>${ours}`,
      ),
  },
  {
    name: 'Outlook with rewritten links',
    line: paragraphs,
    text: (answer, ours) =>
      outlookText(answer, ours).replace(
        /https:\S+/g,
        'https://emea01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsign&data=05%7C02',
      ),
    html: ({ lines, ours }) =>
      page(
        `${lines}<div style="border-top:solid #E1E1E1 1.0pt">${headerBlock}</div>${ours.replace(/https:[^"]+/g, 'https://emea01.safelinks.protection.outlook.com/?url=x')}`,
        WORD_RULES,
      ),
  },
  {
    name: 'Apple Mail',
    text: (answer, ours) => `${answer}\n\n> On 24 Nov 2026, at 10:00, ${WHO} wrote:\n> \n${prefixed(ours)}`,
    html: ({ lines, ours }) =>
      page(
        `${lines}<div><br><blockquote type="cite"><div>On 24 Nov 2026, at 10:00, ${escapeHtml(WHO)} wrote:</div><br class="Apple-interchange-newline"><div>${ours}</div></blockquote></div><br>`,
      ),
  },
  {
    name: 'iPhone',
    text: (answer, ours) => `${answer}\n\nSent from my iPhone\n\n> On 24 Nov 2026, at 10:00, ${WHO} wrote:\n> \n> ﻿\n${prefixed(ours)}`,
    html: ({ lines, ours }) =>
      page(
        `${lines}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On 24 Nov 2026, at 10:00, ${escapeHtml(WHO)} wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">﻿${ours}</div></blockquote>`,
      ),
  },
  {
    name: 'Yahoo',
    text: (answer, ours) =>
      ` ${answer.replaceAll('\n', '\n ')}\n    On Tuesday, November 24, 2026 at 10:00:00 AM GMT+1, ${WHO} wrote:  \n \n ${ours}  `,
    html: ({ lines, ours }) =>
      `<html><head></head><body><div class="ydp1yahoo-style-wrap"><div></div>${lines}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>On Tuesday, November 24, 2026 at 10:00:00 AM GMT+1, ${escapeHtml(WHO)} wrote:</div>${ours}</div></div></body></html>`,
  },
  {
    name: 'Thunderbird',
    text: (answer, ours) => `${answer}\n\nOn 24/11/2026 10:00, Olivia Park via Countersign wrote:\n${prefixed(ours)}`,
    html: ({ lines, ours }) =>
      page(
        `${lines}<div class="moz-cite-prefix">On 24/11/2026 10:00, Olivia Park via Countersign wrote:<br></div><blockquote type="cite" cite="mid:x@in.countersign.test">${ours}</blockquote><br>`,
      ),
  },
  {
    name: 'Thunderbird, below the quotation',
    text: (answer, ours) => `Am 24.11.26 um 10:00 schrieb Olivia Park via Countersign:\n${prefixed(ours)}\n\n${answer}`,
    html: ({ lines, ours }) =>
      page(
        `<div class="moz-cite-prefix">Am 24.11.26 um 10:00 schrieb Olivia Park via Countersign:<br></div><blockquote type="cite">${ours}</blockquote><p>${lines}</p>`,
      ),
  },
  {
    name: 'Samsung',
    text: (answer, ours) =>
      `${answer}\nSent from my Galaxy\n\n-------- Original message --------\nFrom: ${WHO} \nDate: 24/11/2026  10:00  (GMT+01:00) \nTo: dana@fabrikam.test \nSubject: Olivia Park asks you to sign: Mutual NDA \n\n${ours}`,
    html: ({ lines, ours }) =>
      page(
        `${lines}<div><br></div><div id="composer_signature" dir="auto">Sent from my Galaxy</div><div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- Original message --------</div><div>From: ${escapeHtml(WHO)} </div><div>Date: 24/11/2026  10:00  (GMT+01:00) </div><div>To: dana@fabrikam.test </div><div>Subject: Olivia Park asks you to sign: Mutual NDA </div><div><br></div></div>${ours}`,
      ),
  },
  {
    name: 'Zoho',
    text: (answer, ours) => `${answer}\n\n\n\n---- On Tue, 24 Nov 2026 10:00:00 +0100 ${WHO} wrote ---\n\n${ours}`,
    html: ({ lines, ours }) =>
      `<div style="font-family: Verdana; font-size: 10pt;">${lines}</div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204)"><br></div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Tue, 24 Nov 2026 10:00:00 +0100 <b>${escapeHtml(WHO)}</b> wrote ---<br></div><blockquote id="blockquote_zmail">${ours}</blockquote></div>`,
  },
  {
    name: 'Proton',
    text: (answer, ours) =>
      `${answer}\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email.\n\nOn Tuesday, November 24th, 2026 at 10:00 AM, ${WHO} wrote:\n\n${prefixed(ours)}`,
    html: ({ lines, ours }) =>
      `<div style="font-family: Arial; font-size: 14px;">${lines}</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/mail/home">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Tuesday, November 24th, 2026 at 10:00 AM, ${escapeHtml(WHO)} wrote:<br><blockquote class="protonmail_quote" type="cite">${ours}</blockquote></div>`,
  },
  {
    name: 'Notes',
    text: (answer, ours) =>
      `${answer}\n\n\n\nFrom:\t"Olivia Park via Countersign" <${FROM}>\nTo:\tdana@fabrikam.test\nDate:\t24.11.2026 10:00\nSubject:\tOlivia Park asks you to sign: Mutual NDA\n\n\n\n${ours}`,
    html: ({ lines, ours }) =>
      `<span style="font-size:10pt;font-family:sans-serif">${lines}</span><br><br><br><span style="font-size:9pt;color:#5f5f5f">From: </span><span>"Olivia Park via Countersign" &lt;${FROM}&gt;</span><br><span>To: </span><span>dana@fabrikam.test</span><br><span>Date: </span><span>24.11.2026 10:00</span><br><span>Subject: </span><span>Olivia Park asks you to sign: Mutual NDA</span><br><hr noshade><br>${ours}`,
  },
  {
    name: 'QQ Mail',
    text: (answer, ours) =>
      `${answer}\n\n\n\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "Olivia Park via Countersign" <${FROM}>;\n发送时间: 2026年11月24日(星期二) 下午5:00\n收件人: "Dana Ruiz"<dana@fabrikam.test>;\n主题: Olivia Park asks you to sign: Mutual NDA\n\n\n\n${ours}`,
    html: ({ lines, ours }) =>
      `<div>${lines}</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"Olivia Park via Countersign" &lt;${FROM}&gt;;</div><div><b>发送时间:</b>&nbsp;2026年11月24日(星期二) 下午5:00</div><div><b>收件人:</b>&nbsp;"Dana Ruiz"&lt;dana@fabrikam.test&gt;;</div><div><b>主题:</b>&nbsp;Olivia Park asks you to sign: Mutual NDA</div></div><div><br></div>${ours}`,
  },
  {
    name: 'Foxmail',
    html: ({ lines, ours }) =>
      `<div style="font-size: 14px">${lines}</div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left"><blockquote style="margin-top: 0px"><div style="border:none;border-top:solid #B5C4DF 1.0pt"><div><b>发件人：</b>&nbsp;${escapeHtml(WHO)}</div><div><b>发送时间：</b>&nbsp;2026-11-24 17:00</div></div>${ours}</blockquote>`,
  },
  {
    name: 'Superhuman',
    text: (answer, ours) =>
      `${answer}\n\nSent via Superhuman ( https://sprh.mn/?vip=dana )\n\nOn Tue, Nov 24, 2026 at 10:00 AM, Olivia Park via Countersign < ${FROM} > wrote:\n\n${prefixed(ours)}`,
    html: ({ lines, ours }) =>
      page(
        `<div>${lines}</div><div class="sh-signature"><div>Sent via <a href="https://sprh.mn/?vip=dana">Superhuman</a></div></div><br><div class="gmail_quote">On Tue, Nov 24, 2026 at 10:00 AM, ${escapeHtml(WHO)} wrote:<blockquote class="gmail_quote">${ours}</blockquote></div>`,
      ),
  },
  {
    name: 'Spark',
    text: (answer, ours) => `${answer}\n\nSent via Spark\nOn 24 Nov 2026 at 10:00 +0100, ${WHO}, wrote:\n${prefixed(ours)}`,
    html: ({ lines, ours }) =>
      page(
        `<div name="messageBodySection"><div dir="auto">${lines}</div></div><div name="messageSignatureSection"><br><div>Sent via <a href="https://sparkmailapp.com">Spark</a></div></div><div name="messageReplySection">On 24 Nov 2026 at 10:00 +0100, ${escapeHtml(WHO)}, wrote:<br><blockquote type="cite" class="spark_quote" style="border-left: thin solid #1abc9c;">${ours}</blockquote></div>`,
      ),
  },
  {
    name: 'HEY',
    text: (answer, ours) =>
      `${answer}\n\nOn November 24, 2026, Olivia Park via Countersign <${FROM}> wrote:\n> ${ours.replaceAll('\n', '\n> ')}`,
    html: ({ lines, ours }) =>
      `<html><body><div class="trix-content">${lines}</div><br><br>On November 24, 2026, Olivia Park via Countersign &lt;${FROM}&gt; wrote:<br><blockquote>${ours}</blockquote></body></html>`,
  },
  {
    name: 'Front',
    html: ({ lines, ours }) =>
      `<div>${lines}</div><div class="front-signature"><div>Dana Ruiz</div><div>Head of Legal</div></div><div class="front-blockquote"><blockquote type="cite">On November 24, 2026 at 10:00 AM GMT+1 <a href="mailto:${FROM}">${FROM}</a> wrote:<br><br>${ours}</blockquote></div>`,
  },
  {
    name: 'K-9',
    text: (answer, ours) =>
      `${answer}\n\nOn 24 November 2026 10:00:00 CET, ${WHO} wrote:\n${prefixed(ours, '>')}\n\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.`,
    html: ({ lines, ours }) =>
      `<!DOCTYPE html><html><body><div dir="auto">${lines}</div><br><br><div class="gmail_quote"><div dir="auto">On 24 November 2026 10:00:00 CET, ${escapeHtml(WHO)} wrote:</div><blockquote class="gmail_quote">${ours}</blockquote></div><div dir="auto"><div class="k9mail-signature">-- <br>Sent from my Android device with K-9 Mail. Please excuse my brevity.</div></div></body></html>`,
  },
  {
    name: 'Outlook, the formatted part alone',
    line: paragraphs,
    html: ({ lines, ours }) =>
      page(
        `<div class="WordSection1">${lines}<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${headerBlock}</p></div>${ours}</div>`,
        WORD_RULES,
      ),
  },
  {
    name: 'Zimbra',
    text: (answer, ours) =>
      `${answer}\n\n----- Original Message -----\nFrom: ${WHO}\nTo: "dana" <dana@fabrikam.test>\nSent: Tuesday, November 24, 2026 10:00:00 AM\nSubject: Mutual NDA\n\n${ours}`,
    html: ({ lines, ours }) =>
      `<html><body><div style="font-family: arial">${lines}<div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>${escapeHtml(WHO)}<br><b>To: </b>dana<br><b>Sent: </b>Tuesday<br><b>Subject: </b>Mutual NDA<br></div><br><div data-marker="__QUOTED_TEXT__">${ours}</div></div></body></html>`,
  },
  {
    name: 'a gateway that sets its disclaimer right below the answer',
    html: ({ lines, ours }) =>
      page(
        `${lines}<div>Disclaimer</div><div>The information contained in this communication is confidential. It is intended solely for use by the recipient. If you are not the recipient, any disclosure is strictly prohibited</div><div style="border-top:solid #E1E1E1 1.0pt">${headerBlock}</div>${ours}`,
      ),
  },
  {
    name: 'a gateway that sets its disclaimer right above the answer',
    html: ({ lines, ours }) =>
      page(
        `<div>Hello,</div><div>This e-mail is confidential and intended solely for the addressee; if you received it in error, delete it</div>${lines}<div style="border-top:solid #E1E1E1 1.0pt">${headerBlock}</div>${ours}`,
      ),
  },
  {
    name: 'GMX',
    html: ({ lines, ours }) =>
      `<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;"><div>${lines}</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Dienstag, 24. November 2026 um 10:00 Uhr<br><b>Von:</b>&nbsp;"Olivia Park via Countersign" &lt;${FROM}&gt;<br><b>An:</b>&nbsp;dana@fabrikam.test<br><b>Betreff:</b>&nbsp;Mutual NDA</div>${ours}</div></div></div></body></html>`,
  },
  {
    name: 'AOL',
    html: ({ lines, ours }) =>
      `<div style="color:black;font: 12px arial">${lines}<br><br>-----Original Message-----<br>From: ${escapeHtml(WHO)}<br>To: dana@fabrikam.test<br>Sent: Tue, Nov 24, 2026 10:00 am<br>Subject: Mutual NDA<br><br>${ours}</div>`,
  },
  {
    name: 'a program that lays the answer out by breaks and quotes nothing',
    line: breaks,
    text: (answer) => answer,
    html: ({ lines }) => lines,
  },
  {
    name: 'our mail below, by no head at all',
    text: (answer, ours) => `${answer}\n\n${ours}`,
    html: ({ lines, ours }) => `<div>${lines}</div>${ours}`,
  },
  {
    name: 'our reply address in a head of an unknown language',
    text: (answer, ours) => `${answer}\n\nAlichukua: Olivia Park\nKwa: <${REPLY_TO}>\n\n${ours}`,
    html: ({ lines, ours }) => `<div>${lines}</div><div><br></div><div>Alichukua: Olivia Park<br>Kwa: &lt;${REPLY_TO}&gt;</div>${ours}`,
  },
];

export const HTML_STYLES: readonly Style[] = PROGRAMS.map(({ name, text, html, line = divs }) => ({
  name,
  write: (answer, request): Written => ({
    ...(text && { text: text(answer, request.text) }),
    html: html({
      lines: answer
        .split('\n')
        .map((one) => line(escapeHtml(one)))
        .join(''),
      ours: bodyOf(request.html),
      request,
    }),
  }),
}));

function bodyOf(html: string): string {
  return html.slice(html.indexOf('>', html.indexOf('<body')) + 1, html.indexOf('</body>'));
}
