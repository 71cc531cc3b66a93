// Observes a browser's camera from the operating system, independently of the page.
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { media } from './kiosk.mjs';

/** The reason why open files cannot be listed, or `false`. */
export const cannotObserve = existsSync('/proc/self/fd') ? false : 'open files are listed by /proc, on Linux';

let probes = 0;

/** A copy of a film for the fake camera of one browser. A process has it open while the camera is on. */
export class CameraProbe {
  static async of(film) {
    const probe = new CameraProbe();
    probes += 1;
    probe.film = `probe-${process.pid}-${probes}-${film}`;
    await copyFile(media(film), media(probe.film));
    return probe;
  }

  /** Whether the camera is on. */
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

  /** Waits until the camera is on. */
  async opens() {
    for (let i = 0; i < 400 && !this.isOpen(); i++) await sleep(25);
    if (!this.isOpen()) throw new Error('the camera does not film');
  }

  /** Calls `act`, and returns the time until the camera is off, in ms, at most 10 s. */
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
