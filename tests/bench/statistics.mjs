// What is said of a list of measurements.

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Of milliseconds, as the report has them. Fails for a measurement that was not made. */
export function summary(times) {
  if (!times.length || !times.every(Number.isFinite)) throw new Error('a time is missing');
  return { median_ms: round(median(times)), min_ms: round(Math.min(...times)), runs: times.length };
}

/** To a hundredth. */
export const round = (value) => Math.round(value * 100) / 100;
