// The machine-readable zone of a page before the camera: which pages count, and what a traveller is told.
import assert from 'node:assert/strict';
import { test } from './fixtures.mjs';
import { settings } from './kiosk.mjs';

/** Shows a film to the camera as the document. */
async function showPage(kiosk, film, options = {}) {
  const traveller = await kiosk({ film: `${film}.y4m`, ...options });
  await traveller.begin();
  await traveller.agree();
  return traveller;
}

const withoutZone = settings((site) => { site.pages_without_zone = true; });

test.describe('the zone of a page before the camera', () => {
  for (const film of ['page', 'page_tilted', 'page_upside_down']) {
    test(`is read: ${film}`, async ({ kiosk }) => {
      const traveller = await showPage(kiosk, film);
      await traveller.screen('face');
    });
  }

  test('is on no screen and in no request', async ({ kiosk }) => {
    const traveller = await showPage(kiosk, 'page');
    await traveller.screen('face');
    const seen = [await traveller.page.content()];
    await traveller.officer();
    await traveller.result();
    seen.push(await traveller.page.content(), ...traveller.requests.map(({ url, body }) => `${url} ${body}`));
    // Of the lines that xtask/src/media/data_page.rs prints: name, number, dates.
    for (const read of ['NGUYEN', 'U74504266', '730815']) {
      assert.deepEqual(seen.filter((it) => it.includes(read)), [], read);
    }
  });

  test('says that a document has expired: an officer helps, and neither screen nor message says why', async ({ kiosk }) => {
    for (const options of [{}, { route: withoutZone }]) {
      const traveller = await showPage(kiosk, 'page_expired', options);
      await traveller.screen('done');
      const text = await traveller.text('.done');
      assert.match(text, /We could not confirm\. An officer will help\./);
      assert.match(text, /Your picture has been erased\./);
      assert.doesNotMatch(text, /expire|date|valid/i);
      const result = await traveller.result();
      assert.deepEqual([result.outcome, result.document, result.model], ['manual', null, null]);
    }
  });

  const hints = {
    page_without_zone: 'Show the whole photo page, with the lines of letters at the bottom.',
    // A line that is read in part is unreadable, one that is not read at all is under a reflection.
    page_with_reflection: /There is a reflection on the lines of letters|We cannot read the lines of letters/,
    page_far: 'The photo is too small. Move the page closer.',
  };
  for (const [film, hint] of Object.entries(hints)) {
    test(`cannot be read in ${film}: the traveller is told, and reaches an officer`, async ({ kiosk }) => {
      const traveller = await showPage(kiosk, film);
      await traveller.hint(hint);
      await traveller.pictures(30);
      assert.equal(await traveller.page.locator('section.document').count(), 1, 'no document was taken');
      await traveller.photograph(film);
      await traveller.officer();
      assert.equal((await traveller.result()).outcome, 'manual');
    });
  }

  test('may be missing where the site says so', async ({ kiosk }) => {
    const traveller = await showPage(kiosk, 'page_with_reflection', { route: withoutZone });
    await traveller.screen('face');
  });
});
