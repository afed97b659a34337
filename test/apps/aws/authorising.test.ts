// Who may read by the API: whoever holds a token that is good, as the person whose it is, and nobody else.
import { describe, expect, it } from 'vitest';
import { authorising } from '#apps/aws/authorising.ts';
import type { TenantId } from '#core/ids.ts';
import { plus } from '#core/time.ts';
import { apiTokens } from '#stores/api-tokens.ts';
import { T0, TENANT } from '../../support/build.ts';
import { storeKit } from '../../support/store-kit.ts';

const METHOD = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/v1/GET/envelopes/CS-00000-00000';
const SHARES = ['share-0', 'share-1', 'share-2'];

function office() {
  let now = T0;
  const tokens = apiTokens(storeKit().bare, { now: () => now });
  const ask = authorising({ tokens, shares: SHARES });
  return {
    tokens,
    make: async (tenant: string = TENANT, email = 'Olivia@northwind.test') =>
      tokens.make({ tenant: tenant as TenantId, email, expiresAt: plus(T0, { days: 90 }) }),
    ask: async (authorizationToken: string) => ask({ authorizationToken, methodArn: METHOD }),
    later: (days: number) => void (now = plus(T0, { days })),
  };
}

describe('the authoriser', () => {
  it('says whose a good token is, and lets it read every route, since its answer is kept', async () => {
    const { make, ask } = office();
    const { token } = await make();
    const answer = await ask(`Bearer ${token}`);
    expect(answer).toMatchObject({
      principalId: TENANT,
      context: { tenant: TENANT, email: 'olivia@northwind.test' },
      policyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-west-1:123456789012:abc123/v1/GET/*' },
        ],
      },
    });
    expect(JSON.stringify(answer)).not.toContain(token);
  });

  it.each([
    ['none', () => ''],
    ['one of another kind', (token: string) => `Basic ${token}`],
    ['one that nobody made', () => `Bearer cs_${'A'.repeat(43)}`],
    ['a good one with something behind it', (token: string) => `Bearer ${token} x`],
    ['a good one without its first letters', (token: string) => `Bearer ${token.slice(3)}`],
  ])('turns away %s', async (_, written) => {
    const { make, ask } = office();
    const { token } = await make();
    await expect(ask(written(token))).rejects.toThrow(/^Unauthorized$/);
  });

  it('turns away one that was ended, and one that is over', async () => {
    const { make, ask, tokens, later } = office();
    const [ended, over] = [await make(), await make()];
    await tokens.end(ended.id);
    await expect(ask(`Bearer ${ended.token}`)).rejects.toThrow('Unauthorized');
    await expect(ask(`Bearer ${over.token}`)).resolves.toMatchObject({ principalId: TENANT });
    later(91);
    await expect(ask(`Bearer ${over.token}`)).rejects.toThrow('Unauthorized');
  });

  it('counts a tenant always under the same share, and tenants under all of them', async () => {
    const { make, ask } = office();
    const shareOf = async (tenant: string) => (await ask(`Bearer ${(await make(tenant)).token}`)).usageIdentifierKey;
    expect(await shareOf('northwind')).toBe(await shareOf('northwind'));
    const used = await Promise.all(Array.from({ length: 40 }, async (_, at) => shareOf(`tenant-${at}`)));
    expect(new Set(used)).toEqual(new Set(SHARES));
  });
});
