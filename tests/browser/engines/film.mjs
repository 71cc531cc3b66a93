// Reads the films that Chromium can play, for engines that cannot.
import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';

const FRAME = 'FRAME\n'.length;

/** The pictures of a film: each as PNG in base64, with its duration in ms. Successive equal frames are
 * one picture. */
export async function readFilm(file) {
  const bytes = await readFile(file);
  const start = bytes.indexOf('\n') + 1;
  const header = bytes.toString('latin1', 0, start);
  const [, width, height, rate] = /W(\d+) H(\d+) F(\d+):1 .*C420jpeg/.exec(header).map(Number);
  const length = width * height * 1.5;
  const pictures = [];
  let last;
  for (let at = start + FRAME; at < bytes.length; at += length + FRAME) {
    const frame = bytes.subarray(at, at + length);
    if (last?.equals(frame)) {
      pictures.at(-1).ms += 1_000 / rate;
    } else {
      pictures.push({ png: png(frame, width, height), ms: 1_000 / rate });
    }
    last = frame;
  }
  return pictures;
}

/** From the luma of every pixel and the chroma of every 2 x 2 pixels (BT.601 as in JFIF) to PNG. */
function png(frame, width, height) {
  const picture = new PNG({ width, height });
  const [blue, red] = [width * height, width * height * 1.25];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = frame[y * width + x];
      const square = (y >> 1) * (width >> 1) + (x >> 1);
      const cb = frame[blue + square] - 128;
      const cr = frame[red + square] - 128;
      const rgb = [light + 1.402 * cr, light - 0.344_136 * cb - 0.714_136 * cr, light + 1.772 * cb];
      const at = (y * width + x) * 4;
      rgb.forEach((it, i) => { picture.data[at + i] = Math.max(0, Math.min(255, Math.round(it))); });
      picture.data[at + 3] = 255;
    }
  }
  return PNG.sync.write(picture, { deflateLevel: 1, colorType: 2 }).toString('base64');
}
