// A mail system's permanent no to a recipient, as a transport throws it: the one failure of sending that trying again cannot mend.

type Refusal = Error & { readonly isRefusedForGood: true };

export function refusalForGood(why: string, cause?: unknown): Refusal {
  return Object.assign(new Error(why, { cause }), { isRefusedForGood: true as const });
}

export function isRefusalForGood(fault: unknown): fault is Refusal {
  return fault instanceof Error && 'isRefusedForGood' in fault && fault.isRefusedForGood === true;
}
