// ISO 8601 durations as the clock control takes them: weeks, days, hours, minutes and seconds. Months and years are not of one length.
const DURATION = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECOND = 1000;
const UNITS = [7 * 86_400, 86_400, 3_600, 60, 1].map((seconds) => seconds * SECOND);

/** @returns milliseconds, or undefined when the text is no such duration */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text.trim().toUpperCase());
  if (!match) return undefined;
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}
