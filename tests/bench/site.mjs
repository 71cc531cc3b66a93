// Serves engines, networks and pictures like a site: compressed, and with threads allowed.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { ROOT } from '../browser/kiosk.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };
const PAGES = {
  '/': '<!doctype html><title>Race</title><script type=module>window.race = await import("/bench/race.mjs")</script>',
  '/host.html': '<!doctype html><title>Host</title><script type=module src=/bench/host.mjs></script>',
  '/cold.html': '<!doctype html><title>Cold start</title><script type=module src=/bench/cold.mjs></script>',
};
const COMPRESSED = path.join(ROOT, 'target/bench/compressed');
const HEADERS = {
  // Threads require these headers.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Serves `folders` and `pictures` by name, until it is closed. */
export async function openSite({ folders, pictures }) {
  let sent = 0;
  const answer = async (url) => {
    const address = url.split('?')[0];
    if (pictures.has(address)) return { body: pictures.get(address), headers: {} };
    const { bytes, type } = await find(address, folders);
    const body = await compress(bytes);
    sent += body.length;
    return { body, headers: { 'content-type': type, 'content-encoding': 'br' } };
  };
  const server = createServer(async ({ url }, response) => {
    try {
      const { body, headers } = await answer(url);
      response.writeHead(200, { ...HEADERS, ...headers, 'content-length': body.length }).end(body);
    } catch {
      response.writeHead(404, HEADERS).end();
    }
  });
  // An open server must not keep the process alive after a failure.
  await once(server.listen(0, '127.0.0.1').unref(), 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** Bytes of all answers since the last call, without frames and documents. */
    takeSent() {
      const bytes = sent;
      sent = 0;
      return bytes;
    },
    close: () => server.close(),
  };
}

async function find(address, folders) {
  if (address in PAGES) return { bytes: Buffer.from(PAGES[address]), type: TYPES['.html'] };
  const [, name, ...rest] = address.split('/');
  const bytes = await readFile(path.join(folders[name], ...rest));
  return { bytes, type: TYPES[path.extname(address)] ?? 'application/octet-stream' };
}

const ready = new Map();

/** Compresses with brotli at the highest level. This takes a minute for some files, so results are cached. */
async function compress(bytes) {
  const name = createHash('sha256').update(bytes).digest('hex');
  if (!ready.has(name)) ready.set(name, kept(path.join(COMPRESSED, `${name}.br`), bytes));
  return ready.get(name);
}

async function kept(file, bytes) {
  try {
    return await readFile(file);
  } catch {
    const body = await promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    await mkdir(COMPRESSED, { recursive: true });
    await writeFile(file, body);
    return body;
  }
}
