// The view of each notification: what a person is told when something happened in an envelope.
import type { NotificationKind } from '../notify.ts';
import { disputedView, resumedView } from './dispute.ts';
import { completedView, declinedView, expiredView, expiryWarningView, sealFailedView, voidedView } from './ending.ts';
import { escalatedView, handedOverView } from './handover.ts';
import { answerToRecipientView, questionView, recordedView, releasedView, withdrawnView } from './recorded.ts';
import { confirmView, deadlineView, draftView, reminderView, requestView } from './requests.ts';
import type { NotificationInput } from './telling.ts';
import { awayView, complainedView, delayedView, reroutedView, undeliverableView } from './unreached.ts';
import type { View } from './view.ts';

/** Exhaustive by its type: a new kind does not compile without its view. */
const VIEWS: { readonly [K in NotificationKind]: (input: NotificationInput) => View } = {
  draft: draftView,
  'sign-request': requestView,
  'approve-request': requestView,
  'acknowledge-request': requestView,
  'prepare-request': requestView,
  reminder: reminderView,
  deadline: deadlineView,
  confirm: confirmView,
  recorded: recordedView,
  withdrawn: withdrawnView,
  released: releasedView,
  question: questionView,
  answer: answerToRecipientView,
  'handed-over': handedOverView,
  escalated: escalatedView,
  disputed: disputedView,
  resumed: resumedView,
  declined: declinedView,
  voided: voidedView,
  expired: expiredView,
  'expiry-warning': expiryWarningView,
  completed: completedView,
  'seal-failed': sealFailedView,
  undeliverable: undeliverableView,
  rerouted: reroutedView,
  delayed: delayedView,
  complained: complainedView,
  away: awayView,
};

export function notificationView(input: NotificationInput): View {
  return VIEWS[input.notification.kind](input);
}
