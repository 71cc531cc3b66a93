// Sites that differ from the one that was built: what the next build, or a bad disk, would leave.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SITE } from './kiosk.mjs';

/** Whether the file is a compressed copy of the one that it lies beside. */
export const isCompressed = (name) => /\.(br|gz)$/.test(name);

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
    /** Another build: one file has another content, and the service worker knows its hash. */
    async rebuild(name, content) {
      const hash = integrity(await readFile(at(name)));
      const worker = await readFile(at('offline.js'), 'utf8');
      if (!worker.includes(hash)) throw new Error(`the service worker does not know ${name}`);
      await writeFile(at(name), content);
      await writeFile(at('offline.js'), worker.replace(hash, integrity(content)));
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
