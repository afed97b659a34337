// How long the seal certificate still holds.
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { daysLeft } from '#apps/aws/seal-certificate.ts';
import { issue, type Issued } from '../../support/test-pki.ts';

const pem = (...all: readonly Issued[]) => all.map(({ der }) => new X509Certificate(der).toString()).join('');
const now = Date.parse('2026-11-25T12:00:00Z');
const until = (to: string) => new Date(`${to}T12:00:00Z`);

describe('days left', () => {
  const issuer = issue({ name: 'issuer', isCa: true });
  const seal = issue({ name: 'seal', by: issuer, to: until('2027-01-04') });

  it('are those of the seal certificate', () => {
    expect(daysLeft(pem(seal, issuer), now)).toBe(40);
  });

  it('are whole: the last day counts when it is over only', () => {
    expect(daysLeft(pem(seal), now + 1000)).toBe(39);
  });

  it('are those of an issuer that ends sooner', () => {
    const brief = issue({ name: 'brief', isCa: true, to: until('2026-12-05') });
    expect(daysLeft(pem(issue({ name: 'seal', by: brief, to: until('2027-01-04') }), brief), now)).toBe(10);
  });

  it('are below zero once it has ended', () => {
    expect(daysLeft(pem(issue({ name: 'seal', to: until('2026-11-23') })), now)).toBe(-2);
  });

  it('are not known where there is no certificate', () => {
    expect(daysLeft('', now)).toBeUndefined();
  });
});
