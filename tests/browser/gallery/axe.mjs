// Holds a page against axe-core's rules.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is wrong with a page, a line for each rule; 7:1 is asked of every text. */
export async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  return page.evaluate(async () => {
    // Where a dialog lies over the main part axe asks for none, but it knows no alertdialog that
    // is not modal. Ours is not: the foot answers on.
    const isAsking = document.querySelector('[role=alertdialog]') !== null;
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'landmark-one-main': { enabled: !isAsking } };
    const { violations: found } = await window.axe.run({ rules, resultTypes: ['violations'] });
    return found.map((it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 200)).join(' ')}`);
  });
}
