// The regression list: every defect of other products that this one must be immune to, and the tests that prove it. A row whose test is
// renamed or gone fails here, so that no defect slips back in unproven.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT } from './support/planted.ts';

type Proof = readonly [file: string, name: string];

const CORE = 'test/core/peers.test.ts';
const FLOWS = 'test/flows/peers.test.ts';
const SEALER = 'test/apps/sealer/peers.test.ts';

const ROWS: Readonly<Record<string, readonly Proof[]>> = {
  'double-final-signer race': [
    [CORE, 'documenso#3187: two last signers at once complete the envelope once'],
    [FLOWS, 'documenso#3187: two last signers at once: both signatures, one completion'],
    ['test/core/invariants/commuting.test.ts', 'leave the same state whoever is first, where both are taken both ways'],
  ],
  'double seal': [
    [FLOWS, 'documenso#3187: two sealers at once: one seal is on the record'],
    ['test/core/invariants/endings.test.ts', 'an envelope ends at most once, is sealed at most once'],
  ],
  'decline-vs-sign race': [
    [CORE, 'documenso#3287: decline against sign: whichever is on the record first stands'],
    [FLOWS, 'documenso#3287: decline against sign: one of them ends on the record as the last word'],
  ],
  'rejected but still signable': [
    [CORE, 'documenso#3287: rejected but still signable'],
    ['test/core/invariants/endings.test.ts', 'it is declined in the very commit in which its open step can no longer be met'],
    ['test/flows/other-endings.test.ts', 'declined by its approver is over'],
  ],
  'signed but never sealed': [
    [CORE, 'documenso#1663: signed by all is completed in the same commit'],
    [CORE, 'documenso#3104: signed by all but the seal failed'],
    [FLOWS, 'documenso#1663: signed but never sealed'],
  ],
  'completion mail sent again': [[FLOWS, 'documenso#3190: the completion mail is not sent again']],
  '1 of N mail rejects': [
    [FLOWS, 'documenso#3038: 1 of N mail rejects'],
    ['test/apps/dispatch/dispatcher.test.ts', 'an address that refuses for good is told to the sender'],
  ],
  'mail over the size cap becomes a link': [
    [FLOWS, 'documenso#3383: a sealed file over the mail size cap goes as a link'],
    [FLOWS, 'documenso#1675: a file within the cap comes with the mail'],
  ],
  'an endpoint that answers 400 for ever': [
    [FLOWS, 'documenso#2313: an endpoint that refuses for ever is tried a bounded number of times'],
    ['test/apps/dispatch/redrive.test.ts', 'is given up after a bounded number of tries, kept, and listed with its last fault'],
  ],
  'crash between commit and enqueue; job vanished': [
    [FLOWS, 'documenso#2950: a job vanished'],
    ['test/apps/dispatch/dispatcher.test.ts', 'loses no message and doubles no act; a message repeats only after an ambiguous attempt'],
    ['test/apps/dispatch/invariants.test.ts', 'every stored event reaches its effects'],
  ],
  'same-order group; approvers’ group serialised': [
    [CORE, 'documenso#1813: same order number is a group'],
    [FLOWS, 'documenso#1813: an approvers’ group is not serialised'],
    [CORE, 'docuseal#464: any one of a group is enough'],
    [CORE, 'docuseal#464: k of n is met by the k-th act'],
  ],
  'out-of-order write on every adapter; order only on view': [
    [CORE, 'docuseal#481: order is enforced on the write, not by mailing alone'],
    ['test/core/invariants/acts.test.ts', 'an act is recorded only in turn, once'],
    ['test/mutants.test.ts', 'skip turn check'],
  ],
  'delegated, then the original acts': [[CORE, 'tsgrp/HPI#860: delegated, then the original acts']],
  'expiry removed, then sent again': [[CORE, 'documenso#3185: expiry removed, then sent again']],
  'TSA down; fake timestamp': [
    [SEALER, 'docuseal TimestampHandler: TSA down or not there: no timestamp is claimed anywhere'],
    ['test/apps/sealer/seal.test.ts', 'writes the attributes of PAdES B-B and no signing time'],
  ],
  'signer-supplied bytes': [[CORE, 'OpenSign PDF(): no bytes come from a signer']],
  'mutable audit trail': [
    [CORE, 'OpenSign triggerEvent: opening the document after signing overwrites no signature'],
    [FLOWS, 'OpenSign triggerEvent: the record is appended to, never rewritten'],
    ['test/core/invariants/record.test.ts', 'any changed byte of a commit breaks the chain at that commit'],
  ],
  'expiry enforced in the browser only': [[CORE, 'OpenSign ExpiryDate: the deadline is judged where the act is recorded']],
  'prior signatures destroyed; signed files': [
    [SEALER, 'documenso#311: prior signatures destroyed'],
    [SEALER, 'docuseal#163: a second signature leaves the first one’s bytes as they are'],
    ['test/apps/sealer/seal.test.ts', 'keeps their signature valid and their bytes as they are'],
  ],
  'owner-encrypted': [
    [SEALER, 'vita-min PR#6264: owner-encrypted'],
    ['test/apps/sealer/intake.test.ts', 'accepts a file that is only restricted by an owner password'],
  ],
  'user-encrypted': [
    [SEALER, 'documenso PR#1130: user-encrypted'],
    ['test/apps/email/start.test.ts', 'are refused when they are locked'],
  ],
  XFA: [[SEALER, 'documenso PR#1130: XFA']],
  'AcroForm NeedAppearances': [[SEALER, 'docuseal#244: AcroForm NeedAppearances']],
  'rotated pages': [[SEALER, 'documenso (rotated pages)']],
  'DST and time-zone rendering': [
    [CORE, 'docuseal#575: a time is shown on the clock of its zone, on either side of a clock change'],
    [CORE, 'LibreSign#4314: a day ends at midnight of the zone'],
    ['test/core/calendar.test.ts', 'whatever the calendar, zone and time: never earlier, in working hours'],
  ],
  'GET by a scanner changes nothing': [
    ['test/apps/web/reading.test.ts', '%s writes no row, whatever the address and whoever prefetches'],
    ['test/apps/web/acting.test.ts', 'records the view once and makes a session of this page alone'],
  ],
  'forged From': [
    ['test/flows/bad-input.test.ts', 'forged in the signer’s name without her provider’s signature records nothing, and she is told'],
    ['test/apps/email/gate.test.ts', 'records nothing: $name'],
    ['test/apps/email/attacks.ts', 'an unsigned mail from elsewhere'],
  ],
  'auto-reply and out-of-office loop': [
    ['test/flows/bad-input.test.ts', 'that answers itself while she is away is dropped without an answer'],
    [
      'test/apps/email/gate.test.ts',
      'that answers every mail of ours without saying that it is a program is left unanswered after a while',
    ],
  ],
  'decline invisible to the others': [[CORE, 'docuseal#568: those who signed before hear that someone declined']],
  'approvals must hold back requests to sign': [[CORE, 'documenso#2526: approvals hold back the requests to sign']],
  'one person in two roles': [[CORE, 'documenso#2140: the same person approves and signs']],
  'a recipient corrected in flight': [[CORE, 'documenso#2644: a recipient is corrected in flight']],
};

describe('the regression list', () => {
  test.each(Object.entries(ROWS))('%s', (_row, proofs) => {
    for (const [file, name] of proofs)
      expect(readFileSync(join(PROJECT, file), 'utf8'), `${file} has no test “${name}” any more`).toContain(name);
  });
});
