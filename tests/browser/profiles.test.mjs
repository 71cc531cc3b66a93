// Each profile of a site, with the defaults that `gangway-server site new` writes for it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { violations } from './gallery/axe.mjs';
import { media, need, startServer, visit } from './kiosk.mjs';
import { copyOfSite } from './site.mjs';

const PROFILES = ['arrival', 'land_exit', 'sea', 'gate', 'small_port', 'vehicle'];

/** Who is named, in the order of the rows, and what the law says of them. */
const CITIZENS = ['U.S. citizens', 'They may say no'];
const OTHERS = ['All others', 'An officer may take a photo'];
const MEMBERS = ['Members of trusted traveler programs', 'The agency keeps a photo'];
const RULES = {
  arrival: [CITIZENS, OTHERS, MEMBERS],
  land_exit: [CITIZENS, OTHERS],
  sea: [CITIZENS, OTHERS, MEMBERS],
  gate: [CITIZENS, OTHERS],
  small_port: [CITIZENS, OTHERS, MEMBERS],
  vehicle: [CITIZENS, OTHERS, MEMBERS],
};

let site;
let server;
let browser;
let folder;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gangway-profiles-'));
  site = await copyOfSite();
  server = await startServer({ site: site.folder });
  browser = await openBrowser({ film: 'woman_a.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  await site.remove();
  await rm(folder, { recursive: true });
});

/** Runs the server's program with these answers, a line each: its exit code, and what it says. */
async function run(args, answers = []) {
  return new Promise((resolve) => {
    const child = execFile(need('GANGWAY_SERVER'), args, (error, stdout, stderr) => resolve([error?.code ?? 0, stdout + stderr]));
    child.stdin.end([...answers, ...Array(60).fill('')].join('\n'));
  });
}

/** The dialogue for new settings; an empty answer keeps the default. */
async function dialogue(profile, answers = []) {
  const file = path.join(folder, `${profile}.json`);
  const args = ['site', 'new', '--force', '--out', file, '--sign', path.join(folder, 'sign.html')];
  const [code, said] = await run(args, [profile, ...answers]);
  assert.equal(code, 0, said);
  return { settings: JSON.parse(await readFile(file, 'utf8')), said };
}

const serve = (settings) => writeFile(site.at('kiosk.json'), JSON.stringify(settings));

/** A kiosk whose printer is missing. */
const open = (options) => visit(browser, server, { init: () => { window.print = () => {}; }, ...options });

/** What makes the two choices equal: size, row, the look of their texts, and whether nothing covers them. */
function choices() {
  const look = (it) => ['fontSize', 'fontWeight', 'fontFamily', 'color', 'backgroundColor', 'borderColor']
    .map((name) => getComputedStyle(it)[name]);
  return [...document.querySelectorAll('.choice')].map((it) => {
    const { top, left, width, height } = it.getBoundingClientRect();
    const isWhole = [top + 5, top + height - 5].every((y) => it.contains(document.elementFromPoint(left + width / 2, y)));
    return { box: [top, width, height].map(Math.round), looks: [it, ...it.children].map(look), isWhole, focus: it.contains(document.activeElement) };
  });
}

async function look(traveller, name) {
  await traveller.page.evaluate(() => document.fonts.ready);
  await traveller.photograph(`profile-${name}`);
  assert.deepEqual(await violations(traveller.page), [], name);
}

/** The last screen has a ticket and leads to this place. */
async function assertEnd(traveller, place) {
  assert.match(await traveller.text('.ticket strong'), /^[0-9a-f]{2,4}-\d{3}$/);
  // The slip for the printer says it too.
  for (const text of await traveller.texts('.done .place')) assert.ok(text.includes(place), text);
  assert.equal(await traveller.cameraRuns(), false);
}

/** From the notice, its rules on photos and the choice of an officer to the officer's place. */
async function walkToOfficer(profile, settings, language) {
  const traveller = await open({ viewport: { width: 1080, height: 1920 } });
  const { page } = traveller;
  await traveller.begin(language);
  await traveller.screen('notice');
  assert.equal(await traveller.opened(), 0, 'U1: the camera is off');
  assert.equal(await page.locator('.notice .profile').count(), profile === 'arrival' ? 0 : 1);
  const [one, other] = await page.evaluate(choices);
  assert.deepEqual(one, other, 'U3: two equal choices');
  assert.deepEqual([one.isWhole, one.focus], [true, false]);
  await look(traveller, `${profile}-${language}-notice`);
  await page.locator('[data-opens=privacy]').click();
  await traveller.panel('privacy');
  assert.equal(await page.locator('.rules tr').count(), RULES[profile].length);
  await page.locator('.rules').scrollIntoViewIfNeeded();
  await look(traveller, `${profile}-${language}-rules`);
  if (language === 'en') {
    const rows = await traveller.texts('.rules tr');
    for (const [index, [who, rule]] of RULES[profile].entries()) {
      assert.ok(rows[index].startsWith(who) && rows[index].includes(rule), rows[index]);
      assert.ok(rows[index].includes(`Source: ${settings.photo_rules[index].source}, ${settings.photo_rules[index].dated}`), rows[index]);
    }
  }
  await traveller.closePanel();
  await page.locator('.choice:not(:has(.icon-face))').click();
  await traveller.screen('done');
  await assertEnd(traveller, settings.places.officer);
  await look(traveller, `${profile}-${language}-officer`);
  assert.deepEqual(traveller.errors, []);
  await traveller.close();
}

/** From the notice to the place of a match. */
async function walkToMatch(settings, language) {
  const traveller = await open();
  await traveller.begin(language);
  await traveller.agree();
  await traveller.useFile();
  await traveller.show(media('woman_a_doc.jpg'));
  await traveller.screen('done');
  await assertEnd(traveller, settings.places.face);
  assert.deepEqual(traveller.errors, []);
  await traveller.close();
}

for (const profile of PROFILES) {
  test(`U1 to U10 hold with the defaults of ${profile}, in English and Spanish, on both ways to the end`, async () => {
    const { settings } = await dialogue(profile);
    assert.equal(settings.profile, profile);
    await serve(settings);
    // At the same time, because every new screen accepts no input for a while.
    const ways = (language) => [walkToOfficer(profile, settings, language), walkToMatch(settings, language)];
    await Promise.all(['en', 'es'].flatMap(ways));
  });
}

test('a site that names no rule on photos shows none', async () => {
  const { settings } = await dialogue('gate');
  await serve({ ...settings, photo_rules: null });
  const traveller = await open();
  await traveller.begin();
  await traveller.page.locator('[data-opens=privacy]').click();
  await traveller.panel('privacy');
  assert.equal(await traveller.page.locator('.retention tr').count(), 4);
  assert.equal(await traveller.page.locator('.rules').count(), 0);
  await traveller.close();
});

test('page, server and dialogue refuse a wrong setting for the same reason', async () => {
  const twice = 'groups: up to 99 names, none twice';
  const { settings, said } = await dialogue('sea', [...Array(18).fill(''), 'Deck 5, Deck 5', 'Deck 5, Red 1']);
  assert.ok(said.includes(`kiosk.json: ${twice}`), said);
  assert.deepEqual(settings.groups, ['Deck 5', 'Red 1']);
  const [rule] = settings.photo_rules;
  const wrongs = [
    [{ groups: ['Deck 5', 'Deck 5'] }, twice],
    [{ photo_rules: [rule, rule] }, 'photo_rules: at least one row, none twice'],
    [{ photo_rules: [{ ...rule, rule: 'must_smile' }] }, 'photo_rules[0].rule: unknown variant `must_smile`'],
    [{ photo_rules: [{ ...rule, dated: 'today' }] }, 'photo_rules[0].dated: a date is written'],
  ];
  for (const [change, reason] of wrongs) {
    await serve({ ...settings, ...change });
    const [code, checked] = await run(['serve', '--check', '--site', site.folder, '--database', path.join(folder, 'store.sqlite')]);
    assert.notEqual(code, 0, checked);
    assert.ok(checked.includes(reason), checked);
    const traveller = await open();
    await traveller.begin();
    const shown = await traveller.text('main');
    assert.ok(shown.includes(reason), shown);
    await traveller.close();
  }
});
