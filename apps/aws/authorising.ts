// Whose token a program reads with. What it may read follows from the answer alone: the read API builds its keys from it.
import { createHash } from 'node:crypto';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import type { TenantId } from '#core/ids.ts';
import type { ApiTokens } from '#stores/api-tokens.ts';

type Parts = { readonly tokens: Pick<ApiTokens, 'find'>; readonly shares: readonly string[] };
type Asked = Pick<APIGatewayTokenAuthorizerEvent, 'authorizationToken' | 'methodArn'>;

/** API Gateway takes this word, and no other, for 401. */
const UNAUTHORIZED = 'Unauthorized';

export function authorising({ tokens, shares }: Parts): (asked: Asked) => Promise<APIGatewayAuthorizerResult> {
  return async ({ authorizationToken, methodArn }) => {
    const token = /^Bearer (\S+)$/.exec(authorizationToken)?.[1];
    const found = token === undefined ? undefined : await tokens.find(token);
    if (!found) throw new Error(UNAUTHORIZED);
    const { tenant, email } = found;
    const share = shareOf(tenant, shares);
    return {
      // An address of a person has no place in what API Gateway writes of an error.
      principalId: tenant,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: everyRead(methodArn) }],
      },
      context: { tenant, email: email.toLowerCase() },
      ...(share !== undefined && { usageIdentifierKey: share }),
    };
  };
}

/** Always the same one of a tenant. */
function shareOf(tenant: TenantId, shares: readonly string[]): string | undefined {
  const number = createHash('sha256').update(tenant).digest().readUInt32BE();
  return shares[number % shares.length];
}

/** The answer is kept for the token, whatever it asks for next. `arn:…:API/STAGE/GET/mine` is where it came from. */
function everyRead(methodArn: string): string {
  const [api = '', stage = ''] = methodArn.split('/');
  return `${api}/${stage}/GET/*`;
}
