// Signatures that other people's software made: each gets its own verdict, and old kinds are called what they are.
import { describe, expect, it } from 'vitest';
import { checkSeal } from '#apps/sealer/check-seal.ts';
import { foreignSigned, type Foreign } from '../../support/foreign-signature.ts';
import { flipped, positionOf } from '../../support/pdf.ts';

const check = (file: Uint8Array) => checkSeal(file, []);

const KINDS: readonly (readonly [string, Foreign])[] = [
  ['RSA with SHA-1', { hash: 'SHA-1' }],
  ['RSA with SHA-256', {}],
  ['RSA with SHA-384', { hash: 'SHA-384' }],
  ['RSA with SHA-512', { hash: 'SHA-512' }],
  ['RSA-PSS', { key: 'RSA-PSS' }],
  ['RSA-PSS with SHA-512', { key: 'RSA-PSS', hash: 'SHA-512' }],
  ['ECDSA', { key: 'ECDSA' }],
  ['ECDSA with SHA-384', { key: 'ECDSA', hash: 'SHA-384' }],
  ['lengths left open (BER)', { isBer: true }],
  ['adbe.pkcs7.sha1', { kind: 'adbe.pkcs7.sha1' }],
  ['adbe.x509.rsa_sha1', { kind: 'adbe.x509.rsa_sha1', hash: 'SHA-1' }],
];

describe('a signature of somebody else', () => {
  it.each(KINDS)('is valid, and is changed once a byte that it covers is: %s', async (_, how) => {
    const file = await foreignSigned(how);
    expect((await check(file)).signatures).toMatchObject([
      { verdict: 'valid', signer: 'Dana Fabrikam', kind: how.kind ?? 'adbe.pkcs7.detached', coverage: 'whole-file', faults: [] },
    ]);
    const { signatures, intact } = await check(flipped(file, positionOf(file, 'agreed')));
    expect(signatures).toMatchObject([{ verdict: 'changed' }]);
    expect(intact).toBe(false);
  });

  it.each<[string, Foreign]>([
    ['adbe.pkcs7.sha1', { kind: 'adbe.pkcs7.sha1' }],
    ['adbe.x509.rsa_sha1', { kind: 'adbe.x509.rsa_sha1', hash: 'SHA-1' }],
  ])('of the old kind %s is said to rest on SHA-1', async (kind, how) => {
    const [signature] = (await check(await foreignSigned(how))).signatures;
    expect(signature?.note).toContain(kind);
    expect(signature?.note).toContain('SHA-1');
  });

  it('of a newer kind carries no such note', async () => {
    expect((await check(await foreignSigned())).signatures).toMatchObject([{ note: null }]);
  });

  it('whose algorithm is not known here is neither valid nor changed', async () => {
    // SHA-256 becomes SHA3-256 by its last digit.
    const text = Buffer.from(await foreignSigned())
      .toString('latin1')
      .replaceAll('608648016503040201', '608648016503040208');
    const { signatures, intact, why } = await check(Buffer.from(text, 'latin1'));
    expect(signatures).toMatchObject([{ verdict: 'unknown-algorithm' }]);
    expect(intact).toBe(false);
    expect(why).toContain('algorithm');
  });

  it('that cannot be read says so', async () => {
    const file = await foreignSigned();
    const { signatures } = await check(flipped(file, positionOf(file, '/Contents <') + '/Contents <'.length));
    expect(signatures).toMatchObject([{ verdict: 'unreadable' }]);
  });

  it('may hold over what it covers and still leave something out: its coverage is faulty, and the file is not intact', async () => {
    expect(await check(await foreignSigned({ isLoose: true }))).toMatchObject({
      intact: false,
      coversWholeFile: false,
      why: expect.stringContaining('leaves out more than itself'),
      signatures: [{ coverage: 'faulty', verdict: 'valid', trust: 'unknown-issuer' }],
    });
  });

  it('is told of beside all others, each with its own verdict', async () => {
    const first = await foreignSigned();
    const both = Buffer.concat([first, Buffer.from('1 0 obj\n<</ByteRange [0 4 2 1] /Contents <00>>>\nendobj\n')]);
    const { signatures, why } = await check(both);
    expect(signatures.map(({ verdict }) => verdict).toSorted()).toEqual(['unreadable', 'valid']);
    expect(why).not.toBeNull();
  });
});
