// U19: speech output. The walks below use only the transcript of the spoken texts.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { openBrowser, test } from './fixtures.mjs';
import { media, startServer, visit } from './kiosk.mjs';

let server;
let browser;
test.beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser({ film: 'woman_a.y4m' });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A machine with one local voice, for English, and remote ones. */
function speech() {
  const voice = (name, lang, localService) => ({ name, lang, localService });
  const voices = [voice('cloud', 'en-US', false), voice('own', 'en-GB', true), voice('cloud', 'es-ES', false)];
  const heard = { said: [], state: 'silent' };
  window.heard = heard;
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  let isAsked = false;
  const value = Object.assign(new EventTarget(), {
    // As in Chromium, the first call starts loading the voices, and an event follows.
    getVoices: () => {
      if (isAsked) return voices;
      isAsked = true;
      setTimeout(() => value.dispatchEvent(new Event('voiceschanged')));
      return [];
    },
    speak: ({ text, voice, lang, volume }) => {
      heard.said.push({ text, voice: voice.name, lang, volume });
      heard.state = 'speaking';
    },
    cancel: () => { heard.state = 'silent'; },
    pause: () => { heard.state = 'paused'; },
    resume: () => { if (heard.state === 'paused') heard.state = 'speaking'; },
  });
  Object.defineProperty(window, 'speechSynthesis', { value });
}

/** A blind traveller, who listens to the page and uses a keypad with arrows, Enter and a star key. */
class Ear {
  constructor(traveller) {
    Object.assign(this, { traveller, page: traveller.page, keyboard: traveller.page.keyboard });
  }

  /** The last spoken text. */
  last() {
    return this.page.evaluate(() => (
      document.querySelector('.spoken')?.textContent.replace(/[\u2066-\u2069]/g, '') ?? ''
    ));
  }

  /** Waits until a text is spoken, and returns it. */
  async hears(pattern) {
    const { source, flags } = pattern;
    await this.page.waitForFunction(([source, flags]) => {
      const text = document.querySelector('.spoken')?.textContent ?? '';
      return new RegExp(source, flags).test(text.replace(/[\u2066-\u2069]/g, ''));
    }, [source, flags]);
    return this.last();
  }

  /** Moves from control to control until one has this name. A hint may be spoken in between. */
  async reach(name, key = 'ArrowDown') {
    for (let i = 0; i < 60; i++) {
      const said = await this.last();
      if (said.startsWith(`${name}.`)) return said;
      await this.keyboard.press(key);
      // The screen may speak in between, and may repeat an earlier text.
      await this.page.waitForFunction((said) => (
        document.querySelector('.spoken')?.textContent.replace(/[\u2066-\u2069]/g, '') !== said
      ), said, { timeout: 2_000 }).catch(() => {});
    }
    throw new Error(`no control is called ${name}`);
  }

  async choose(name, key) {
    await this.reach(name, key);
    await this.keyboard.press('Enter');
  }

  said() {
    return this.page.evaluate(() => heard.said);
  }

  state() {
    return this.page.evaluate(() => heard.state);
  }
}

/** Opens a kiosk and presses the star key. */
async function arrive(options) {
  const traveller = await visit(browser, server, { init: speech, ...options });
  const ear = new Ear(traveller);
  await ear.keyboard.press('*');
  await ear.hears(/Please choose your language\./);
  return ear;
}

/** From the first screen to the two choices. */
async function toNotice(ear) {
  await ear.choose('English');
  return ear.hears(/How would you like to be checked\?.*You choose\./);
}

test.describe('U19: by ear and keypad alone', () => {
  test('a traveller comes to an officer', async () => {
    const ear = await arrive();
    const notice = await toNotice(ear);
    assert.match(notice, /You choose\./);
    assert.match(notice, /an officer may still have to take a photo/);
    assert.match(notice, /Use the arrow keys to move\. Press Enter to choose\./);
    const officer = await ear.reach('See an officer');
    assert.match(officer, /No picture is taken here.*\d+ of \d+\./);
    await ear.keyboard.press('Enter');
    // The screen is read again when the ticket has been stored.
    const done = await ear.hears(/An officer will see you.*Your ticket number\. [0-9a-f]+-\d{3}/);
    assert.match(done, /Please go to Desk 1/);
    assert.match(done, /To complain: /);
    await ear.choose('Finish');
    await ear.traveller.screen('welcome');
    assert.equal((await ear.traveller.result()).outcome, 'manual');
    await ear.traveller.close();
  });

  test('a traveller comes to a match', async () => {
    const ear = await arrive();
    ear.page.on('filechooser', (it) => it.setFiles(media('woman_a_doc.jpg')));
    await toNotice(ear);
    await ear.choose('Compare my face');
    await ear.hears(/Show your travel document|cannot see a photo of a face/);
    await ear.choose('Use a file');
    await ear.hears(/Choose a picture of the page with your photo/);
    await ear.choose('Choose a file');
    const done = await ear.hears(/Thank you\. You may go on\./);
    assert.match(done, /Please go to Gate A/);
    assert.equal((await ear.traveller.result()).outcome, 'match');
    await ear.traveller.close();
  });

  test('a traveller reads the privacy notice, and calls staff', async () => {
    const ear = await arrive();
    await toNotice(ear);
    await ear.choose('What happens to my picture?');
    const told = await ear.hears(/Under which law\?/);
    assert.match(told, /U\.S\. citizens\. Nothing is kept\. Up to 12 hours\./);
    await ear.choose('Close');
    await ear.choose('Call staff', 'ArrowUp');
    await ear.hears(/Staff have been called/);
    await ear.traveller.close();
  });

  test('a traveller hears why a picture is not taken, and that time runs out', async () => {
    const ear = await arrive({ time: Date.now() });
    await ear.traveller.ready();
    await toNotice(ear);
    await ear.choose('Compare my face');
    await ear.hears(/We cannot see a photo of a face on the page\./);
    await ear.choose('Use a file');
    await ear.hears(/Choose a picture/);
    await ear.page.clock.runFor(90_000);
    await ear.hears(/Do you need more time\? In \d+ seconds, this kiosk erases everything/);
    await ear.choose('I need more time');
    await ear.hears(/Show your travel document/);
    await ear.traveller.close();
  });
});

test.describe('U19: what is read', () => {
  test('is the transcript, word for word, by a voice of this machine', async () => {
    const ear = await arrive();
    await toNotice(ear);
    await ear.reach('Compare my face');
    const shown = await ear.page.locator('.spoken').textContent();
    const said = await ear.said();
    assert.equal(said.at(-1).text, shown);
    for (const { voice, lang } of said) assert.deepEqual([voice, lang], ['own', 'en-GB']);
    await ear.traveller.close();
  });

  test('is shown only, where the voices for a language are computed elsewhere', async () => {
    const ear = await arrive();
    await ear.choose('Español');
    await ear.hears(/¿/);
    await ear.page.locator('.transcript', { hasText: /no tiene (una )?voz/ }).waitFor();
    assert.deepEqual((await ear.said()).filter(({ voice }) => voice !== 'own'), []);
    assert.ok(!(await ear.said()).some(({ text }) => text.includes('¿')));
    await ear.traveller.close();
  });

  /** The texts spoken since then, without direction marks. */
  const since = async (ear, count) => (
    (await ear.said()).slice(count).map(({ text }) => text.replace(/[\u2066-\u2069]/g, ''))
  );

  test('is repeated, held, gone on with, and ended by keys', async () => {
    const ear = await arrive();
    const notice = await toNotice(ear);
    await ear.keyboard.press('5');
    assert.equal(await ear.state(), 'paused');
    await ear.keyboard.press('5');
    assert.equal(await ear.state(), 'speaking');
    let count = (await ear.said()).length;
    await ear.keyboard.press('0');
    assert.deepEqual(await since(ear, count), [notice]);
    await ear.reach('Repeat', 'ArrowUp');
    count = (await ear.said()).length;
    await ear.keyboard.press('Enter');
    assert.deepEqual(await since(ear, count), [notice], 'not the name of the button');
    await ear.choose('Pause');
    assert.equal(await ear.state(), 'paused');
    await ear.keyboard.press('Enter');
    assert.equal(await ear.state(), 'speaking');
    await ear.choose('Stop reading');
    assert.equal(await ear.state(), 'silent');
    assert.equal(await ear.page.locator('.transcript').count(), 0);
    await ear.traveller.close();
  });

  test('is repeated, held, gone on with, and ended by touches', async () => {
    const ear = await arrive();
    const notice = await toNotice(ear);
    const touch = (name) => ear.page.getByRole('button', { name }).click();
    const count = (await ear.said()).length;
    await touch('Pause');
    assert.equal(await ear.state(), 'paused');
    await touch('Go on');
    assert.equal(await ear.state(), 'speaking');
    assert.deepEqual(await since(ear, count), [], 'nothing else comes in between');
    await touch('Repeat');
    assert.deepEqual(await since(ear, count), [notice]);
    await touch('Stop reading');
    assert.equal(await ear.state(), 'silent');
    assert.equal(await ear.page.locator('.transcript').count(), 0);
    await ear.traveller.close();
  });

  test('is interrupted by any key', async () => {
    const ear = await arrive();
    await toNotice(ear);
    assert.equal(await ear.state(), 'speaking');
    await ear.keyboard.press('7');
    assert.equal(await ear.state(), 'silent');
    await ear.reach('Compare my face');
    assert.equal(await ear.state(), 'speaking', 'the next word is read again');
    await ear.traveller.close();
  });

  test('is as loud as the traveller wants', async () => {
    const ear = await arrive();
    await ear.choose('Easier to use', 'ArrowUp');
    await ear.hears(/Make this kiosk easier to use/);
    const soft = (await ear.said()).at(-1).volume;
    await ear.choose('Sound: Loud');
    await ear.reach('Close');
    const loud = (await ear.said()).at(-1).volume;
    assert.ok(soft > 0 && loud > soft, `${soft}, ${loud}`);
    await ear.traveller.close();
  });

  test('does not take a touch away from what is touched', async () => {
    const ear = await arrive();
    await ear.traveller.foot('ease');
    const group = ear.page.getByRole('group', { name: 'Strong contrast' });
    await group.getByRole('button', { name: 'On' }).click();
    await ear.page.locator('html[data-theme=contrast]').waitFor();
    await ear.traveller.close();
  });
});

test.describe('U19: a dark screen', () => {
  /** The black share of the screen. */
  async function black(page) {
    const { data } = PNG.sync.read(await page.screenshot());
    let count = 0;
    for (let i = 0; i < data.length; i += 4) count += data[i] + data[i + 1] + data[i + 2] === 0;
    return count / (data.length / 4);
  }

  async function darken(ear) {
    await ear.choose('Easier to use', 'ArrowUp');
    await ear.hears(/Make this kiosk easier to use/);
    await ear.choose('Make the screen dark: On');
    await ear.page.locator('.dark').waitFor();
    await ear.choose('Close');
  }

  test('shows nothing of what is read, and everything works by keys', async () => {
    const ear = await arrive();
    assert.ok(await black(ear.page) < 0.5);
    await darken(ear);
    await toNotice(ear);
    assert.ok(await black(ear.page) > 0.97);
    await ear.choose('See an officer');
    await ear.hears(/Your ticket number/);
    assert.ok(await black(ear.page) > 0.97, 'the ticket can be read by others');
    await ear.choose('Finish');
    await ear.page.locator('.dark').waitFor({ state: 'detached' });
    await ear.traveller.close();
  });

  test('comes back at a touch, which does nothing else', async () => {
    const ear = await arrive();
    await darken(ear);
    await toNotice(ear);
    const { x, y } = await ear.page.locator('footer .officer').boundingBox();
    await ear.page.mouse.click(x + 20, y + 20);
    await ear.page.locator('.dark').waitFor({ state: 'detached' });
    assert.equal(await ear.page.locator('.notice').count(), 1);
    assert.equal(await ear.page.locator('.transcript').count(), 1, 'reading goes on');
    await ear.traveller.close();
  });

  test('comes back at the star', async () => {
    const ear = await arrive();
    await darken(ear);
    await ear.keyboard.press('*');
    await ear.page.locator('.dark').waitFor({ state: 'detached' });
    assert.equal(await ear.page.locator('.transcript').count(), 1);
    await ear.traveller.close();
  });
});
