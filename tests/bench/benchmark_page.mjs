// Opens the page of the benchmark.

/** Opens the page in `browser`. Its functions are those of `page/race.mjs`. */
export async function openBenchmarkPage(browser, site) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(site.origin);
  await page.waitForFunction(() => window.race);
  if (!await page.evaluate(() => crossOriginIsolated)) throw new Error('the browser allows no threads');
  const ask = (...message) => page.evaluate((it) => window.race.ask(...it), message);
  const opened = new Set();
  return {
    page,
    /** Opens and prepares an engine, once. */
    async open(engine) {
      if (opened.has(engine.name)) return;
      opened.add(engine.name);
      await page.evaluate((it) => window.race.open(it), engine);
      await ask(engine.name, 'prepare', engine.settings);
    },
    ask,
    pair: (order) => page.evaluate((it) => window.race.pair(it), order),
    race: (order) => page.evaluate((it) => window.race.race(it), order),
    close: () => page.close(),
  };
}
