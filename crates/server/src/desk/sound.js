// A short tone for a new ticket or call, if the officer wants it. Browsers are silent until
// the page is touched once: the button says so.
import { byId } from "./page.js";

const KEY = "gangway.desk.sound";

const sound = byId("sound");

/** @type {AudioContext | undefined} */
let audio;

const isWanted = () => localStorage.getItem(KEY) === "on";

function tellSound() {
  sound.hidden = false;
  sound.setAttribute("aria-pressed", String(isWanted()));
  sound.textContent =
    !isWanted() ? "Sound is off"
    : audio?.state === "running" ? "Sound is on"
    : "Sound is on: touch the page once";
}

async function wake() {
  if (!isWanted()) return;
  audio ??= new AudioContext();
  await audio.resume();
  tellSound();
}

/** Two tones, the second one lower. */
export function chime() {
  if (!isWanted() || audio?.state !== "running") return;
  tone(audio, 880, audio.currentTime);
  tone(audio, 660, audio.currentTime + 0.18);
}

/**
 * @param {AudioContext} context
 * @param {number} frequency
 * @param {number} start
 */
function tone(context, frequency, start) {
  const [oscillator, gain] = [new OscillatorNode(context, { frequency }), new GainNode(context)];
  // Without the slopes it would click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.3, start + 0.02);
  gain.gain.linearRampToValueAtTime(0, start + 0.16);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.17);
}

sound.addEventListener("click", async () => {
  localStorage.setItem(KEY, isWanted() ? "off" : "on");
  tellSound();
  await wake();
  chime();
});
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, wake);
tellSound();
