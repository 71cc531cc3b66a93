// Looks at a page of the server for travellers: the board, or a ticket on a telephone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SCREENS } from './paths.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Takes a screenshot, and asserts that axe-core finds nothing and that the page is not too wide. */
export async function lookAt(page, name) {
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
  await page.evaluate(axe);
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), values);
  assert.deepEqual(violations.map((it) => [it.id, it.nodes[0].html]), [], name);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${name} is ${over} px too wide`);
}
