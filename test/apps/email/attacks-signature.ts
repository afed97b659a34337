// Mails whose signatures prove something, only not that this person's mail system sent exactly this: each row of what the library itself
// still calls a pass, or what a forwarder vouches for.
import { domainToASCII } from 'node:url';
import { GOOD_IP, sealed, sign, signedMail, tampered, unsignedMail } from '#test/support/mail.ts';
import { dana, type Attack } from './attacks.ts';
import { DANA } from './kit.ts';

const LOOK_ALIKE = domainToASCII('f\u0430brikam.test');

export const SIGNATURE_ATTACKS: readonly Attack[] = [
  {
    name: 'a signature with l= even where it covers the whole text, since anything may be added',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await dana(address, { signing: { coversOnly: 1_000_000 } }) }),
  },
  {
    name: 'a key of 512 bits',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await dana(address, { signing: { selector: 'rsa512', key: 'rsa512' } }) }),
  },
  {
    name: 'a key that is not published',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await dana(address, { signing: { selector: 'gone' } }) }),
  },
  {
    name: 'a list that adds a line and signs anew',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: await sign(
        tampered(await dana(address), (text) => `${text}-- \r\nSent through the list of evil.test\r\n`),
        { domain: 'evil.test' },
      ),
    }),
  },
  {
    name: 'a forwarder that changes the text and vouches for it (ARC)',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: await sealed(
        tampered(await dana(address, { text: 'I do not sign' }), (text) => text.replace('I do not sign', 'I SIGN')),
        'forwarder.test',
      ),
    }),
  },
  {
    name: 'an unsigned mail that a forwarder vouches for (ARC)',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await sealed(await unsignedMail({ from: DANA, to: address, text: 'I SIGN' }), 'forwarder.test') }),
  },
  {
    name: 'a forged Received line that names the right server',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: await unsignedMail({
        from: DANA,
        to: address,
        text: 'I SIGN',
        headers: { Received: `from mail.fabrikam.test (mail.fabrikam.test [${GOOD_IP}]) by in.countersign.test with ESMTPS id 1` },
      }),
      remoteIp: '203.0.113.66',
    }),
  },
  {
    name: 'a forged verdict (Authentication-Results, X-SES-…)',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: await unsignedMail({
        from: DANA,
        to: address,
        text: 'I SIGN',
        headers: {
          'Authentication-Results': 'in.countersign.test; dkim=pass header.d=fabrikam.test; dmarc=pass',
          'X-SES-Spam-Verdict': 'PASS',
        },
      }),
    }),
  },
  {
    name: 'a domain that only looks the same, as its registrar writes it (punycode)',
    said: 'wrong-person',
    make: async ({ address }) => ({ raw: await signedMail({ from: `dana@${LOOK_ALIKE}`, to: address, text: 'I SIGN' }) }),
  },
  {
    name: 'another mailbox of the same domain, with the person’s name',
    said: 'wrong-person',
    make: async ({ address }) => ({ raw: await signedMail({ from: 'Dana Ruiz <dana+x@fabrikam.test>', to: address, text: 'I SIGN' }) }),
  },
  {
    name: 'a mail on behalf of the person, by someone of their own domain',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await dana(address, { headers: { Sender: '"Dana Ruiz" <bob@fabrikam.test>' } }) }),
  },
  {
    name: 'an address of ours as its From',
    said: 'nothing',
    make: async ({ address }) => ({ raw: await signedMail({ from: 'dana@in.countersign.test', to: address, text: 'I SIGN' }) }),
  },
];
