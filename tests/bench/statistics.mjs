// Statistics of a list of measurements.

/** The median. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The statistics of times in milliseconds for the report. Fails for an empty list. */
export function summary(times) {
  if (!times.length || !times.every(Number.isFinite)) throw new Error('a time is missing');
  return { median_ms: round(median(times)), min_ms: round(Math.min(...times)), runs: times.length };
}

/** Rounds to a hundredth. */
export const round = (value) => Math.round(value * 100) / 100;
