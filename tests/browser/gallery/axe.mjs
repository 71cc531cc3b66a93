// Checks a page with axe-core.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations on a page, one line for each rule. Every text needs a contrast of 7:1. */
export async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  return page.evaluate(async () => {
    // axe requires a main landmark unless a dialog is open, but it does not know a non-modal alertdialog.
    // Ours is non-modal: the footer can be used.
    const isAsking = document.querySelector('[role=alertdialog]') !== null;
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'landmark-one-main': { enabled: !isAsking } };
    const { violations: found } = await window.axe.run({ rules, resultTypes: ['violations'] });
    return found.map((it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 200)).join(' ')}`);
  });
}
