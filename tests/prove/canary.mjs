// A traveller with a canary pattern: random rows in the film and in the document photo, and their bytes in
// each pixel format in which a browser may store a picture.
import { readFile, writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';

/** Black and white rows at the top of each frame, and coloured noise at the bottom of the document. */
const FILM_ROWS = 8;
const DOCUMENT_ROWS = 24;
/** The number of pixels in the search pattern, enough to exclude a random match. */
const RUN = 96;
/** The luma of black and white in video. */
const [BLACK, WHITE] = [0x10, 0xeb];
/** The values after a conversion to full range. */
const RANGES = [[BLACK, WHITE], [0, 255], [0, 254], [1, 255]];

/** A seeded random number generator (mulberry32). */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return (it ^ (it >>> 14)) >>> 0;
  };
}

/** Writes a film and a document with the canary. Returns the search patterns: `[{ what, bytes }]`. */
export async function plant({ film, document }, to) {
  return [...await plantFilm(film, to.film), ...await plantDocument(document, to.document)];
}

async function plantFilm(from, to) {
  const bytes = await readFile(from);
  const start = bytes.indexOf('\n') + 1;
  const [, width, height] = /W(\d+) H(\d+) /.exec(bytes.toString('latin1', 0, start)).map(Number);
  const roll = dice(20261129);
  const rows = Array.from({ length: FILM_ROWS }, () => Array.from({ length: width }, () => roll() & 1));
  const head = 'FRAME\n'.length;
  for (let at = start + head; at < bytes.length; at += width * height * 1.5 + head) {
    rows.forEach((row, y) => row.forEach((bit, x) => { bytes[at + y * width + x] = bit ? WHITE : BLACK; }));
    for (const plane of [width * height, width * height * 1.25]) {
      bytes.fill(0x80, at + plane, at + plane + width / 2 * FILM_ROWS / 2);
    }
  }
  await writeFile(to, bytes);
  const forms = { Y: (it) => [it], RGB: (it) => [it, it, it], RGBA: (it) => [it, it, it, 255] };
  const wanted = [];
  for (const [low, high] of RANGES) {
    for (const [form, pixel] of Object.entries(forms)) {
      for (const [row, x] of [[1, 40], [6, width - RUN - 40]]) {
        const run = rows[row].slice(x, x + RUN);
        wanted.push({ what: `film ${form}`, bytes: Buffer.from(run.flatMap((bit) => pixel(bit ? high : low))) });
      }
    }
  }
  return wanted;
}

async function plantDocument(from, to) {
  const picture = PNG.sync.read(await readFile(from));
  const roll = dice(7);
  const start = picture.data.length - 4 * picture.width * DOCUMENT_ROWS;
  for (let at = start; at < picture.data.length; at += 4) {
    picture.data.writeUInt32LE((roll() | 0xff000000) >>> 0, at);
  }
  const file = PNG.sync.write(picture, { colorType: 2 });
  await writeFile(to, file);
  const forms = { RGB: [0, 1, 2], RGBA: [0, 1, 2, 3], BGRA: [2, 1, 0, 3] };
  const wanted = [];
  for (const [form, order] of Object.entries(forms)) {
    for (const row of [3, DOCUMENT_ROWS - 3]) {
      const at = start + 4 * (row * picture.width + 40);
      const bytes = Array.from({ length: RUN }, (_, x) => order.map((it) => picture.data[at + 4 * x + it])).flat();
      wanted.push({ what: `document ${form}`, bytes: Buffer.from(bytes) });
    }
  }
  for (const part of [0.5, 0.9]) {
    const at = Math.floor(file.length * part);
    wanted.push({ what: 'document file', bytes: file.subarray(at, at + RUN) });
  }
  return wanted;
}
