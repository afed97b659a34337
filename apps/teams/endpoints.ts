// Where Microsoft's side of a bot is: the public cloud, the government's, or stand-ins on this machine. All are given to the kit together,
// since one alone changes how it takes the others.

export type Endpoints = {
  /** The only issuer whose tokens are believed. */
  readonly channelIssuer: string;
  readonly channelMetadataUrl: string;
  readonly loginUrl: string;
  readonly oauthScope: string;
  readonly oauthUrl: string;
  readonly callerId: string;
  /** Where answers may be sent: origins of the connector. */
  readonly serviceOrigins: readonly string[];
  /** Where files may be fetched: whole origins, or `*.` and a domain over https. */
  readonly fileOrigins: readonly string[];
};

export const PUBLIC_CLOUD: Endpoints = {
  channelIssuer: 'https://api.botframework.com',
  channelMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  loginUrl: 'https://login.microsoftonline.com/botframework.com',
  oauthScope: 'https://api.botframework.com',
  oauthUrl: 'https://api.botframework.com',
  callerId: 'urn:botframework:azure',
  // GCC is served by the public cloud, from a host of its own.
  serviceOrigins: ['https://smba.trafficmanager.net', 'https://smba.infra.gcc.teams.microsoft.com'],
  fileOrigins: ['*.sharepoint.com', '*.svc.ms'],
};

export const US_GOVERNMENT: Endpoints = {
  channelIssuer: 'https://api.botframework.us',
  channelMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  loginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
  oauthScope: 'https://api.botframework.us',
  oauthUrl: 'https://api.botframework.azure.us',
  callerId: 'urn:botframework:azureusgov',
  serviceOrigins: ['https://smba.infra.gov.teams.microsoft.us', 'https://smba.infra.dod.teams.microsoft.us'],
  fileOrigins: ['*.sharepoint.us', '*.sharepoint-mil.us'],
};

/** @param metadataUrl of a local issuer; `origins` of local connectors */
export function standIns({ metadataUrl, origins }: { metadataUrl: string; origins: readonly string[] }): Endpoints {
  const { origin } = new URL(metadataUrl);
  return {
    ...PUBLIC_CLOUD,
    channelMetadataUrl: metadataUrl,
    loginUrl: origin,
    oauthUrl: origin,
    serviceOrigins: origins,
    fileOrigins: origins,
  };
}

export function isServiceUrl({ serviceOrigins }: Endpoints, url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.username === '' && parsed.password === '' && serviceOrigins.includes(parsed.origin);
}

export function isFileUrl({ fileOrigins }: Endpoints, url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return fileOrigins.some((allowed) =>
    allowed.startsWith('*.')
      ? parsed.protocol === 'https:' && parsed.port === '' && parsed.hostname.endsWith(allowed.slice(1))
      : parsed.origin === allowed,
  );
}
