// Two servers under the same deliveries. Within a round they take turns every few requests, so that whatever else the machine does meets
// both; the comparison is of rounds: a ratio each, and the median of the ratios.
import { keptAlive, medianOf, spreadOf, timesOf, type Load, type Spread, type Target } from './load.ts';

export type Targets = { readonly ours: Target; readonly bare: Target };
export type Plan = Pick<Load, 'atOnce' | 'before'> & { readonly each: number; readonly warmUp: number; readonly rounds: number };
/** `cpu`: milliseconds of work a request, which hardly depends on what else the machine does. */
type Measured = Spread & { readonly cpu: number };
export type Round = { readonly ours: Measured; readonly bare: Measured; readonly ratioOfP50: number; readonly ratioOfP99: number };
export type Compared = {
  readonly each: number;
  readonly atOnce: number;
  readonly rounds: readonly Round[];
  readonly medianRatioOfP50: number;
  readonly medianRatioOfP99: number;
};

const TURN = 50;

export async function compared({ ours, bare }: Targets, { each, warmUp, rounds: count, atOnce, before }: Plan): Promise<Compared> {
  const to = (target: Target) => {
    const agent = keptAlive(atOnce);
    return {
      run: async (load: { count: number; first: number }) => timesOf(target, { ...load, atOnce, agent, ...(before && { before }) }),
      hangUp: () => agent.destroy(),
    };
  };
  const [toOurs, toBare] = [to(ours), to(bare)];
  for (const { run } of [toOurs, toBare]) await run({ count: warmUp, first: 0 });
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const times = { ours: [] as number[], bare: [] as number[] };
    const since = { ours: await ours.cpuMs(), bare: await bare.cpuMs() };
    for (let at = 0; at < each; at += TURN) {
      const load = { count: Math.min(TURN, each - at), first: warmUp + round * each + at };
      times.bare.push(...(await toBare.run(load)));
      times.ours.push(...(await toOurs.run(load)));
    }
    const cpu = { ours: ((await ours.cpuMs()) - since.ours) / each, bare: ((await bare.cpuMs()) - since.bare) / each };
    rounds.push(roundOf({ ...spreadOf(times.ours), cpu: cpu.ours }, { ...spreadOf(times.bare), cpu: cpu.bare }));
  }
  for (const { hangUp } of [toOurs, toBare]) hangUp();
  return {
    each,
    atOnce,
    rounds,
    medianRatioOfP50: rounded(medianOf(rounds.map(({ ratioOfP50 }) => ratioOfP50))),
    medianRatioOfP99: rounded(medianOf(rounds.map(({ ratioOfP99 }) => ratioOfP99))),
  };
}

function roundOf(ours: Measured, bare: Measured): Round {
  const kept = ({ p50, p99, cpu }: Measured) => ({ p50: rounded(p50), p99: rounded(p99), cpu: rounded(cpu) });
  return { ours: kept(ours), bare: kept(bare), ratioOfP50: rounded(ours.p50 / bare.p50), ratioOfP99: rounded(ours.p99 / bare.p99) };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

export function printed(name: string, { each, atOnce, rounds, medianRatioOfP50, medianRatioOfP99 }: Compared): string {
  const ms = (value: number) => value.toFixed(2).padStart(9);
  const lines = rounds.map(
    ({ ours, bare, ratioOfP50, ratioOfP99 }, at) =>
      `  ${String(at + 1).padEnd(5)}${ms(ours.p50)}${ms(bare.p50)}${ms(ratioOfP50)}   ${ms(ours.p99)}${ms(bare.p99)}${ms(ratioOfP99)}   ${ms(ours.cpu)}${ms(bare.cpu)}`,
  );
  return [
    `${name}: ${each} requests a round, ${atOnce} at once; milliseconds`,
    '  round p50 ours p50 bare    ratio    p99 ours p99 bare    ratio    cpu ours cpu bare',
    ...lines,
    `  median ratio of p50 ${medianRatioOfP50.toFixed(2)}, of p99 ${medianRatioOfP99.toFixed(2)}`,
    '',
  ].join('\n');
}
