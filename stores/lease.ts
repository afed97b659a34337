// Leases: who works on a row, and until when that is believed. They count by the machine's clock, since the product's may stand.

export type LeaseSettings = {
  /** Milliseconds of the machine. */
  readonly machineNow: () => number;
  /** Longer than any work takes: a lease that lapses under a living runner makes its work void. */
  readonly leaseMs: number;
  /**
   * Machine time before which every runner is known to be dead, as after a start under a lock that only one process can hold:
   * what they had claimed is free at once.
   */
  readonly deadBefore?: number;
};

export function isLeased(leaseUntil: number, { machineNow, leaseMs, deadBefore = Number.NEGATIVE_INFINITY }: LeaseSettings): boolean {
  return leaseUntil > machineNow() && leaseUntil - leaseMs >= deadBefore;
}
