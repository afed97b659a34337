// A new mail as one of the demo's people; as the story's sender it is filled in with everything that a request needs.
import { ROLES, type CastMember } from '../cast.ts';
import { composePath, mailboxPath } from '../paths.ts';
import { personBar } from './mailbox-page.ts';
import { firstName, html, NOTHING, type Markup } from './markup.ts';

export type Composed = {
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly text: string;
  readonly withSample: boolean;
};

type ComposeInput = {
  readonly person: CastMember;
  readonly cast: readonly CastMember[];
  readonly composed: Composed;
  readonly sampleName: string;
  readonly why?: string;
};

const { sender, approver, colleague, customer } = ROLES;

export function prefilled(person: CastMember, signAddress: string): Composed {
  const isSender = person.email === sender.email;
  return {
    to: signAddress,
    cc: '',
    subject: isSender ? 'Master Services Agreement with Fabrikam' : '',
    text: isSender ? REQUEST : '',
    withSample: isSender,
  };
}

const REQUEST = [
  `approver: ${approver.name} <${approver.email}>`,
  `signers: ${colleague.name} <${colleague.email}>, ${customer.name} <${customer.email}>`,
  `order: ${approver.email} then ${colleague.email} then ${customer.email}`,
  'message: As discussed on Monday. The fees are unchanged.',
  '',
].join('\n');

export function composePage({ person, cast, composed, sampleName, why }: ComposeInput): Markup {
  return html`${personBar(person, cast)}
    <p class="back"><a href="${mailboxPath(person.email)}">← All mail of ${firstName(person)}</a></p>
    <form
      class="reply compose-form"
      method="post"
      enctype="multipart/form-data"
      action="${composePath(person.email)}"
      data-busy="Sending …"
    >
      <h1>New mail from ${person.name}</h1>
      ${why === undefined ? NOTHING : html`<p class="notice bad" role="alert">${why}</p>`}
      ${line({ name: 'to', label: 'To', value: composed.to, required: true })} ${line({ name: 'cc', label: 'Cc', value: composed.cc })}
      ${line({ name: 'subject', label: 'Subject', value: composed.subject })}
      <p class="field">
        <label for="text">Message</label>
        <textarea id="text" name="text" rows="9">${composed.text}</textarea>
        <span class="quiet">Plain lines say who does what. Without them, the people in To and Cc are taken for signers and copies.</span>
      </p>
      <fieldset class="field">
        <legend>Attached</legend>
        <label class="check">
          <input type="checkbox" name="sample" value="yes" ${composed.withSample ? 'checked' : ''} /> ${sampleName} (a sample contract,
          three pages)
        </label>
        <label for="files">Your own PDF</label> <input id="files" type="file" name="files" accept="application/pdf" multiple />
      </fieldset>
      <p class="actions"><button class="button" type="submit">Send as ${firstName(person)}</button></p>
    </form>`;
}

function line({ name, label, value, required = false }: { name: string; label: string; value: string; required?: boolean }): Markup {
  return html`<p class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" value="${value}" autocomplete="off" ${required ? 'required' : ''} />
  </p>`;
}
