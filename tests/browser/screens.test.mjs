// The screens of a real visit with a camera. The gallery tests have all others.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { violations } from './gallery/axe.mjs';
import { media, startServer, visit } from './kiosk.mjs';

const SIZES = {
  kiosk: { width: 1080, height: 1920 },
  phone: { width: 390, height: 844 },
};

let server;
test.beforeAll(async () => { server = await startServer(); });
test.afterAll(() => server.close());

/** Takes a screenshot, and reports violations. */
async function look(traveller, name) {
  await traveller.page.evaluate(() => document.fonts.ready);
  await traveller.photograph(name);
  assert.deepEqual(await violations(traveller.page), [], name);
}

async function walk(film, options, steps) {
  const browser = await openBrowser({ film });
  try {
    await steps(await visit(browser, server, options));
  } finally {
    await browser.close();
  }
}

async function tour(size, language) {
  const name = (screen) => `${screen}-${size}-${language}`;
  const options = { viewport: SIZES[size] };
  await walk('no_face.y4m', options, async (traveller) => {
    await look(traveller, name('1-welcome'));
    await traveller.begin(language);
    await look(traveller, name('2-notice'));
    await traveller.agree();
    await traveller.hint(/./);
    await look(traveller, name('3-document-camera'));
    await traveller.useFile();
    assert.equal(await traveller.text('.hint'), '', 'a word about the camera');
    await traveller.show(media('two_faces.jpg'));
    await traveller.hint(/./);
    await look(traveller, name('3-document-refused'));
    await traveller.show(media('woman_a_doc.jpg'));
    await traveller.screen('face');
    await traveller.hint(/oval|óvalo/);
    await look(traveller, name('4-face'));
    await traveller.officer();
    await look(traveller, name('6-done-officer'));
  });
  await walk('woman_a.y4m', options, async (traveller) => {
    // The answer is delayed for the screenshot, because the comparison is quick.
    await traveller.page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        const send = () => post.call(this, message, ...rest);
        if (message?.[0]?.Compare) setTimeout(send, 3_000);
        else send();
      };
    });
    await traveller.begin(language);
    await traveller.agree();
    await traveller.useFile();
    await traveller.show(media('woman_a_doc.jpg'));
    await traveller.screen('comparing');
    await look(traveller, name('5-comparing'));
    await traveller.screen('done');
    await look(traveller, name('6-done-match'));
  });
  await walk(null, options, async (traveller) => {
    await traveller.begin(language);
    await traveller.screen('closed');
    await look(traveller, name('7-closed'));
  });
}

test.describe('every screen of a check keeps to the rules of axe-core, with a living picture in it', () => {
  for (const [size, language] of [['kiosk', 'en'], ['phone', 'es']]) {
    test(`on a ${size} in ${language}`, () => tour(size, language));
  }
});

test('the desk shows a ticket as it arrives', async () => {
  const browser = await openBrowser({ film: 'no_face.y4m' });
  try {
    const officer = await browser.newPage();
    await officer.goto(`${server.deskOrigin}/desk`);
    await officer.getByText('Live', { exact: true }).waitFor();
    const traveller = await visit(browser, server);
    await traveller.officer();
    const ticket = await traveller.text('.ticket strong');
    // Results are sent at multiples of ten seconds.
    await officer.getByText(ticket, { exact: true }).first().waitFor();
    await officer.screenshot({ path: 'target/screens/8-desk.png' });
    assert.deepEqual(await violations(officer), []);
  } finally {
    await browser.close();
  }
});
