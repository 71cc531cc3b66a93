// The wall sign: its texts, whether it fits one sheet, and the size of its letters.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { openBrowser, test } from './fixtures.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LANGUAGES = await readdir(path.join(ROOT, 'locales'));
const SETTINGS = JSON.parse(await readFile(path.join(ROOT, 'public/kiosk.json'), 'utf8'));

/** Lengths in mm: the sheet, and the minimum height of a capital, 1/200 of 3 m or of 2 m. */
const PAPERS = {
  a3: { width: 297, height: 420, far: 15, near: 5 },
  letter: { width: 215.9, height: 279.4, far: 10, near: 3.3 },
};
/** The character that is measured in scripts without capitals. */
const CAPITAL = { ar: 'ا', 'zh-Hans': '国' };
/** Invisible direction marks. */
const UNSEEN = /[\u200e\u200f\u2066-\u2069]/g;

let folder;
let browser;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gangway-sign-'));
  browser = await openBrowser();
});
test.afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** Runs `cargo xtask sign`, and returns the file that it wrote. */
async function sign(language, paper, format, more = []) {
  const out = path.join(folder, `${language}-${paper}.${format}`);
  const wish = ['--lang', language, '--paper', paper, '--format', format, '--out', out, ...more];
  const cargo = ['run', '--quiet', '--package', 'xtask', '--', 'sign', ...wish];
  await promisify(execFile)(process.env.CARGO ?? 'cargo', cargo, { cwd: ROOT });
  return out;
}

/** Opens the sign as a page of the size of the sheet. */
async function open(language, paper, more) {
  const { width, height } = PAPERS[paper];
  const [across, down] = [width, height].map((it) => Math.ceil((it / 25.4) * 96));
  const page = await browser.newPage({ viewport: { width: across, height: down } });
  const requests = [];
  page.on('request', (it) => requests.push(it.url()));
  await page.emulateMedia({ media: 'print' });
  await page.goto(pathToFileURL(await sign(language, paper, 'html', more)).href);
  await page.evaluate(() => document.fonts.ready);
  assert.deepEqual(requests.filter((it) => !/^(data|file):/.test(it)), [], 'nothing is fetched');
  return page;
}

/** All lines of the sign, in order. */
async function lines(page) {
  const text = await page.evaluate(() => document.body.innerText);
  return text.replace(UNSEEN, '').split('\n').map((it) => it.trim()).filter(Boolean);
}

/** The sentences of the screen by key, with arguments filled in. */
async function screen(language) {
  const file = await readFile(path.join(ROOT, 'locales', language, 'main.ftl'), 'utf8');
  return (key, facts = {}) => {
    const [, sentence] = file.match(new RegExp(`^${key} = (.*)$`, 'm'));
    return sentence.replace('{ "\\u200E" }', '').replace(/\{ \$(\w+) \}/g, (_, fact) => facts[fact]);
  };
}

function expected(say, { site, operator, notice }) {
  const version = say('notice-version', { version: notice.version, date: notice.effective });
  return [
    ...['sign-title', 'notice-text'].map((it) => say(it)),
    ...['notice-face', 'notice-face-detail', 'notice-officer', 'notice-officer-detail'].map((it) => say(it)),
    ...['privacy-voluntary', 'notice-honest'].map((it) => say(it)),
    `${site} · ${operator}`, notice.address, `${version} (– ${notice.expires})`,
    say('sign-notice'),
  ];
}

/** Measures a sign. Lengths are in mm. */
function measure(capital) {
  const mm = (px) => (px * 25.4) / 96;
  const box = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: mm(x), y: mm(y), width: mm(width), height: mm(height) };
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const pen = document.createElement('canvas').getContext('2d');
  const letter = (element, character) => {
    const { fontSize, fontWeight, fontFamily } = getComputedStyle(element);
    // Drawn large, because glyph heights are whole pixels.
    pen.font = `${fontWeight} 1000px ${fontFamily}`;
    const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = pen.measureText(character);
    return (mm(parseFloat(fontSize)) * (up + down)) / 1000;
  };
  const spills = (it) => it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight + 1;
  const text = all('h1, p, strong, span, figcaption, .address');
  return {
    far: all('h1, strong').map((it) => letter(it, capital)),
    near: text.flatMap((it) => [letter(it, capital), letter(it, 'H')]),
    spilling: all('body, .choices, .choice, footer, figure, .more')
      .filter(spills).map((it) => it.className || it.localName),
    body: box(document.body),
    text: text.map(box),
    blocks: all('h1, .text, .choice, .more, figure').map(box),
    choices: all('.choice').map(box),
    names: all('.choice strong').map(box),
    pictures: all('svg').map(box),
    looks: all('.choice').map((it) => [it, ...it.querySelectorAll('strong, span, svg')].map((part) => {
      const style = getComputedStyle(part);
      return ['fontSize', 'fontWeight', 'color', 'backgroundColor', 'borderRadius', 'height'].map((name) => style[name]);
    })),
  };
}

const overlap = (a, b) => a.x < b.x + b.width - 0.1 && b.x < a.x + a.width - 0.1
  && a.y < b.y + b.height - 0.1 && b.y < a.y + a.height - 0.1;

test.describe('U30 a printed sign says what the screen says', () => {
  for (const language of LANGUAGES) {
    for (const [paper, { width, height, far, near }] of Object.entries(PAPERS)) {
      test(`U30 the sign in ${language} on ${paper} is the screen's words, large, on one sheet`, async () => {
        const page = await open(language, paper);
        assert.deepEqual(await lines(page), expected(await screen(language), SETTINGS));
        const direction = language === 'ar' ? 'rtl' : 'ltr';
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), direction);

        const seen = await page.evaluate(measure, CAPITAL[language] ?? 'H');
        assert.equal(seen.far.length, 3, 'the title, and a name for each choice');
        for (const letter of seen.far) assert.ok(letter >= far, `${letter} mm`);
        for (const letter of seen.near) assert.ok(letter >= near, `${letter} mm`);

        assert.deepEqual(seen.spilling, []);
        for (const { x, y, width: w, height: h } of seen.text) {
          assert.ok(x >= 5 && y >= 5 && x + w <= width - 5 && y + h <= height - 5, 'no printer prints the edges');
        }
        seen.blocks.forEach((a, n) => seen.blocks.slice(n + 1).forEach((b) => assert.ok(!overlap(a, b))));

        const [one, other] = seen.choices;
        assert.equal(one.y, other.y);
        assert.ok(Math.abs(one.width - other.width) < 0.1 && one.height === other.height, 'U3 on paper');
        assert.equal(seen.names[0].y, seen.names[1].y);
        assert.deepEqual(seen.looks[0], seen.looks[1], 'U3 on paper');
        assert.equal(one.x < other.x, direction === 'ltr', 'the first choice stands where reading starts');

        // Two icons and the code: no seal, no flag, no other picture.
        assert.equal(seen.pictures.length, 3);
        assert.equal(await page.locator('img, video, canvas, object, iframe').count(), 0);
        const [face, officer, code] = seen.pictures;
        assert.ok(face.height >= far && face.height === officer.height, `${face.height} mm`);
        assert.ok(code.width >= 40, `a code of ${code.width} mm`);

        // Printed by `cargo xtask sign`, which starts a browser each time.
        check(await page.pdf({ preferCSSPageSize: true, printBackground: true }), paper);
        await page.close();
      });
    }
  }
});

/** Asserts that `pdf` is one sheet with only embedded Noto fonts. */
function check(pdf, paper) {
  const text = pdf.toString('latin1');
  assert.equal(text.match(/\/Type \/Page\b(?!s)/g)?.length, 1, 'one sheet');
  const [, ...size] = text.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/);
  const { width, height } = PAPERS[paper];
  [width, height].forEach((it, n) => assert.ok(Math.abs((size[n] * 25.4) / 72 - it) < 0.5, `${size}`));
  const fonts = text.match(/\/BaseFont \/\S+/g);
  assert.ok(fonts?.length > 0);
  for (const font of fonts) assert.match(font, /^\/BaseFont \/[A-Z]{6}\+NotoSans/);
}

for (const paper of Object.keys(PAPERS)) {
  test(`U30 the command prints one sheet of ${paper}`, async () => {
    check(await readFile(await sign('ar', paper, 'pdf')), paper);
  });
}

test('U30 the sign says what other settings say, and has the officer first where they do', async () => {
  const file = path.join(folder, 'kiosk.json');
  const other = {
    ...SETTINGS,
    site: '罐头鲸鱼港',
    operator: 'Puerto <b>Ñandú</b> & Cía.',
    officer_first: true,
    notice: { ...SETTINGS.notice, version: 7, address: 'https://puerto.example/aviso' },
  };
  await writeFile(file, JSON.stringify(other));
  const page = await open('es', 'a3', ['--settings', file]);
  const want = expected(await screen('es'), other);
  want.splice(2, 4, ...want.slice(4, 6), ...want.slice(2, 4));
  assert.deepEqual(await lines(page), want);
  assert.equal(await page.locator('.code').getAttribute('aria-label'), other.notice.address);
  await page.close();
});
