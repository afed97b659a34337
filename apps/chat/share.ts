// Title and progress for everyone where it was asked for. Nothing goes on record for it, so that the rules are asked here.
import { notShareable } from '#core/rules/sharing.ts';
import type { Processed } from '#apps/ports.ts';
import { refuse, tell, type Doing } from './act.ts';
import { actorOf } from './speaker.ts';

export function share(doing: Doing): Processed {
  const refusal = notShareable(doing.it.state, actorOf(doing.speaker));
  return refusal ? refuse(doing, refusal) : tell(doing, { kind: 'shared' });
}
