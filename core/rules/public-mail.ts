// Mail domains at which anyone has an address: sharing one makes nobody a colleague.

const PUBLIC = new Set(
  (
    'aol.com fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hotmail.co.uk ' +
    'hotmail.com hotmail.de hotmail.fr icloud.com laposte.net libero.it live.com mac.com mail.com mail.ru me.com msn.com ' +
    'naver.com orange.fr outlook.com outlook.de pm.me posteo.de proton.me protonmail.com qq.com rediffmail.com t-online.de ' +
    'tutanota.com wanadoo.fr web.de yahoo.co.in yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.ru ymail.com zoho.com 163.com'
  ).split(' '),
);

/** @param domain lower-case */
export function isPublicMail(domain: string): boolean {
  return PUBLIC.has(domain);
}
