// A test page that runs the evaluation build of the worker in real workers.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { need } from '../kiosk.mjs';
import * as inPage from './page.mjs';

export const EVALUATION = need('GANGWAY_EVALUATION');
/** A folder with the program of each flavour. */
export const FLAVOURS = path.join(EVALUATION, 'flavours');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** All of `models.toml`. */
export const registry = JSON.parse(await readFile(path.join(EVALUATION, 'models.json'), 'utf8'));
/** The file of a network as the browser gets it: a plan, or ONNX where it cannot be compiled. */
export const networkFile = (model) => {
  const names = ['plan', 'onnx'].map((ending) => path.join(EVALUATION, 'networks', `${model.name}.${ending}`));
  return names.find((name) => existsSync(name)) ?? names[0];
};

/** Opens the page with a flavour of the program and a recogniser of `models`. */
export async function openBench(browser, { flavour, recogniser, models = registry, fileOf = networkFile }) {
  const files = new Map();
  const put = (address, file) => {
    files.set(address, file);
    return address;
  };
  put('/worker.mjs', path.join(import.meta.dirname, 'worker.mjs'));
  put('/evaluation_bg.wasm', path.join(FLAVOURS, flavour, 'evaluation_bg.wasm'));
  const program = put('/evaluation.js', path.join(FLAVOURS, flavour, 'evaluation.js'));
  const role = (name) => models.model.find((it) => name in it.role);
  const wanted = [role('detector'), role('landmarks'), models.model.find((it) => it.name === recogniser)];
  const networks = wanted.map((it) => put(`/${it.file}`, fileOf(it)));

  const server = createServer(async ({ url }, response) => {
    const file = files.get(url);
    if (url === '/') response.setHeader('content-type', TYPES['.html']).end('<!doctype html><title>Bench</title>');
    else if (!file) response.writeHead(404).end();
    else response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream').end(await readFile(file));
  });
  // An open server must not keep the test process alive.
  await once(server.listen(0, '127.0.0.1').unref(), 'listening');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const workers = availableParallelism();
  await page.evaluate(inPage.start, { workers, program, models: JSON.stringify(models), recogniser, networks });
  return {
    workers,
    /** The embeddings of image files, each `null` where there is no face. */
    embed: (photos) => page.evaluate(inPage.embed, photos.map((it, at) => put(`/photos/${at}`, it))),
    decide: (pairs) => page.evaluate(inPage.decide, pairs),
    async close() {
      await page.close();
      server.close();
    },
  };
}
