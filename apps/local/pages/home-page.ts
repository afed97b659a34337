// The demo's home: what this is, and the people whose mailboxes one can open.
import type { CastMember } from '../cast.ts';
import { chatPath, composePath, mailboxPath } from '../paths.ts';
import { ROLES } from '../cast.ts';
import { firstName, html, NOTHING, portrait, type Markup } from './markup.ts';

type HomeInput = {
  readonly cast: readonly CastMember[];
  readonly counts: readonly { readonly email: string; readonly count: number; readonly newest: string | null }[];
  readonly signAddress: string;
};

export function homePage({ cast, counts, signAddress }: HomeInput): Markup {
  const organisations = [...new Set(cast.map(({ organisation }) => organisation))];
  return html`<section class="hero">
      <p class="eyebrow">Documents sent, approved, signed and proven in Slack, in Teams and by e-mail</p>
      <h1>Mail a contract. Get it back signed, sealed and provable.</h1>
      <p class="lead">
        You write to <strong class="address">${signAddress}</strong>, or type <strong>/sign</strong> in Slack or Teams. The others answer
        where they are: on a card, in their mailbox, on the document’s page. Every answer is authenticated, recorded and sealed into the
        PDF. Below are the people of this demo: you play them all.
      </p>
      <p class="actions">
        <a class="button" href="${composePath(ROLES.sender.email)}">Start: mail a contract as ${firstName(ROLES.sender)}</a>
      </p>
    </section>
    ${organisations.map((organisation) =>
      organisationSection(
        organisation,
        cast.filter((one) => one.organisation === organisation),
        counts,
      ),
    )}`;
}

function organisationSection(organisation: string, members: readonly CastMember[], counts: HomeInput['counts']): Markup {
  const isTenant = members.some(({ tenant }) => tenant !== null);
  return html`<section class="organisation">
    <h2>${organisation} <span class="kind">${isTenant ? 'uses Countersign' : 'outside, has never heard of it'}</span></h2>
    <ul class="cast">
      ${members.map((member) =>
        card(
          member,
          counts.find(({ email }) => email === member.email),
        ),
      )}
    </ul>
  </section>`;
}

function card(member: CastMember, counted: HomeInput['counts'][number] | undefined): Markup {
  const count = counted?.count ?? 0;
  return html`<li>
    <a class="person" href="${mailboxPath(member.email)}" data-person="${member.email}" data-newest="${counted?.newest ?? ''}">
      ${portrait(member)}
      <span class="who">
        <span class="name">${member.name}</span>
        <span class="address">${member.email}</span>
        <span class="job">${member.job}</span>
      </span>
      <span class="count"><span data-count>${count}</span> in the mailbox<span class="badge" data-badge hidden>new</span></span>
    </a>
    ${places(member)}
  </li>`;
}

/** Where else one can be this person. */
function places(member: CastMember): Markup | string {
  const { email, tenant, slack, teams } = member;
  const who = firstName(member);
  if (tenant === null) return NOTHING;
  return html`<p class="places">
    <a class="chip" href="${composePath(email)}" aria-label="New mail as ${who}">New mail</a>
    ${slack === null ? NOTHING : html`<a class="chip" href="${chatPath('slack', email)}" aria-label="${who} in Slack">Slack</a>`}
    ${teams === null ? NOTHING : html`<a class="chip" href="${chatPath('teams', email)}" aria-label="${who} in Teams">Teams</a>`}
  </p>`;
}
