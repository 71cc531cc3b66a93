// The traveller in front of the camera and on the document, from the test media.
import { open, readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { media } from '../browser/kiosk.mjs';

const [WIDTH, HEIGHT] = [640, 480];
/** The traveller of the tests: a passport photo, and a film of another day. */
const DOCUMENT = 'woman_a_doc.jpg';
const FILM = 'woman_a.y4m';
/** The positions of the different frames in the film. */
const FRAMES = [0, 3, 6, 9, 12];
/** Side of a portrait in a frame, so that its face is as large as that in the film. */
const SIDE = 440;
/** The traveller's portraits. The document was made from the first one, so it is not used. */
const HERS = { 'sample1_2.jpg': 'document', 'sample3_2.jpg': 'same' };

/** The document, and all frames with their name and whether they show its holder. */
export async function cast(browser) {
  const film = await Promise.all(FRAMES.map(async (at) => ({ name: `film-${at}`, same: true, rgba: await filmFrame(media(FILM), at) })));
  const page = await browser.newPage();
  const portraits = [];
  const portraitFiles = readdirSync(media('portraits')).sort().filter((it) => HERS[it] !== 'document');
  for (const file of portraitFiles) {
    const jpeg = await readFile(media(path.join('portraits', file)), 'base64');
    const rgba = Buffer.from(await page.evaluate(beforeWall, { jpeg, width: WIDTH, height: HEIGHT, side: SIDE }), 'base64');
    portraits.push({ name: path.parse(file).name, same: file in HERS, rgba });
  }
  await page.close();
  return { document: await readFile(media(DOCUMENT)), frames: [...film, ...portraits] };
}

/** A frame of a YUV4MPEG2 film (4:2:0, full range) as RGBA. */
async function filmFrame(file, at) {
  const frame = Buffer.alloc((WIDTH * HEIGHT * 3) / 2);
  const film = await open(file);
  const head = Buffer.alloc(128);
  await film.read(head, 0, head.length, 0);
  const start = head.indexOf('\n') + 1;
  const marker = 'FRAME\n'.length;
  await film.read(frame, 0, frame.length, start + at * (marker + frame.length) + marker);
  await film.close();
  const rgba = Buffer.alloc(WIDTH * HEIGHT * 4, 255);
  const [blue, red] = [WIDTH * HEIGHT, (WIDTH * HEIGHT * 5) / 4];
  const byte = (value) => Math.max(0, Math.min(255, Math.round(value)));
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    const colour = Math.floor(y / 2) * (WIDTH / 2) + Math.floor(x / 2);
    const [light, cb, cr] = [frame[pixel], frame[blue + colour] - 128, frame[red + colour] - 128];
    rgba[4 * pixel] = byte(light + 1.402 * cr);
    rgba[4 * pixel + 1] = byte(light - 0.344136 * cb - 0.714136 * cr);
    rgba[4 * pixel + 2] = byte(light + 1.772 * cb);
  }
  return rgba;
}

/** Runs in the page: a portrait in the middle of a frame, as base64 of RGBA. */
async function beforeWall({ jpeg, width, height, side }) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob());
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.fillStyle = 'rgb(178, 182, 188)';
  context.fillRect(0, 0, width, height);
  const scale = side / Math.max(bitmap.width, bitmap.height);
  const size = [bitmap.width * scale, bitmap.height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (width - size[0]) / 2, (height - size[1]) / 2, ...size);
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return btoa(text);
}
