// Chime and speech of the pages for travellers. Speech uses the voices of this machine alone: browsers
// also offer voices that are computed elsewhere, which would carry the words to a stranger.
// Written for the browsers of televisions: nothing here is younger than Chromium 69.

/** What voices call a language, where that is another name: Filipino, and Mandarin, not Cantonese. */
const NAMES = /** @type {Record<string, string[]>} */ ({ tl: ["tl", "fil"], "zh-Hans": ["zh-cn", "zh-hans", "zh-sg", "cmn"] });
const QUEUE = 16; // Sentences that wait to be said. Later ones are chimed and shown only.

/** @type {AudioContext | undefined} */
let audio;
let waiting = 0;

/** Whether the browser plays sounds already: most want a touch first. */
export const isAwake = () => Boolean(audio && audio.state === "running");

/** Starts the sound. Browsers allow it after a touch, or always where the machine's policy says so. */
export async function wake() {
  if (typeof AudioContext === "undefined") return;
  if (!audio) audio = new AudioContext();
  await audio.resume();
}

/** Two tones, the second one lower. */
export function chime() {
  if (!audio || audio.state !== "running") return;
  tone(audio, 880, audio.currentTime);
  tone(audio, 660, audio.currentTime + 0.35);
}

/**
 * @param {AudioContext} context
 * @param {number} frequency
 * @param {number} start
 */
function tone(context, frequency, start) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  // Without the slopes it would click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.3, start + 0.03);
  gain.gain.linearRampToValueAtTime(0, start + 0.33);
  oscillator.connect(gain);
  gain.connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.35);
}

/**
 * Says a text after what is being said, if this machine has a voice for its language.
 * @param {string} text
 * @param {string} language
 */
export function say(text, language) {
  const synthesis = window.speechSynthesis;
  if (!synthesis || waiting >= QUEUE) return;
  const voice = synthesis.getVoices().find((voice) => voice.localService && speaks(voice.lang, language));
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  words.onend = words.onerror = () => { waiting -= 1; };
  waiting += 1;
  synthesis.speak(words);
}

/**
 * Whether a voice speaks a language: `en-GB` will do for `en`.
 * @param {string} tag
 * @param {string} language
 */
function speaks(tag, language) {
  const voice = tag.replace("_", "-").toLowerCase();
  return (NAMES[language] || [language]).some((name) => voice === name || voice.startsWith(`${name}-`));
}
