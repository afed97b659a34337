// German: all of it, in the formal address.
import type { Phrases } from '../phrases.ts';
import { deAnswers } from './answers.ts';
import { deAsking } from './asking.ts';
import { deCards } from './cards.ts';
import { deCertificate } from './certificate.ts';
import { deCommon } from './common.ts';
import { deDelivery } from './delivery.ts';
import { deFieldRefusals, deFields } from './fields.ts';
import { deFilling } from './filling.ts';
import { deForms } from './forms.ts';
import { deHelp } from './help.ts';
import { deNotices } from './notices.ts';
import { dePage } from './page.ts';
import { dePlacing } from './placing.ts';
import { deProof } from './proof.ts';
import { deRefusals } from './refusals.ts';
import { deTeams } from './teams.ts';
import { deTelling } from './telling.ts';
import { deWhy } from './why.ts';

export const german: Phrases = {
  language: 'de',
  ...deCommon,
  ...deAsking,
  ...deTelling,
  refusals: { ...deRefusals, ...deFieldRefusals },
  fields: deFields,
  filling: deFilling,
  answers: deAnswers,
  why: deWhy,
  page: dePage,
  placing: dePlacing,
  proof: deProof,
  notices: deNotices,
  delivery: deDelivery,
  cards: deCards,
  certificate: deCertificate,
  forms: deForms,
  help: deHelp,
  teams: deTeams,
};
