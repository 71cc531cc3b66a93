// The notice and its panels, which travellers read before anything happens.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { openBrowser, test } from './fixtures.mjs';
import { settings, startServer, visit } from './kiosk.mjs';
import { copyOfSite } from './site.mjs';

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'no_face.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A traveller in front of the notice. */
async function atNotice(options) {
  const traveller = await visit(browser, server, options);
  await traveller.begin();
  return traveller;
}

const more = (icon) => `.notice button:has(.icon-${icon})`;
const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Opens a panel of the notice. */
async function open(traveller, icon, panel) {
  await traveller.page.locator(more(icon)).click();
  await traveller.panel(panel);
}

test('U1: no camera before the choice, whatever else is looked at', async () => {
  const traveller = await visit(browser, server);
  const { page } = traveller;
  const feet = async () => {
    for (const name of ['ease', 'tongue', 'call']) {
      await traveller.foot(name);
      await traveller.closePanel();
    }
  };
  await feet();
  await page.keyboard.press('F2');
  await traveller.panel('staff');
  await traveller.closePanel();
  await traveller.begin();
  await feet();
  for (const [icon, panel] of [['info', 'privacy'], ['child', 'guardian']]) {
    await open(traveller, icon, panel);
    assert.equal(await page.locator('video, canvas').count(), 0);
    await traveller.closePanel();
  }
  assert.equal(await traveller.opened(), 0, 'the camera was asked for');
  await traveller.agree();
  await page.waitForFunction(() => seen.opened > 0);
  await traveller.close();
});

test('U2: the notice comes before anything is asked for', async () => {
  const traveller = await visit(browser, server);
  const { page } = traveller;
  const asking = page.locator('main :is(input, video, select, textarea, .drop)');
  assert.equal(await asking.count(), 0);
  await traveller.begin();
  assert.equal(await asking.count(), 0);
  await traveller.agree();
  assert.notEqual(await asking.count(), 0);
  const screens = await page.evaluate(() => seen.times.map(([, screen]) => screen).filter(Boolean));
  assert.deepEqual([...new Set(screens)], ['welcome', 'notice', 'document']);
  await traveller.close();
});

test('U6: an officer is for everyone, and the notice says what an officer may do', async () => {
  const traveller = await atNotice();
  const notice = await traveller.text('.notice');
  assert.ok(notice.includes('For some travellers, an officer may still have to take a photo.'), notice);
  assert.doesNotMatch(notice, /citizen|national|resident|eligib|if you are/i);
  assert.equal(await traveller.page.locator('.notice :is(input, select, a)').count(), 0);
  assert.ok(await traveller.page.locator('.choice:has(.icon-officer)').isEnabled());
  await traveller.close();
});

test.describe('U8: the waits', () => {
  const cards = (traveller) => traveller.texts('.choice .wait');

  test('stand on both cards, with their age', async () => {
    const route = settings((site) => {
      site.waits = { face_minutes: 2, officer_minutes: 7, stated: day(-3), fresh_days: 3 };
    });
    const traveller = await atNotice({ route });
    assert.deepEqual(await cards(traveller), ['Usual wait: about 2 minutes', 'Usual wait: about 7 minutes']);
    assert.match(await traveller.text('.notice .age'), /3 days ago.*not measured/);
    await traveller.officer();
    assert.match(await traveller.text('.done .wait'), /about 7 minutes\s.*3 days ago/);
    await traveller.close();
  });

  const hidden = {
    'are hidden when they are stale': { stated: day(-4), fresh_days: 3 },
    'are hidden when they come from the future': { stated: day(2), fresh_days: 3 },
  };
  for (const [name, waits] of Object.entries(hidden)) {
    test(name, async () => {
      const route = settings((site) => {
        site.waits = { face_minutes: 2, officer_minutes: 7, ...waits };
      });
      const traveller = await atNotice({ route });
      assert.deepEqual(await cards(traveller), ['', '']);
      assert.doesNotMatch(await traveller.text('.notice'), /wait/i);
      await traveller.officer();
      assert.doesNotMatch(await traveller.text('.done'), /wait/i);
      await traveller.close();
    });
  }

  test('grow stale while the kiosk runs', async () => {
    const route = settings((site) => {
      site.waits = { face_minutes: 2, officer_minutes: 7, stated: '2026-11-01', fresh_days: 1 };
    });
    const traveller = await visit(browser, server, { route, time: '2026-11-02T23:59:30Z' });
    await traveller.ready();
    await traveller.begin();
    assert.equal((await cards(traveller)).filter(Boolean).length, 2);
    await traveller.officer();
    await traveller.finish();
    await traveller.page.clock.fastForward(30_000);
    await traveller.begin();
    assert.deepEqual(await cards(traveller), ['', '']);
    await traveller.close();
  });
});

test.describe('the privacy notice, one touch away', () => {
  test('U10: says law, purpose, uses, that it is a choice, and what a refusal does', async () => {
    const traveller = await atNotice();
    await open(traveller, 'info', 'privacy');
    const points = await traveller.page.locator('.points').evaluate((it) => (
      [...it.querySelectorAll('h2')].map((title) => [title.innerText, title.nextElementSibling?.innerText])
    ));
    const expected = [
      ['Under which law?', /^8 U\.S\.C\. 1185, 1365b; 8 CFR 235\.1$/],
      ['What is it for?', /person in your travel document/],
      ['How is it used?', /ticket number and the result/],
      ['Do I have to?', /your choice.*stop at any time/],
      ['What if I say no?', /by hand.*do not have to say why/],
    ];
    for (const [i, [title, text]] of expected.entries()) {
      assert.equal(points[i][0], title);
      assert.match(points[i][1], text);
    }
    await traveller.close();
  });

  /** The table as text: column headings, then row by row. */
  const table = async (traveller) => {
    const rows = await traveller.texts('.retention tr');
    return rows.map((row) => row.split('\t'));
  };
  const COLUMNS = ['', 'By this kiosk', 'By the agency, if an officer takes a photo'];

  test('U9: says how long what is kept, in two columns, with source and date', async () => {
    const traveller = await atNotice();
    await open(traveller, 'info', 'privacy');
    assert.deepEqual(await table(traveller), [
      COLUMNS,
      ['U.S. citizens', 'Nothing is kept', 'Up to 12 hours'],
      ['Permanent residents', 'Nothing is kept', 'Up to 15 years'],
      ['All others', 'Nothing is kept', 'Up to 75 years'],
    ]);
    assert.ok((await traveller.text('.privacy')).includes('Source: DHS/CBP/PIA-056, 2018-11-14'));
    await traveller.close();
  });

  test('U9: says what the site says', async () => {
    const route = settings((site) => {
      const rows = [{ who: 'everyone', kept: { days: 1 } }];
      site.retention = { source: 'Port rule 7', dated: '2025-02-03', rows };
      site.notice.authority = 'Port Act 12';
    });
    const traveller = await atNotice({ route });
    await open(traveller, 'info', 'privacy');
    assert.deepEqual(await table(traveller), [COLUMNS, ['All travellers', 'Nothing is kept', 'Up to 1 day']]);
    const text = await traveller.text('.privacy');
    assert.ok(text.includes('Source: Port rule 7, 2025-02-03') && text.includes('Port Act 12'), text);
    await traveller.close();
  });
});

test.describe('U13: the notice', () => {
  test('has a version and a date', async () => {
    // The server must know the notice as well: it quarantines results with another one.
    const site = await copyOfSite();
    const served = JSON.parse(await readFile(site.at('kiosk.json'), 'utf8'));
    Object.assign(served.notice, { version: 12, effective: '2026-02-28' });
    await writeFile(site.at('kiosk.json'), JSON.stringify(served));
    const own = await startServer({ site: site.folder });
    try {
      const traveller = await visit(browser, own);
      await traveller.begin();
      assert.match(await traveller.text('.notice'), /Notice 12, in effect since 2026-02-28/);
      await traveller.officer();
      assert.equal((await traveller.result()).notice, 12);
      await traveller.close();
    } finally {
      await own.close();
      await site.remove();
    }
  });

  const route = settings((site) => { site.notice.expires = '2026-12-31'; });
  /** Opens a kiosk half a minute before the notice expires. */
  async function early() {
    const traveller = await visit(browser, server, { route, time: '2026-12-31T23:59:30Z' });
    await traveller.ready();
    return traveller;
  }

  const midnight = (traveller) => traveller.page.clock.fastForward(30_000);

  async function assertOfficerLane(traveller) {
    await traveller.screen('closed');
    assert.match(await traveller.text('.closed .staff'), /notice is not in effect/);
    assert.equal(await traveller.page.locator('.choice').count(), 0);
    assert.equal(await traveller.opened(), 0);
    await traveller.page.locator('.closed button.action').click();
    await traveller.screen('done');
    await traveller.page.locator('.ticket').waitFor();
  }

  test('that expires while the kiosk is idle closes the face lane, not the officer lane', async () => {
    const traveller = await early();
    await midnight(traveller);
    await traveller.begin();
    await assertOfficerLane(traveller);
    await traveller.close();
  });

  test('that expires while it is read closes the face lane, not the officer lane', async () => {
    const traveller = await early();
    await traveller.begin();
    await traveller.page.locator('.choice').first().waitFor();
    await midnight(traveller);
    await traveller.page.locator('.choice:has(.icon-face)').click();
    await assertOfficerLane(traveller);
    await traveller.close();
  });

  test('that expires while a guardian decides closes the face lane, not the officer lane', async () => {
    const traveller = await early();
    await traveller.begin();
    await open(traveller, 'child', 'guardian');
    await midnight(traveller);
    await traveller.page.locator('.guardian .choice:has(.icon-face)').click();
    await assertOfficerLane(traveller);
    await traveller.close();
  });
});

test.describe('U14: who comes with a child', () => {
  test('is told that the guardian decides, and is not talked into anything', async () => {
    const traveller = await atNotice();
    assert.match(await traveller.text('.notice'), /The parent or guardian decides\./);
    await open(traveller, 'child', 'guardian');
    const text = await traveller.text('.guardian');
    assert.match(text, /The parent or guardian decides for the child\./);
    const persuasion = /smile|laugh|fun\b|game|funny|easy|easier|fast|quick|better|best|recommend|please|should|must|need/i;
    assert.doesNotMatch(text, persuasion);
    const cards = traveller.page.locator('.guardian .choice');
    assert.deepEqual(await cards.locator('strong').allInnerTexts(), ["Compare the child's face", 'See an officer together']);
    const focused = await traveller.page.evaluate(() => document.activeElement.tagName);
    assert.equal(focused, 'H1', 'neither way is ahead');
    await traveller.close();
  });

  for (const [icon, screen] of [['face', 'document'], ['officer', 'done']]) {
    test(`comes to the same steps as everyone: ${screen}`, async () => {
      const traveller = await atNotice();
      await open(traveller, 'child', 'guardian');
      await traveller.page.locator(`.guardian .choice:has(.icon-${icon})`).click();
      await traveller.screen(screen);
      assert.equal(await traveller.page.locator('.panel').count(), 0);
      await traveller.close();
    });
  }
});
