// The guided story beside every page. Drawn here once; the page's script keeps it true by what `GET /local/story` says.
import { ROLES, type CastMember } from '../cast.ts';
import { chatPath } from '../paths.ts';
import type { Story, StoryStep } from '../story.ts';
import { firstName, html, NOTHING, type Markup } from './markup.ts';

export function storyPanel(story: Story): Markup {
  return html`<aside class="story" aria-label="Guided story" data-story data-envelope="${story.envelope ?? ''}">
    <details open>
      <summary>
        <span class="summary-title">Play it in two minutes</span> <span class="progress" data-progress>${progress(story)}</span>
      </summary>
      <p class="note" data-note ${story.note === null ? 'hidden' : ''}>${story.note ?? ''}</p>
      <ol class="steps">
        ${story.steps.map((step) => stepItem(step, step.key === story.current))}
      </ol>
      <p class="elsewhere">
        The same envelope can be acted on in a chat: type <strong>list</strong> there.<br />
        ${chats().map((link, at) => html`${at === 0 ? NOTHING : ' · '}${link}`)}
      </p>
      <p class="again" data-again ${story.envelope === null ? 'hidden' : ''}>
        <a href="${story.steps[0]?.links[0]?.href ?? '/'}">Play it again with a new contract</a>
      </p>
    </details>
  </aside>`;
}

function stepItem(step: StoryStep, isCurrent: boolean): Markup {
  const state = step.done ? 'done' : isCurrent ? 'current' : 'ahead';
  return html`<li class="step ${state}" data-step="${step.key}" ${isCurrent ? html`aria-current="step"` : NOTHING}>
    <h3>${step.title} <span class="tick">${step.done ? 'done' : NOTHING}</span></h3>
    <p>${step.detail}</p>
    <p class="links" data-links>
      ${step.links.map((link, index) => html`<a class="${index === 0 ? 'button' : 'second'}" href="${link.href}">${link.label}</a> `)}
    </p>
  </li>`;
}

function chats(): readonly Markup[] {
  const { sender, approver, colleague } = ROLES;
  return [chat('slack', sender), chat('teams', approver), chat('slack', colleague)];
}

function chat(platform: 'slack' | 'teams', who: CastMember): Markup {
  return html`<a href="${chatPath(platform, who.email)}">${firstName(who)} in ${platform === 'slack' ? 'Slack' : 'Teams'}</a>`;
}

function progress({ steps }: Story): string {
  return `${steps.filter(({ done }) => done).length} of ${steps.length}`;
}
