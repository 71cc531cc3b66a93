// Unreadable files, and dropped objects that are not files, are handled like bad files.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

let server;
let browser;
let folder;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'woman_a.y4m' });
  folder = await mkdtemp(path.join(tmpdir(), 'gangway-files-'));
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** Delays the page's messages with files to the worker until the test releases them. */
function hold() {
  window.held = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const send = () => post.call(this, message, ...rest);
    if (message?.[0]?.ReadDocument && window.held) window.held.push(send);
    else send();
  };
}

const areHeld = (traveller, count) => traveller.page.waitForFunction((it) => window.held.length === it, count);
const letGo = (traveller) => traveller.page.evaluate(() => {
  const { held } = window;
  window.held = null;
  held.forEach((send) => send());
});

/** Goes to the screen for a file. */
async function toFile(init) {
  const traveller = await visit(browser, server, { init });
  await traveller.begin();
  await traveller.agree();
  await traveller.useFile();
  return traveller;
}

/** A copy of the document's photo that a test can damage. */
async function ownFile(name) {
  const file = path.join(folder, name);
  await writeFile(file, await readFile(media('woman_a_doc.jpg')));
  return file;
}

/** Drops files or items on the drop zone. */
async function drop(traveller, { files = [], items = [] }) {
  const client = await traveller.page.context().newCDPSession(traveller.page);
  const { x, y, width, height } = await traveller.page.locator('.drop').boundingBox();
  const data = { items, files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await client.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  }
  await client.detach();
}

test.describe('K8: a file', () => {
  const spoilt = {
    'was deleted': (file) => rm(file),
    'has changed': (file) => writeFile(file, 'something else, and shorter'),
  };
  for (const [what, spoil] of Object.entries(spoilt)) {
    test(`that ${what} after it was chosen is a bad file, and another one is welcome`, async () => {
      const traveller = await toFile(hold);
      const file = await ownFile('chosen.jpg');
      await traveller.show(file);
      await areHeld(traveller, 1);
      await spoil(file);
      await letGo(traveller);
      await traveller.hint(/This file cannot be read\./);
      await traveller.show(media('woman_a_doc.jpg'));
      await traveller.page.locator('main section:is(.face, .comparing, .done)').waitFor();
      await traveller.close();
    });
  }

  test('in whose place another one was shown is not the document', async () => {
    const traveller = await toFile(hold);
    await traveller.show(media('woman_a_doc.jpg'));
    await traveller.show(media('no_face.jpg'));
    await areHeld(traveller, 2);
    await letGo(traveller);
    await traveller.hint(/cannot see a photo of a face/);
    assert.equal(await traveller.page.locator('main section.document').count(), 1);
    await traveller.close();
  });
});

test('K8: a folder, several files, a text and a link that are dropped get a word, and a file is taken', async () => {
  const traveller = await toFile();
  const inside = path.join(folder, 'pictures');
  await mkdir(inside, { recursive: true });
  const text = (mimeType, data) => [{ mimeType, data }];
  const cases = [
    [{ files: [inside] }, /This file cannot be read\./],
    [{ files: [media('woman_a_doc.jpg'), media('other_doc.jpg')] }, /Choose one file only\./],
    [{ items: text('text/plain', 'my passport') }, /That is not a file\./],
    [{ files: [media('empty.jpg')] }, /This file is empty\./],
    [{ items: text('text/uri-list', 'https://example.org/passport.jpg') }, /That is not a file\./],
  ];
  for (const [dropped, word] of cases) {
    await drop(traveller, dropped);
    await traveller.hint(word);
  }
  await traveller.photograph('document-not-a-file-en');
  await drop(traveller, { files: [media('woman_a_doc.jpg')] });
  await traveller.page.locator('main section:is(.face, .comparing, .done)').waitFor();
  await traveller.close();
});
