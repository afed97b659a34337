// Domains that only look like the one that was meant.
import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtsAbout } from '#core/look-alike.ts';
import { labelAsSeen } from '#core/punycode.ts';

const known = ['northwind.example', 'acme.org', 'bücher.example'];
const doubts = (email: string, others: readonly string[] = []) => doubtsAbout(email, { known, others });

describe('a recipient’s domain', () => {
  it.each([
    'dana@fabrikam.example',
    'omar@northwind.example',
    'omar@mail.northwind.example',
    'omar@acme.com',
    'x@acmes.org.example',
    'ann@example',
  ])('%s raises no doubt', (email) => {
    expect(doubts(email, [email.split('@')[1] ?? '', 'contoso.example'])).toEqual([]);
  });

  it.each<readonly [email: string, said: RegExp]>([
    ['a@xn--nrthwind-nbh.example', /mixes Latin and Cyrillic letters/],
    ['a@xn--bcher-kva.test', /its domain is bücher\.test \(xn--bcher-kva\.test\), in letters beyond/],
    ['a@n0rthwind.example', /looks like northwind\.example and is another one/],
    ['a@northvvind.example', /looks like northwind\.example/],
    ['a@northwlnd.example', /looks like northwind\.example/],
    ['a@nothwind.example', /looks like northwind\.example/],
    ['a@northwinds.example', /looks like northwind\.example/],
    ['a@nrothwind.example', /looks like northwind\.example/],
    ['a@northwind.exanple', /looks like northwind\.example/],
    ['a@acrne.org', /looks like acme\.org/],
  ])('%s is pointed out', (email, said) => {
    expect(doubts(email).join('\n')).toMatch(said);
    expect(doubts(email)[0]).toMatch(/^Please check a@/);
  });

  it('is held against the others of the same request, by its looks only', () => {
    expect(doubts('a@fabrikarn.example', ['fabrikam.example'])[0]).toContain('looks like fabrikam.example');
    expect(doubts('a@acme-uk.example', ['acme-us.example'])).toEqual([]);
  });

  it('wholly in another alphabet that looks like ours is told with what it looks like', () => {
    // Cyrillic through and through.
    const seen = labelAsSeen('xn--80ak6aa92e');
    expect(seen).toBe('аррӏе');
    expect(doubtsAbout('a@xn--80ak6aa92e.com', { known: ['apple.com'], others: [] }).join('\n')).toContain('looks like apple.com');
  });
});

describe('punycode', () => {
  it('reads labels as the platform does', () => {
    for (const label of [
      'xn--bcher-kva',
      'xn--mnchen-3ya',
      'xn--80ak6aa92e',
      'xn--fiqs8s',
      'xn--p1ai',
      'xn--mgbh0fb',
      'xn--n3h',
      'plain',
    ]) {
      expect(labelAsSeen(label)).toBe(domainToUnicode(label));
    }
  });

  it('leaves what is spelt wrongly as it is, and ends for anything', () => {
    for (const label of ['xn--a!', 'xn--99999999', 'xn--a-']) expect(labelAsSeen(label)).toSatisfy((seen) => typeof seen === 'string');
    for (const label of ['xn--a!', 'xn--999999b', 'xn--99']) expect(labelAsSeen(label)).toBe(label);
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9-]{0,60}$/), (rest) => labelAsSeen(`xn--${rest}`).length >= 0));
  });
});
