// botbuilder as we set it up: every endpoint given, every token but the channel's refused, no retries of its own.
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { connectorHttp } from './connector-http.ts';
import type { TeamsSettings } from './settings.ts';

export type Kit = { readonly authentication: ConfigurationBotFrameworkAuthentication; readonly adapter: CloudAdapter };
type Credentials = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

export function kitFor(settings: TeamsSettings): Kit {
  const { endpoints, appId, appTenant } = settings;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: appTenant,
      ValidateAuthority: settings.bearer === undefined,
      ToChannelFromBotLoginUrl: endpoints.loginUrl,
      ToChannelFromBotOAuthScope: endpoints.oauthScope,
      ToBotFromChannelTokenIssuer: endpoints.channelIssuer,
      OAuthUrl: endpoints.oauthUrl,
      ToBotFromChannelOpenIdMetadataUrl: endpoints.channelMetadataUrl,
      // The emulator's path takes tokens of any Entra tenant. With the channel's keys in the place of Entra's, none of them verifies.
      ToBotFromEmulatorOpenIdMetadataUrl: endpoints.channelMetadataUrl,
      CallerId: endpoints.callerId,
    },
    credentialsFor(settings),
    { requiredEndorsements: ['msteams'], validateClaims: async (claims) => onlyTheChannel(claims, endpoints.channelIssuer) },
    undefined,
    { httpClient: connectorHttp() },
  );
  const adapter = new CloudAdapter(authentication);
  // What goes wrong in a turn is for whoever asked for it, never for the conversation.
  adapter.onTurnError = async (_context, fault) => {
    throw fault;
  };
  return { authentication, adapter };
}

function credentialsFor({ appId, appPassword, appTenant, bearer, anonymous = false }: TeamsSettings): Credentials {
  if (bearer === undefined && !anonymous) {
    return new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: appId,
      MicrosoftAppPassword: appPassword,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: appTenant,
    });
  }
  return {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => anonymous,
    createCredentials: async () => ({
      async signRequest(request) {
        if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
        return request;
      },
    }),
  };
}

type Claims = readonly { readonly type: string; readonly value: string }[];

/** Once more after the signature was checked, whichever way the kit took. */
function onlyTheChannel(claims: Claims, issuer: string): void {
  const issuers = claims.filter(({ type }) => type === 'iss').map(({ value }) => value);
  if (issuers.length !== 1 || issuers[0] !== issuer)
    throw Object.assign(new Error('The token is not from the channel.'), { statusCode: 401 });
}
