// The results of the native pipeline for the same photos.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT, need } from '../kiosk.mjs';

const run = promisify(execFile);

async function embed(...options) {
  const { stdout } = await run(need('GANGWAY_EMBED'), options, { cwd: ROOT, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout);
}

/** The embeddings of files in a folder, each `null` where there is no face. */
export async function embedNatively(recogniser, { images, names, models = 'models', engine = 'tract' }) {
  const { photos } = await embed('--engine', engine, '--models', models, '--recogniser', recogniser, '--images', images, '--photos', ...names);
  return names.map((it) => photos[it]);
}

/** The embeddings of a fold's photos by name, and the decision for each of its pairs. */
export function decideNatively(recogniser, { pairs, images, fold }) {
  return embed('--recogniser', recogniser, '--pairs', pairs, '--images', images, '--fold', `${fold}`);
}
