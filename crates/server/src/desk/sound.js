// A short tone for a new ticket or call, if the officer wants it. Browsers are silent until
// the page is touched once: the button says so.
"use strict";

const KEY = "gangway.desk.sound";

const sound = document.getElementById("sound");

let audio = null;

const isWanted = () => localStorage.getItem(KEY) === "on";
const isHeard = () => audio?.state === "running";

function tellSound() {
  sound.hidden = false;
  sound.setAttribute("aria-pressed", String(isWanted()));
  sound.textContent =
    !isWanted() ? "Sound is off"
    : isHeard() ? "Sound is on"
    : "Sound is on: touch the page once";
}

async function wake() {
  if (!isWanted()) return;
  audio ??= new AudioContext();
  await audio.resume();
  tellSound();
}

/** Two tones, the second one lower. */
function chime() {
  if (!isWanted() || !isHeard()) return;
  [880, 660].forEach((pitch, at) => tone(pitch, audio.currentTime + at * 0.18));
}

function tone(pitch, start) {
  const [oscillator, gain] = [new OscillatorNode(audio, { frequency: pitch }), new GainNode(audio)];
  // Without the slopes it would click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.3, start + 0.02);
  gain.gain.linearRampToValueAtTime(0, start + 0.16);
  oscillator.connect(gain).connect(audio.destination);
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
