// Sites that differ from the one that was built: what the next build, or a bad disk, would leave.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, SITE, need } from './kiosk.mjs';

/** Whether the file is a compressed copy of the one that it lies beside. */
export const isCompressed = (name) => /\.(br|gz)$/.test(name);

const transport = (model) => path.join(ROOT, 'target/transport', model.file);

/**
 * Every recogniser whose file is on this machine, the best one first: name, title, hash, and what
 * was measured with it.
 */
export function recognisers() {
  const { model } = JSON.parse(readFileSync(path.join(need('GANGWAY_EVALUATION'), 'models.json'), 'utf8'));
  const all = model.filter((it) => 'recogniser' in it.role);
  return all.filter((it) => existsSync(transport(it))).map((it) => ({
    role: 'recogniser',
    name: it.name,
    title: it.title,
    file: it.file,
    sha256: it.sha256,
    licence: it.licence,
    fallback: it !== all[0],
    calibration: it.role.recogniser.calibration ?? null,
  }));
}

/** Where the site has a network, from its root. */
export const placeOf = ({ name, sha256 }) => `parts/models/${name}.${sha256.slice(0, 8)}.onnx`;

/**
 * The site as it is built where `recogniser` is the best one that can be had: its file, the list
 * of the models, and what the service worker knows of both.
 */
export async function siteWith({ file, ...recogniser }) {
  const site = await copyOfSite();
  const models = JSON.parse(await readFile(site.at('parts/models.json'), 'utf8'));
  const former = models.find((it) => it.role === 'recogniser');
  await site.replace(placeOf(former), placeOf(recogniser), await readFile(transport({ file })));
  const list = models.map((it) => (it === former ? recogniser : it));
  await site.rebuild('parts/models.json', JSON.stringify(list, null, 2));
  return site;
}

const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * A copy of the built site, to be changed while it is served. Without the compressed copies, which
 * would go on saying what a file said before.
 */
export async function copyOfSite() {
  const folder = await mkdtemp(path.join(tmpdir(), 'gangway-site-'));
  await cp(SITE, folder, { recursive: true, filter: (it) => !isCompressed(it) });
  const at = (name) => path.join(folder, name);
  return {
    folder,
    at,
    /** Another build: one file has another name and another content. */
    async replace(former, name, content) {
      const hash = integrity(await readFile(at(former)));
      const worker = await readFile(at('offline.js'), 'utf8');
      if (!worker.includes(hash)) throw new Error(`the service worker does not know ${former}`);
      await rm(at(former));
      await writeFile(at(name), content);
      await writeFile(at('offline.js'), worker.replaceAll(`"/${former}"`, `"/${name}"`).replace(hash, integrity(content)));
    },
    /** Another build: one file has another content, and the service worker knows its hash. */
    rebuild(name, content) {
      return this.replace(name, name, content);
    },
    /** Another build, whose page says so. */
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
