// Sentences of the pages for travellers.
// Written for the browsers of televisions: nothing here is younger than Chromium 69.

/**
 * A sentence with facts in its gaps.
 * @param {string | undefined} text
 * @param {string[]} facts
 */
export function filled(text, facts) {
  return String(text).replace(/\{(\d)\}/g, (_, index) => facts[Number(index)]);
}

/**
 * A time of this week, as a language writes it.
 * @param {number} at Milliseconds since 1970-01-01 UTC.
 * @param {string} language
 */
export function timeText(at, language) {
  return new Date(at).toLocaleString(language, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
