// What the operating system says of a browser's camera. Nothing in a page can hide from that.
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { media } from './kiosk.mjs';

/** Why open files cannot be inspected from outside here, or `false`. */
export const blind = existsSync('/proc/self/fd') ? false : 'open files are listed by /proc, on Linux';

let lenses = 0;

/** A copy of a film, for the camera of one browser alone: while that camera films, a process has it open. */
export class Lens {
  static async of(film) {
    const lens = new Lens();
    lenses += 1;
    lens.film = `lens-${process.pid}-${lenses}-${film}`;
    await copyFile(media(film), media(lens.film));
    return lens;
  }

  /** Whether some process films. */
  isOpen() {
    const film = media(this.film);
    const holds = (pid) => {
      try {
        return readdirSync(`/proc/${pid}/fd`).some((it) => {
          try {
            return readlinkSync(`/proc/${pid}/fd/${it}`) === film;
          } catch {
            return false;
          }
        });
      } catch {
        return false;
      }
    };
    return readdirSync('/proc').filter(Number).some(holds);
  }

  /** Waits until some process films. */
  async opens() {
    for (let i = 0; i < 400 && !this.isOpen(); i++) await sleep(25);
    if (!this.isOpen()) throw new Error('the camera does not film');
  }

  /** Does something that ends the filming. Gives how long it went on after that, in ms: 10 s at most. */
  async closesAfter(act) {
    const start = performance.now();
    const acting = act();
    while (this.isOpen() && performance.now() - start < 10_000) await sleep(10);
    const ms = Math.round(performance.now() - start);
    await acting;
    return ms;
  }

  remove() {
    return rm(media(this.film), { force: true });
  }
}
