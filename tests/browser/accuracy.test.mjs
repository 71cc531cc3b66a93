// The measured error rates are shown to travellers, staff and officers.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { violations } from './gallery/axe.mjs';
import { SITE, settings, startServer, visit } from './kiosk.mjs';
import { copyOfSite, recognisers, siteWith } from './site.mjs';

const LANGUAGES = await readdir(path.resolve(import.meta.dirname, '../../locales'));
/** Each value of the setting, and the number of impostor comparisons for one match. */
const RATES = { '1e-3': 1_000, '1e-4': 10_000, '1e-5': 100_000 };
/** The precision for comparing rates, which are decimal numbers. */
const EPSILON = 1e-6;

/** The entry of the site's recogniser in `models/models.toml`. */
const models = JSON.parse(await readFile(path.join(SITE, 'parts/models.json'), 'utf8'));
const recogniser = models.find((it) => it.role === 'recogniser');
const { calibration } = recogniser;
assert.ok(calibration, `${recogniser.name} is not calibrated: cargo xtask eval --write-card`);

/** The measurements of a recogniser with three live frames, as the kiosk takes. */
function measured(rate, { calibration } = recogniser) {
  const { fnmr, low, high } = calibration.thresholds.find((it) => it.fmr === rate).frames[2];
  return {
    ofThousand: Math.max(1, Math.ceil(fnmr * 1e3 - EPSILON)),
    ofTenThousand: [Math.round(fnmr * 1e4), Math.floor(low * 1e4 + EPSILON), Math.ceil(high * 1e4 - EPSILON)],
  };
}

const write = (number) => number.toLocaleString('en');

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'no_face.y4m' });
});
test.afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The privacy notice of a kiosk with this false match rate, in a language. */
async function privacy(rate, language = 'en', options = {}) {
  const route = settings((site) => { site.target_fmr = rate; });
  const traveller = await visit(browser, server, { route, ...options });
  await traveller.begin(language);
  await traveller.page.locator('.notice button:has(.icon-info)').click();
  await traveller.panel('privacy');
  return traveller;
}

test.describe('a traveller is told how often the comparison is wrong', () => {
  for (const [rate, count] of Object.entries(RATES)) {
    test(`where at most 1 in ${count} may match`, async () => {
      const traveller = await privacy(rate);
      const sentences = await traveller.texts('.privacy .answer p');
      const { ofThousand } = measured(rate);
      assert.equal(sentences[0], `In a test, at most 1 in ${write(count)} comparisons of two different people said "same person".`);
      assert.match(sentences[1], /^A check has up to two tries/);
      assert.ok(sentences[2].startsWith(`In about ${write(ofThousand)} of 1,000 comparisons of one person, `), sentences[2]);
      const photos = `${write(calibration.photos)} (news )?photos of ${write(calibration.people)} people`;
      assert.match(sentences[3], new RegExp(photos));
      assert.doesNotMatch(sentences.join(' '), /%/);
      await traveller.close();
    });
  }

  for (const language of LANGUAGES) {
    test(`by the same numbers in ${language}`, async () => {
      const traveller = await privacy('1e-4', language);
      const sentences = await traveller.texts('.privacy .answer p');
      // Languages have different thousands separators.
      const numbers = (text) => (text.match(/\d+(?:[.,\s]\d{3})*/g) ?? []).map((it) => Number(it.replace(/\D/g, ''))).sort();
      // Some languages write 1 as a word.
      assert.deepEqual(numbers(sentences[0]).filter((it) => it !== 1), [10_000]);
      assert.deepEqual(numbers(sentences[2]), [measured('1e-4').ofThousand, 1_000].sort());
      assert.deepEqual(numbers(sentences[3].replace(calibration.data, '')), [calibration.photos, calibration.people].sort());
      await traveller.close();
    });
  }

  test('U19 and hears it where the screen is read aloud', async () => {
    const traveller = await visit(browser, server);
    await traveller.page.keyboard.press('*');
    await traveller.begin('en');
    await traveller.page.locator('.notice button:has(.icon-info)').click();
    const told = traveller.page.locator('.spoken', { hasText: 'How often is the comparison wrong?' });
    await told.waitFor();
    const sentences = await traveller.texts('.privacy .answer p');
    const transcript = await traveller.text('.spoken');
    assert.ok(sentences.length >= 4 && sentences.every((it) => transcript.includes(it)), transcript);
    await traveller.close();
  });
});

/** The desk's page, with the cards of all recognisers open. */
async function desk(at) {
  const page = await browser.newPage();
  await page.goto(`${at.deskOrigin}/desk`);
  for (const card of await page.locator('.accuracy summary').all()) await card.click();
  return page;
}

// A machine without the best recogniser shows the measurements of another one.
for (const recogniser of recognisers().filter((it) => it.calibration)) {
  const { name, title, fallback, calibration } = recogniser;
  test.describe(`K0: with ${name}`, () => {
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

    test('staff see the interval, the data set, the day and the pipeline, too', async () => {
      const traveller = await visit(browser, own, { route: settings((it) => { it.target_fmr = '1e-3'; }) });
      await traveller.ready();
      await traveller.page.keyboard.press('F2');
      await traveller.panel('staff');
      const facts = Object.fromEntries((await traveller.texts('.panel.staff tr')).map((it) => it.split('\t')));
      const [count, low, high] = measured('1e-3', recogniser).ofTenThousand.map(write);
      assert.equal(facts['Face model'], name);
      assert.equal(facts['Stands in for a better face model'], fallback ? 'Yes' : 'No');
      assert.equal(facts['False matches allowed (FMR)'], 'At most 1 in 1,000');
      assert.equal(facts['Missed matches (FNMR)'], `${count} in 10,000 (interval of 95 in 100: ${low} to ${high})`);
      const size = `Photos: ${write(calibration.photos)}. People: ${write(calibration.people)}.`;
      assert.equal(facts['Measured with'], `${calibration.data}. ${size}`);
      assert.equal(facts['Measured on'], calibration.date);
      assert.equal(facts['Version that was measured'], calibration.build);
      await traveller.close();
    });

    test('the desk says how often the recogniser is wrong at each rate, and keeps to the rules of axe-core', async () => {
      const page = await desk(own);
      for (const [rate, count] of Object.entries(RATES)) {
        const row = page.locator('.accuracy tr', { has: page.locator(`th:text-is("at most 1 in ${write(count)}")`) });
        const [fnmr, low, high] = measured(rate, recogniser).ofTenThousand.map(write);
        const cells = await row.locator('td').allInnerTexts();
        assert.deepEqual(cells, [`${fnmr} in 10,000`, `${low} to ${high}`]);
      }
      const words = await page.locator('.accuracy').innerText();
      for (const said of [title, calibration.data, calibration.date, calibration.build, `models/${name}.md`]) {
        assert.ok(words.includes(said), `${said} is not in: ${words}`);
      }
      assert.equal((await page.locator('body').innerText()).includes('fallback recogniser'), fallback);
      for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
        await page.setViewportSize(size);
        assert.deepEqual(await violations(page), []);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(tooWide <= 0, `${tooWide} px too wide at ${size.width}`);
      }
      await page.close();
    });
  });
}

test.describe('the desk', () => {
  test('says plainly that a recogniser has not been measured', async () => {
    const copy = await copyOfSite();
    const unmeasured = models.map((it) => ({ ...it, calibration: null }));
    await writeFile(copy.at('parts/models.json'), JSON.stringify(unmeasured));
    const other = await startServer({ site: copy.folder });
    try {
      const page = await desk(other);
      assert.match(await page.locator('.accuracy').innerText(), /The error rates of this recogniser were not measured/);
      assert.equal(await page.locator('.accuracy table').count(), 0);
      await page.close();
    } finally {
      await other.close();
      await copy.remove();
    }
  });
});
