// The whole of mail, in the functions that run its requests; names are looked up by the system.
import { emailChannel, type EmailChannel } from '#apps/email/lambda.ts';
import { HOUSE } from '#apps/world/base.ts';
import { systemResolver } from '#apps/world/system-resolver.ts';
import { sesOut } from './email-out.ts';
import type { Estate } from './estate.ts';

export function emailHere(base: Estate): EmailChannel {
  return emailChannel({ ...base.ports, transport: sesOut(base), resolver: systemResolver(), house: HOUSE.id });
}
