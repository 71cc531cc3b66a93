// Thumbnails of all screens in grey. They are committed, so that every change of a screen is noticed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';

const FILE = path.resolve(import.meta.dirname, '../screens.json');
const COLUMNS = 14;
const ROWS = 25;
/**
 * The tolerance of a cell's mean grey, 0 to 255. Two runs of one build are equal; one more word in a
 * cell of 77 x 77 pixels changes it by 3 or more.
 */
const TOLERANCE = 2;

/** The mean grey of each cell of a grid over a screenshot. */
export function thumbnail(png) {
  const { width, height, data } = PNG.sync.read(png);
  const sums = new Float64Array(COLUMNS * ROWS);
  const counts = new Uint32Array(COLUMNS * ROWS);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * COLUMNS) / width);
      const at = 4 * (y * width + x);
      sums[cell] += 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
      counts[cell] += 1;
    }
  }
  return Buffer.from(sums.map((sum, cell) => Math.round(sum / counts[cell])));
}

/** Whether two thumbnails show the same screen. */
export function isSame(one, other) {
  return one.length === other.length && one.every((grey, cell) => Math.abs(grey - other[cell]) <= TOLERANCE);
}

/** The accepted thumbnails, by name. */
export async function accepted() {
  const all = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'));
  return new Map(Object.entries(all).map(([name, text]) => [name, Buffer.from(text, 'base64')]));
}

/** Stores these as the accepted thumbnails. */
export async function accept(thumbnails) {
  const lines = [...thumbnails].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, grey]) => `${JSON.stringify(name)}: "${grey.toString('base64')}"`);
  await writeFile(FILE, `{\n${lines.join(',\n')}\n}\n`);
}
