// The document's chip: from the page before the camera, whose zone has the key, to the row at the desk.
import assert from 'node:assert/strict';
import { ChipReader, missing } from './chip_reader.mjs';
import { until } from './engines/wait.mjs';
import { skipIf, test } from './fixtures.mjs';
import { desk, media } from './kiosk.mjs';

/** Of the lines that xtask/src/media/data_page.rs prints: name, number, dates. */
const READ = ['NGUYEN', 'U74504266', '730815'];

const leastOf = (least) => (site) => { site.least_document = least; };

test.describe('the chip of the document', () => {
  skipIf(missing);
  let reader;
  test.beforeEach(async ({ server }) => { reader = await ChipReader.start(server.origin); });
  test.afterEach(() => reader.close());

  /** Shows the page, and lays the passport on the reader when the screen asks for it. */
  async function lay(kiosk, { passport = [], after = 500, change, film = 'page_then_face.y4m' } = {}) {
    const laid = await reader.layOn('--lay-on-after', String(after), ...passport);
    const traveller = await kiosk({ film, route: reader.route(change) });
    await traveller.begin();
    await traveller.agree();
    await traveller.page.locator('main section:is(.chip, .face, .comparing, .done)').waitFor();
    return { traveller, laid };
  }

  for (const [name, passport, source, words] of [
    ['genuine', [], 'chip_genuine', /genuine/],
    ['genuine by active authentication', ['--access', 'bac', '--clone-check', 'aa-rsa'], 'chip_genuine', /genuine/],
    ['signed, without a proof against copies', ['--access', 'bac', '--clone-check', 'none'], 'chip_signed', /signed/],
    ['of an unknown country', ['--fault', 'unknown-country'], 'chip_unverified', /not verified/],
  ]) {
    test(`${name}: its photo is compared, and the desk says what it is worth`, async ({ kiosk, server }) => {
      const { traveller } = await lay(kiosk, { passport });
      await traveller.screen('done', 60_000);
      const result = await traveller.result();
      assert.deepEqual([result.version, result.outcome, result.document], [2, 'match', source]);
      assert.match(await desk(server), words);
    });
  }

  test('is on no screen, in no request and in no log', async ({ kiosk }) => {
    const { traveller } = await lay(kiosk, { after: 5_000 });
    await traveller.screen('chip');
    const seen = [await traveller.page.content()];
    await traveller.screen('done', 60_000);
    await traveller.result();
    seen.push(await traveller.page.content(), reader.log);
    seen.push(...traveller.requests.map(({ url, body }) => `${url} ${body}`));
    for (const read of READ) assert.deepEqual(seen.filter((text) => text.includes(read)), [], read);
    const heard = await traveller.page.evaluate(() => JSON.stringify(seen.heard));
    assert.match(heard, /"ChipTaken":"Genuine"/);
    assert.doesNotMatch(heard, /NGUYEN/);
  });

  // The page of a document that has expired is refused before: `zone.test.mjs`.
  for (const fault of ['portrait-swapped', 'copied', 'revoked']) {
    test(`${fault}: an officer helps, and neither screen nor message says why`, async ({ kiosk }) => {
      const { traveller } = await lay(kiosk, { passport: ['--fault', fault] });
      await traveller.screen('done', 60_000);
      assert.match(await traveller.text('.done'), /We could not confirm\. An officer will help\./);
      const result = await traveller.result();
      assert.deepEqual([result.outcome, result.document, result.model], ['manual', null, null]);
    });
  }

  test('has a reader and a list of states, which the kiosk reports', async ({ kiosk }) => {
    await reader.layOn();
    const traveller = await kiosk({ route: reader.route() });
    const reported = () => traveller.requests.find(({ body }) => body?.includes('"chip":{"reader":true,"trust_list":{"id":'));
    await until(reported, 'the kiosk reports its reader');
    assert.match(JSON.parse(reported().body).chip.trust_list.id, /^[0-9a-f]{8}$/);
  });

  test('may be left out where the site accepts a printed page', async ({ kiosk }) => {
    const { traveller } = await lay(kiosk, { after: 60_000 });
    await traveller.screen('chip');
    await traveller.hint('Lay your document flat on the reader.');
    await traveller.photograph('chip_lay_down');
    await traveller.page.getByRole('button', { name: 'Go on without the chip' }).click();
    await traveller.screen('done', 60_000);
    const result = await traveller.result();
    assert.deepEqual([result.outcome, result.document], ['match', 'camera']);
  });

  test('is needed where the site says so, and less than it asks for leads to an officer', async ({ kiosk }) => {
    const { traveller } = await lay(kiosk, {
      passport: ['--access', 'bac', '--clone-check', 'none'],
      change: leastOf('genuine'),
    });
    assert.equal(await traveller.page.getByRole('button', { name: 'Go on without the chip' }).count(), 0);
    await traveller.screen('done', 60_000);
    assert.equal((await traveller.result()).outcome, 'manual');
  });

  test('can be read when the page comes as a file', async ({ kiosk }) => {
    await reader.layOn();
    const traveller = await kiosk({ film: 'woman_a.y4m', route: reader.route() });
    await traveller.begin();
    await traveller.agree();
    await traveller.useFile();
    await traveller.show(media('page.jpg'));
    await traveller.screen('done', 60_000);
    assert.equal((await traveller.result()).document, 'chip_genuine');
  });

  test('is read again when it was taken off too early, and an officer is one touch away all the time', async ({ kiosk }) => {
    const { traveller } = await lay(kiosk, { passport: ['--pull-at', '9'] });
    await traveller.hint('Contact was lost. Lay the document on the reader again.');
    await reader.layOn();
    await traveller.screen('done', 60_000);
    assert.equal((await traveller.result()).document, 'chip_genuine');
  });

  test('needs a reader: without one the traveller is told, and goes on or sees an officer', async ({ kiosk }) => {
    const { traveller } = await lay(kiosk, { change: (site) => { site.reader.address = 'ws://127.0.0.1:9/'; } });
    await traveller.hint('The reader does not answer.');
    await traveller.photograph('chip_no_reader');
    await traveller.officer();
    assert.equal((await traveller.result()).outcome, 'manual');
    // The browser reports each connection that it cannot make.
    traveller.errors.length = 0;
  });
});
