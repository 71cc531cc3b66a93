// After any fault travellers go to an officer, and staff see the reason.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, skipIf, test } from './fixtures.mjs';
import { isStored, media, served, settings, startServer, visit } from './kiosk.mjs';
import { placeOf, recognisers, siteWith } from './site.mjs';

let server;
test.beforeAll(async () => { server = await startServer(); });
test.afterAll(() => server.close());

async function walk(camera, steps, options = {}) {
  const browser = await openBrowser(camera);
  try {
    const traveller = await visit(browser, options.server ?? server, options);
    await steps(traveller);
  } finally {
    await browser.close();
  }
}

/** The face lane is closed, staff see `reason`, and the officer lane works. */
async function assertOfficerOnly(traveller, reason, { isTimely = true, at = server } = {}) {
  await traveller.screen('closed');
  assert.match(await traveller.text('.staff'), reason);
  assert.equal(await traveller.page.locator('.choice').count(), 0);
  await traveller.page.locator('.closed button.action').click();
  await traveller.screen('done');
  // The server quarantines a result of another year, and the desk shows it.
  if (!isTimely) return;
  await traveller.result();
  const body = traveller.results().at(-1);
  assert.equal(JSON.parse(body).outcome, 'manual');
  assert.ok(await isStored(at, body));
}

/** Kills the browser's camera process, as if a cable was pulled. */
async function killCamera(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const named = await Promise.all(processInfo.map(async ({ id }) => {
    const words = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    return words.includes('video_capture.mojom.VideoCaptureService') ? id : null;
  }));
  const [camera] = named.filter((id) => id !== null);
  assert.ok(camera, 'no camera process');
  process.kill(camera, 'SIGKILL');
}

test.describe('a camera', () => {
  test('that the browser does not show to the page closes the face lane', async () => {
    const init = () => Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined });
    await walk({ film: 'woman_a.y4m' }, async (traveller) => {
      await traveller.begin();
      await assertOfficerOnly(traveller, /may not use the camera/);
    }, { init });
  });

  test('that is absent closes the face lane before the choice', async () => {
    await walk({ film: null }, async (traveller) => {
      await traveller.begin();
      await assertOfficerOnly(traveller, /No camera is connected/);
      assert.equal(await traveller.opened(), 0);
    });
  });

  test('that is refused leads to an officer, and closes the face lane for the next', async () => {
    await walk({ film: 'no_face.y4m', forbidden: true }, async (traveller) => {
      await traveller.begin();
      await traveller.page.locator('.choice:has(.icon-face)').click();
      await traveller.screen('done');
      assert.equal((await traveller.result()).outcome, 'manual');
      await traveller.finish();
      await traveller.begin();
      await assertOfficerOnly(traveller, /may not use the camera/);
    });
  });

  test('that is unplugged in the middle leads to an officer', async () => {
    await walk({ film: 'no_face.y4m' }, async (traveller) => {
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.hint(/Move into the oval/);
      // The camera stays away: the page finds none when it tries again.
      await traveller.page.evaluate(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
      });
      await killCamera(traveller.page.context().browser());
      await traveller.screen('done');
      assert.match(await traveller.text('.done'), /This kiosk has a problem\. An officer will help\./);
      assert.equal((await traveller.result()).outcome, 'manual');
      assert.equal(await traveller.cameraRuns(), false);
    });
  });
});

test.describe('a document file', () => {
  const cases = {
    'no_face.jpg': /cannot see a photo of a face/,
    'two_faces.jpg': /more than one face/,
    'small_face.jpg': /too small/,
    'corrupt.jpg': /may be damaged/,
    'empty.jpg': /empty/,
    'huge.png': /too large/,
    'not_an_image.jpg': /JPEG, PNG, WebP or JPEG 2000/,
  };
  test('that cannot be used is refused with its reason, and another one is welcome', async () => {
    await walk({ film: 'woman_a.y4m' }, async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await traveller.useFile();
      for (const [file, reason] of Object.entries(cases)) {
        await traveller.show(media(file));
        await traveller.hint(reason);
      }
      await traveller.photograph('document-refused-en');
      await traveller.show(media('woman_a_doc.jpg'));
      await traveller.screen('done');
      assert.equal((await traveller.result()).outcome, 'match');
      assert.deepEqual(traveller.errors, []);
    });
  });
});

test.describe('the worker', () => {
  test('killed in the middle of a comparison is replaced, and the traveller sees an officer', async () => {
    const kill = () => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        // Once for all pages: the next traveller has a new page.
        if (!localStorage.wasKilled && message?.[0]?.Compare) {
          localStorage.wasKilled = 'yes';
          this.terminate();
        }
        return post.call(this, message, ...rest);
      };
    };
    await walk({ film: 'woman_a.y4m' }, async (traveller) => {
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.screen('comparing');
      await traveller.screen('done');
      assert.equal((await traveller.result()).outcome, 'manual');
      await traveller.finish();
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.screen('done');
      assert.equal((await traveller.result(2)).outcome, 'match', 'the next traveller');
    }, { init: kill });
  });

  test('that breaks sends the traveller to an officer at once', async () => {
    await walk({ film: 'no_face.y4m' }, async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await traveller.page.evaluate(() => seen.workers.at(-1).dispatchEvent(new ErrorEvent('error')));
      // Sooner than the time limit for a silent worker.
      await traveller.screen('done', 6_000);
      assert.equal((await traveller.result()).outcome, 'manual');
    });
  });
});

const tamper = (pattern) => (page) => page.route(pattern, async (route) => {
  const response = await route.fetch();
  const body = await response.body();
  body[body.length >> 1] ^= 1;
  await route.fulfill({ response, body });
});

test.describe('a tampered', () => {
  for (const [name, pattern] of [
    ['detector', '**/blazeface.*.plan'],
    ['program of the worker', '**/vision*.wasm'],
    ['language', '**/words/fr.*.txt'],
  ]) {
    test(`${name} closes the face lane`, async () => {
      await walk({ film: 'woman_a.y4m' }, async (traveller) => {
        await traveller.begin();
        await assertOfficerOnly(traveller, /missing or has been changed/);
        assert.equal(await traveller.opened(), 0);
      }, { route: tamper(pattern) });
    });
  }
});

test.describe('the settings', () => {
  test('with an expired notice close the face lane', async () => {
    const route = settings((site) => { site.notice.expires = '2026-11-02'; });
    await walk({ film: 'woman_a.y4m' }, async (traveller) => {
      await traveller.begin();
      await assertOfficerOnly(traveller, /notice is not in effect/);
    }, { route });
  });

  test('with an unknown field close the face lane, and still lead to an officer', async () => {
    const route = settings((site) => { site.colour = 'red'; });
    await walk({ film: 'woman_a.y4m' }, async (traveller) => {
      await traveller.begin();
      await traveller.screen('closed');
      assert.match(await traveller.text('.staff'), /settings file/);
      await traveller.officer();
      // The kiosk's number is not known yet: the ticket has the provisional number.
      await traveller.page.locator('.ticket').waitFor();
      assert.match(await traveller.text('.ticket strong'), /^[0-9a-f]+-\d{3}$/);
    }, { route });
  });
});

test('a browser without wasm SIMD closes the face lane', async () => {
  const init = () => { WebAssembly.validate = () => false; };
  await walk({ film: 'woman_a.y4m' }, async (traveller) => {
    await traveller.begin();
    await assertOfficerOnly(traveller, /too old/);
  }, { init });
});

test('a notice that runs out while the kiosk is idle closes the face lane', async () => {
  await walk({ film: 'woman_a.y4m' }, async (traveller) => {
    await traveller.page.evaluate(() => { Date.now = () => Date.UTC(2031, 0, 1); });
    await traveller.begin();
    await assertOfficerOnly(traveller, /notice is not in effect/, { isTimely: false });
  });
});

test('settings that cannot be had any more do not end what runs', async () => {
  await walk({ film: 'woman_a.y4m' }, async (traveller) => {
    await traveller.page.route('**/kiosk.json', (route) => route.abort());
    // A page without a picture is not reloaded.
    await traveller.officer();
    await traveller.finish();
    await traveller.begin();
    await traveller.page.locator('.choice').first().waitFor();
  });
});

test('who is faster than the settings has a ticket all the same', async () => {
  let deliver;
  const isWanted = new Promise((resolve) => { deliver = resolve; });
  const route = (page) => page.route('**/kiosk.json', (it) => isWanted.then(() => it.continue()));
  await walk({ film: 'woman_a.y4m' }, async (traveller) => {
    await traveller.officer();
    await traveller.page.locator('.ticket').waitFor();
    deliver();
    assert.equal((await traveller.result()).outcome, 'manual');
  }, { route });
});

test('a page that does not start sends everybody to an officer', async () => {
  const browser = await openBrowser({ film: 'woman_a.y4m' });
  try {
    const page = await browser.newPage();
    await page.route('**/gangway-*_bg.wasm', (route) => route.abort());
    await page.goto(server.origin);
    await page.getByText('Please see an officer.').waitFor();
    await page.getByText('Por favor, vea a un agente.').waitFor();
  } finally {
    await browser.close();
  }
});

test('a result outlives the network, the server and a reload', async () => {
  const own = await startServer();
  try {
    await walk({ film: 'no_face.y4m' }, async (traveller) => {
      await traveller.begin();
      await own.stop();
      await traveller.officer();
      const ticket = await traveller.text('.ticket strong');
      await own.restart();
      await traveller.page.reload();
      await traveller.screen('welcome');
      for (let i = 0; i < 100 && !(await isAtDesk(own, ticket)); i++) {
        await traveller.page.waitForTimeout(100);
      }
      assert.ok(await isAtDesk(own, ticket));
    }, { server: own });
  } finally {
    await own.close();
  }
});

async function isAtDesk(own, ticket) {
  return (await (await fetch(`${own.deskOrigin}/desk/list`)).text()).includes(ticket);
}

// The recogniser depends on what the machine could download, and other tests use the site's one.
const siteModel = (await served()).model;

test.describe('K0: with any recogniser that may be the best one of a machine', () => {
  for (const recogniser of recognisers()) {
    const { name, sha256 } = recogniser;
    test.describe(name, () => {
      let site;
      let own;
      test.beforeAll(async () => {
        site = await siteWith(recogniser);
        own = await startServer({ site: site.folder });
      });
      test.afterAll(async () => {
        await own?.close();
        await site?.remove();
      });

      test('that was tampered with closes the face lane', async () => {
        await walk({ film: 'woman_a.y4m' }, async (traveller) => {
          await traveller.begin();
          await assertOfficerOnly(traveller, /missing or has been changed/, { at: own });
          assert.equal(await traveller.opened(), 0);
        }, { server: own, route: tamper(`**/${placeOf(recogniser)}`) });
      });

      // Other test files use the site's own recogniser.
      const skip = sha256.startsWith(siteModel) && 'it is the one that the site was built with';
      for (const [document, outcome] of [['woman_a_doc.jpg', 'match'], ['other_doc.jpg', 'no_match']]) {
        test(`says of ${document}: ${outcome}`, async () => {
          skipIf(skip);
          await walk({ film: 'woman_a.y4m' }, async (traveller) => {
            await traveller.toFace(media(document));
            await traveller.screen('done');
            const message = await traveller.result();
            assert.deepEqual([message.outcome, message.model], [outcome, sha256.slice(0, 8)]);
          }, { server: own });
        });
      }

      test('says of the very photograph of the document that it is no live face', async () => {
        skipIf(skip);
        await walk({ film: 'woman_a.y4m' }, async (traveller) => {
          await traveller.toFace(media('woman_a_doc_same.jpg'));
          await traveller.hint('Look at the camera yourself');
        }, { server: own });
      });
    });
  }

  test('there are two at least, so a fallback is tested on every machine', () => {
    assert.ok(recognisers().some((it) => it.fallback) && recognisers().length >= 2);
  });

  // The report of a benchmark names the recogniser that was used.
  test('no test waits for one of them by its name', async () => {
    const names = recognisers().map((it) => it.name);
    const files = (await readdir(import.meta.dirname)).filter((it) => it.endsWith('.mjs') && it !== 'bench.test.mjs');
    for (const file of files) {
      const text = await readFile(path.join(import.meta.dirname, file), 'utf8');
      for (const name of names) assert.ok(!text.includes(name), `${file} names ${name}`);
    }
  });
});
