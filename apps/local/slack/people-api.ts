// People as Slack describes them; the emulator knows neither their time zone nor their language nor whether their address is confirmed.
import { offsetAt } from '#apps/world/hashing.ts';
import { instantOf } from '#core/time.ts';
import { textOf, type Fields } from './json.ts';
import { refused, type Methods } from './web-api-parts.ts';
import { BOT, PEOPLE, slackPerson, TEAM, type SlackPerson } from './team.ts';

const ZONE = 'Europe/Berlin';

export function peopleApi(): Methods {
  return {
    'users.info': {
      after: (fields) => {
        const found = slackPerson(textOf(fields['user']));
        if (found) return { ok: true, user: described(found) };
        return textOf(fields['user']) === BOT.user ? { ok: true, user: bot() } : refused('user_not_found');
      },
    },
    'users.lookupByEmail': {
      after: (fields) => {
        const found = PEOPLE.find(({ person }) => person.email === textOf(fields['email']).toLowerCase());
        return found ? { ok: true, user: described(found) } : refused('users_not_found');
      },
    },
    'users.list': { after: () => ({ ok: true, members: [...PEOPLE.map(described), bot()], response_metadata: { next_cursor: '' } }) },
    'auth.test': {
      after: () => ({
        ok: true,
        url: `https://${TEAM.domain}.slack.com/`,
        team: TEAM.name,
        team_id: TEAM.id,
        user: BOT.name,
        user_id: BOT.user,
        bot_id: BOT.bot,
        is_enterprise_install: false,
      }),
    },
  };
}

export function described({ id, handle, person }: SlackPerson): Fields {
  return {
    ...common(id, handle, person.name),
    is_bot: false,
    is_email_confirmed: true,
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: handle,
      display_name_normalized: handle,
      email: person.email,
      team: TEAM.id,
    },
  };
}

function bot(): Fields {
  return {
    ...common(BOT.user, BOT.name, 'Countersign'),
    is_bot: true,
    profile: { real_name: 'Countersign', bot_id: BOT.bot, team: TEAM.id },
  };
}

function common(id: string, name: string, realName: string): Fields {
  return {
    id,
    team_id: TEAM.id,
    name,
    real_name: realName,
    deleted: false,
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_stranger: false,
    is_app_user: false,
    tz: ZONE,
    tz_label: 'Central European Time',
    tz_offset: offsetAt(ZONE, instantOf(Date.now())) * 60,
    locale: 'en-GB',
    updated: 0,
  };
}
