// A browser draws our sentences only with fonts of the site.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { startServer, visit } from './kiosk.mjs';

const LOCALES = path.resolve(import.meta.dirname, '../../locales');
const LANGUAGES = await readdir(LOCALES);
const WEIGHTS = [400, 600, 700];

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});
test.afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The sentences of a language in one string, without comments. */
async function sentences(language) {
  const file = await readFile(path.join(LOCALES, language, 'main.ftl'), 'utf8');
  return file.split('\n').filter((it) => !it.startsWith('#')).join(' ');
}

/** Shows `text` on the page in a language, and returns the fonts that draw it in `weight`. */
async function drawn(page, devtools, { text, language, weight }) {
  await page.evaluate(async ([words, lang, boldness]) => {
    document.documentElement.lang = lang;
    const main = document.querySelector('main');
    main.replaceChildren(document.createElement('p'));
    main.firstChild.style.fontWeight = boldness;
    main.firstChild.textContent = words;
    main.getBoundingClientRect();
    await document.fonts.ready;
  }, [text, language, weight]);
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'main p' });
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts;
}

test.describe('the site brings the letters of every language', () => {
  for (const language of LANGUAGES) {
    test(`${language} is drawn with fonts of the site alone, in every weight`, async () => {
      const { page } = await visit(browser, server);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('DOM.enable');
      await devtools.send('CSS.enable');
      const text = await sentences(language);
      for (const weight of WEIGHTS) {
        const fonts = await drawn(page, devtools, { text, language, weight });
        const glyphs = fonts.reduce((sum, it) => sum + it.glyphCount, 0);
        assert.ok(glyphs > 1000, `${glyphs} glyphs were seen`);
        const foreign = fonts.filter((it) => !it.isCustomFont).map((it) => it.familyName);
        assert.deepEqual(foreign, [], `in ${weight}`);
      }
      await page.context().close();
    });
  }
});
