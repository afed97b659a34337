// English: all of it. Every other language has the same keys, since its type is taken from here.
import { enAnswers } from './answers.ts';
import { enAsking } from './asking.ts';
import { enCards } from './cards.ts';
import { enCertificate } from './certificate.ts';
import { enCommon } from './common.ts';
import { enDelivery } from './delivery.ts';
import { enFieldRefusals, enFields } from './fields.ts';
import { enFilling } from './filling.ts';
import { enForms } from './forms.ts';
import { enHelp } from './help.ts';
import { enNotices } from './notices.ts';
import { enPage } from './page.ts';
import { enPlacing } from './placing.ts';
import { enProof } from './proof.ts';
import { enRefusals } from './refusals.ts';
import { enTeams } from './teams.ts';
import { enTelling } from './telling.ts';
import { enWhy } from './why.ts';

export const english = {
  /** BCP 47, for programs that read aloud. */
  language: 'en',
  ...enCommon,
  ...enAsking,
  ...enTelling,
  refusals: { ...enRefusals, ...enFieldRefusals },
  fields: enFields,
  filling: enFilling,
  answers: enAnswers,
  why: enWhy,
  page: enPage,
  placing: enPlacing,
  proof: enProof,
  notices: enNotices,
  delivery: enDelivery,
  cards: enCards,
  certificate: enCertificate,
  forms: enForms,
  help: enHelp,
  teams: enTeams,
};
