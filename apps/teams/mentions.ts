// People who are mentioned in a line are called what the conversation calls them (`29:…`), which means nothing elsewhere: each becomes
// their id in Entra, by which accounts are kept.
import type { ChatRequest } from '#apps/chat/request.ts';
import { addressed } from './identity.ts';
import { readPlace } from './place.ts';
import type { TeamsParts } from './teams-ports.ts';

const MENTION = /<@(29:[^<>|\n]+)(\|[^<>\n]*)?>/g;
const MOST = 50;

export async function withPeopleKnown({ ports, platform }: TeamsParts, request: ChatRequest): Promise<ChatRequest> {
  const { did, install } = request;
  const place = readPlace(request.place);
  if (!place) return request;
  platform.saw(place, request.user);
  if (did.kind === 'press') {
    // Who was picked is most likely met where the form was opened.
    for (const user of Object.values(did.inputs).flatMap((value) => (typeof value === 'string' ? [] : value))) platform.saw(place, user);
    return request;
  }
  const named = [...new Set(Array.from(did.text.matchAll(MENTION), ([, id = '']) => id))].slice(0, MOST);
  if (named.length === 0) return request;
  const installation = await ports.installations.get('teams', install);
  const address = installation && addressed(installation, place);
  const users = new Map<string, string>();
  for (const id of address ? named : []) {
    const user = address && (await ports.transport.member(address, id))?.aadObjectId?.toLowerCase();
    if (user === undefined) continue;
    platform.saw(place, user);
    users.set(id, user);
  }
  return {
    ...request,
    did: {
      ...did,
      text: did.text.replace(MENTION, (mark, id: string, name = '') => (users.has(id) ? `<@${users.get(id)}${name}>` : mark)),
    },
  };
}
