// K12: hints can be followed, and are shown long enough to be read.
import assert from 'node:assert/strict';
import { test } from './fixtures.mjs';
import { media } from './kiosk.mjs';

test.describe('K12: a camera that sees nothing', () => {
  for (const film of ['black', 'green', 'white', 'night']) {
    test(`says so of ${film} frames`, async ({ kiosk }) => {
      const traveller = await kiosk({ film: `${film}.y4m` });
      await traveller.begin();
      await traveller.agree();
      await traveller.hint(/^The camera sees nothing/);
      await traveller.useFile();
      await traveller.show(media('woman_a_doc.jpg'));
      await traveller.screen('face');
      await traveller.hint(/^The camera sees nothing/);
    });
  }
});

test('K12: a traveller who is too near is told to move back', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'near.y4m' });
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.hint('Move back a little');
});

test('K12: a camera that is too small for a page says so, a file is offered, and staff are told at the start', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'page_small.y4m' });
  await traveller.context.grantPermissions(['camera'], { origin: traveller.server.origin });
  await traveller.page.reload();
  await traveller.screen('welcome');
  await traveller.ready();
  await traveller.page.keyboard.press('F2');
  await traveller.panel('staff');
  await traveller.page.getByText('Its picture is too small for document pages.').waitFor();
  await traveller.closePanel();
  await traveller.begin();
  await traveller.agree();
  await traveller.hint('This camera cannot see the page well. Please use a file, or see an officer.');
  await traveller.useFile();
});

test('K12: in light that flickers a face is taken, and each hint stays for a second', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'flicker.y4m' });
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.screen('done');
  assert.equal((await traveller.result()).outcome, 'match');
  const times = await traveller.page.evaluate(() => seen.times.filter(([, screen]) => screen === 'face'));
  const changes = times.filter(([, , word], i) => i > 0 && word !== times[i - 1][2] && times[i - 1][2] !== '').slice(1);
  const stays = changes.slice(1).map(([time], i) => time - changes[i][0]);
  console.log(`# ${changes.length} changes`);
  assert.ok(stays.every((it) => it >= 950), `${stays}`);
});

test('K12: a traveller who has tried for long is offered an officer, and may go on trying', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'no_face.y4m', time: Date.now() });
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.hint(/Move into the oval/);
  assert.equal(await traveller.page.locator('.way-on').count(), 0);
  // In steps, with frames in between: a camera without frames for so long would be opened again.
  for (let i = 0; i < 6; i++) {
    await traveller.page.clock.fastForward(5_000);
    await traveller.pictures(2);
  }
  await traveller.page.locator('.way-on').waitFor();
  assert.equal(await traveller.cameraRuns(), true);
  await traveller.photograph('face-slow-en');
  await traveller.page.locator('.way-on button').click();
  await traveller.screen('done');
});
