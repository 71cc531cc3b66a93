// Changed copies of the built site, as after the next build or a disk error.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SITE, need } from './kiosk.mjs';

/** Whether the file is a compressed copy of another file. */
export const isCompressed = (name) => /\.(br|gz)$/.test(name);

/** A network as the browser gets it. */
const plan = ({ name }) => path.join(need('GANGWAY_EVALUATION'), 'networks', `${name}.plan`);

/**
 * All recognisers whose file exists, the best one first: name, title, hash, calibration.
 */
export function recognisers() {
  const { model } = JSON.parse(readFileSync(path.join(need('GANGWAY_EVALUATION'), 'models.json'), 'utf8'));
  const all = model.filter((it) => 'recogniser' in it.role);
  return all.filter((it) => existsSync(plan(it))).map((it) => ({
    role: 'recogniser',
    name: it.name,
    title: it.title,
    sha256: it.sha256,
    licence: it.licence,
    fallback: it !== all[0],
    engine: 'plan',
    calibration: it.role.recogniser.calibration ?? null,
  }));
}

/** The path of a network on the site. */
export const placeOf = ({ name, sha256 }) => `parts/models/${name}.${sha256.slice(0, 8)}.plan`;

/**
 * The site as it is built if `recogniser` is the best available one: its file, the list of models, and the
 * service worker with their hashes.
 */
export async function siteWith(recogniser) {
  const site = await copyOfSite();
  const models = JSON.parse(await readFile(site.at('parts/models.json'), 'utf8'));
  const former = models.find((it) => it.role === 'recogniser');
  await site.replace(placeOf(former), placeOf(recogniser), await readFile(plan(recogniser)));
  const list = models.map((it) => (it === former ? recogniser : it));
  await site.rebuild('parts/models.json', JSON.stringify(list, null, 2));
  return site;
}

const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * A copy of the built site that can be changed while it is served, without the compressed copies, which
 * would be outdated.
 */
export async function copyOfSite() {
  const folder = await mkdtemp(path.join(tmpdir(), 'gangway-site-'));
  await cp(SITE, folder, { recursive: true, filter: (it) => !isCompressed(it) });
  const at = (name) => path.join(folder, name);
  return {
    folder,
    at,
    /** Changes the site's settings. */
    async configure(change) {
      const settings = JSON.parse(await readFile(at('kiosk.json'), 'utf8'));
      await writeFile(at('kiosk.json'), JSON.stringify(Object.assign(settings, change)));
    },
    /** Makes another build: one file has another name and content. */
    async replace(former, name, content) {
      const hash = integrity(await readFile(at(former)));
      const worker = await readFile(at('offline.js'), 'utf8');
      if (!worker.includes(hash)) throw new Error(`the service worker does not know ${former}`);
      await rm(at(former));
      await writeFile(at(name), content);
      await writeFile(at('offline.js'), worker.replaceAll(`"/${former}"`, `"/${name}"`).replace(hash, integrity(content)));
    },
    /** Makes another build: one file has another content, and the service worker its new hash. */
    rebuild(name, content) {
      return this.replace(name, name, content);
    },
    /** Makes another build with a mark in the page. */
    async mark(build) {
      const page = await readFile(at('index.html'), 'utf8');
      const marked = page.replace(/<body[^>]*>/, `<body data-build="${build}">`);
      await this.rebuild('index.html', marked);
    },
    async remove() {
      await rm(folder, { recursive: true });
    },
  };
}
