// A-labels read back as people see them (RFC 3492), for saying which letters a domain is really made of. Pure arithmetic, since the core
// may not ask the platform; only ever shown, never compared for identity.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const MOST_CODE = 0x10_ff_ff;

/** @returns the label as it was where it is none, or is spelt wrongly */
export function labelAsSeen(label: string): string {
  if (!/^xn--/i.test(label)) return label;
  const codes = decoded(label.slice(4).toLowerCase());
  return codes === undefined ? label : String.fromCodePoint(...codes);
}

function decoded(text: string): number[] | undefined {
  const dash = text.lastIndexOf('-');
  const out = Array.from(text.slice(0, Math.max(dash, 0)), (letter) => letter.charCodeAt(0));
  const digits = Array.from(text.slice(dash + 1), digitOf);
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let place = 0;
  for (let at = 0; at < digits.length;) {
    const before = place;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digits[at];
      if (digit === undefined || digit < 0) return undefined;
      at += 1;
      place += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    bias = adapted(place - before, { count: out.length + 1, isFirst: before === 0 });
    code += Math.floor(place / (out.length + 1));
    place %= out.length + 1;
    if (code > MOST_CODE) return undefined;
    out.splice(place, 0, code);
    place += 1;
  }
  return out;
}

function adapted(delta: number, { count, isFirst }: { count: number; isFirst: boolean }): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** a–z are 0–25, 0–9 are 26–35; anything else is no digit. */
function digitOf(letter: string): number {
  return 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(letter);
}
