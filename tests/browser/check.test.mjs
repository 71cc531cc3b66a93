// The complete check, from the first screen to the officer's desk, with real faces.
import assert from 'node:assert/strict';
import { openBrowser, test } from './fixtures.mjs';
import { desk, isStored, media, startServer, visit } from './kiosk.mjs';

let server;
test.beforeAll(async () => { server = await startServer(); });
test.afterAll(() => server.close());

/** Opens a kiosk whose camera plays `film`, calls `steps`, and closes it. */
async function walk(film, steps, options) {
  const browser = await openBrowser({ film });
  try {
    const traveller = await visit(browser, server, options);
    await steps(traveller);
    return traveller;
  } finally {
    await browser.close();
  }
}

async function assertTicketAtDesk(traveller, message) {
  const ticket = await traveller.text('.ticket strong');
  const kiosk = message.kiosk.replace(/^00?/, '');
  assert.equal(ticket, `${kiosk}-${String(message.ticket).padStart(3, '0')}`);
  assert.ok(await isStored(server, traveller.results().at(-1)), 'the result is not stored');
  assert.ok((await desk(server)).includes(ticket), 'the desk does not show the ticket');
}

test.describe('the same person', () => {
  for (const document of ['woman_a_doc.jpg', 'woman_a_doc.png', 'woman_a_doc.webp']) {
    test(`matches ${document}`, async () => {
      await walk('woman_a.y4m', async (traveller) => {
        await traveller.toFace(media(document));
        await traveller.screen('done');
        const message = await traveller.result();
        assert.equal(message.outcome, 'match');
        assert.equal(message.lane, 'face');
        assert.equal(message.document, 'file');
        await assertTicketAtDesk(traveller, message);
        assert.equal(await traveller.cameraRuns(), false);
        assert.deepEqual(traveller.errors, []);
      });
    });
  }

  test('matches the data page before the camera', async () => {
    await walk('page_then_face.y4m', async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await traveller.screen('done');
      const wishes = await traveller.page.evaluate(() => seen.wishes.map((it) => [it.width.ideal, it.height.ideal]));
      assert.deepEqual(wishes[0], [1920, 1080], 'a document needs all pixels that there are');
      const message = await traveller.result();
      assert.deepEqual([message.outcome, message.document], ['match', 'camera']);
      await assertTicketAtDesk(traveller, message);
      assert.deepEqual(traveller.errors, []);
    });
  });
});

test.describe('another person', () => {
  test('gets two tries and then an officer', async () => {
    await walk('woman_a.y4m', async (traveller) => {
      await traveller.toFace(media('other_doc.jpg'));
      await traveller.screen('done');
      // With a good film the screens change quickly, so the page's record is used.
      const times = await traveller.page.evaluate(() => seen.times);
      const screens = times.map(([, screen]) => screen).filter((it, i, all) => it !== all[i - 1]);
      assert.deepEqual(screens.slice(-5), ['face', 'comparing', 'face', 'comparing', 'done']);
      assert.ok(times.some(([, , , words]) => words === 'Let us try once more.'));
      assert.match(await traveller.text('.done'), /We could not confirm\. An officer will help\./);
      const message = await traveller.result();
      assert.deepEqual([message.outcome, message.lane], ['no_match', 'officer']);
      assert.equal(await traveller.opened(), 3, 'document page, first and second try');
      await assertTicketAtDesk(traveller, message);
      assert.deepEqual(traveller.errors, []);
    });
  });
});

test.describe('a traveller who opts out', () => {
  const hold = () => {
    // The comparison is delayed, so that it can be interrupted.
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (!message?.[0]?.Compare) post.call(this, message, ...rest);
    };
  };
  test('on the comparing screen reaches an officer with one touch', async () => {
    await walk('woman_a.y4m', async (traveller) => {
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.screen('comparing');
      await traveller.officer();
      assert.equal((await traveller.result()).outcome, 'manual');
      assert.equal(await traveller.cameraRuns(), false);
    }, { init: hold });
  });

  const ways = {
    welcome: async () => {},
    notice: (traveller) => traveller.begin(),
    document: async (traveller) => {
      await traveller.begin();
      await traveller.agree();
    },
    file: async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await traveller.useFile();
    },
    face: (traveller) => traveller.toFace(media('woman_a_doc.jpg')),
  };
  for (const [screen, way] of Object.entries(ways)) {
    test(`on the ${screen} screen reaches an officer with one touch`, async () => {
      await walk('no_face.y4m', async (traveller) => {
        await way(traveller);
        const wasAsked = !['welcome', 'notice'].includes(screen);
        assert.equal((await traveller.opened()) > 0, wasAsked, 'the camera before the choice');
        await traveller.officer();
        await traveller.page.waitForFunction(() => seen.tracks.every((it) => it.readyState === 'ended'));
        const message = await traveller.result();
        assert.deepEqual(
          [message.outcome, message.lane, message.document, message.model],
          ['manual', 'officer', null, null],
        );
        await assertTicketAtDesk(traveller, message);
        assert.match(await traveller.text('.done'), /You chose an officer/);
        assert.deepEqual(traveller.errors, []);
      });
    });
  }

  test('on the notice is done with one touch and is asked nothing', async () => {
    await walk('no_face.y4m', async (traveller) => {
      await traveller.begin();
      await traveller.page.locator('.choice:has(.icon-officer)').click();
      // Opting in takes as many touches until the document screen.
      await traveller.screen('done');
      assert.match(await traveller.text('.done'), /No picture was taken\./);
      assert.equal(await traveller.opened(), 0);
      assert.equal((await traveller.result()).outcome, 'manual');
    });
  });

  test('may take their time with a file', async () => {
    await walk('woman_a.y4m', async (traveller) => {
      await traveller.begin();
      await traveller.agree();
      await traveller.useFile();
      // Longer than the time limit for a silent worker.
      await traveller.page.clock.fastForward(9_000);
      await traveller.show(media('woman_a_doc.jpg'));
      await traveller.screen('done');
      // To the next slot for results.
      await traveller.page.clock.fastForward(10_000);
      assert.equal((await traveller.result()).outcome, 'match');
    }, { time: Date.now() });
  });

  test('after a match still reaches an officer', async () => {
    await walk('woman_a.y4m', async (traveller) => {
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.page.getByText('You may go on').waitFor();
      await traveller.officer();
      const message = await traveller.result(2);
      assert.equal(message.outcome, 'manual');
    });
  });
});

test('U3: the two choices are twins, and none is ahead', async () => {
  await walk('no_face.y4m', async (traveller) => {
    await traveller.begin();
    // A card that was just enabled fades in.
    await traveller.page.evaluate(() => Promise.all(document.getAnimations().map((it) => it.finished)));
    const twins = await traveller.page.locator('.choice').evaluateAll((cards) => cards.map((card) => {
      const { width, height, top } = card.getBoundingClientRect();
      const style = getComputedStyle(card);
      const looks = ['fontSize', 'fontWeight', 'color', 'backgroundColor', 'borderColor', 'padding'];
      return { tag: card.tagName, box: [width, height, top].map(Math.round), looks: looks.map((it) => style[it]) };
    }));
    assert.equal(twins.length, 2);
    assert.deepEqual(twins[0], twins[1]);
    const focused = await traveller.page.evaluate(() => document.activeElement.className);
    assert.notEqual(focused, 'choice');
  });
});

test('a browser without a stream of frames gives one picture at a time', async () => {
  const init = () => { delete window.MediaStreamTrackProcessor; };
  for (const [document, outcome] of [['woman_a_doc.jpg', 'match'], ['other_doc.jpg', 'no_match']]) {
    await walk('woman_a.y4m', async (traveller) => {
      await traveller.toFace(media(document));
      await traveller.screen('done');
      assert.equal((await traveller.result()).outcome, outcome);
      assert.deepEqual(traveller.errors, []);
    }, { init });
  }
});

test('one\'s own face is no document', async () => {
  await walk('woman_a.y4m', async (traveller) => {
    await traveller.begin();
    await traveller.agree();
    await traveller.hint(/cannot see a photo of a face/);
    await traveller.pictures(10);
    assert.equal(await traveller.page.locator('.document').count(), 1);
  });
});

test('a file that misses its place is not opened', async () => {
  await walk('woman_a.y4m', async (traveller) => {
    await traveller.begin();
    const stays = await traveller.page.evaluate(() => {
      const drop = new DragEvent('drop', { bubbles: true, cancelable: true });
      document.body.dispatchEvent(drop);
      return drop.defaultPrevented;
    });
    assert.ok(stays);
  });
});

test('the next traveller meets a fresh worker and the default language', async () => {
  await walk('woman_a.y4m', async (traveller) => {
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    await traveller.foot('tongue');
    await traveller.page.locator('.languages button[lang=es]').click();
    await traveller.page.getByText('Gracias. Puede pasar.').waitFor();
    const workers = await traveller.page.evaluate(() => seen.workers.length);
    assert.equal(workers, 2, 'the first one saw a traveller');
    await traveller.finish();
    assert.equal(await traveller.page.evaluate(() => document.documentElement.lang), 'en');
    await traveller.toFace(media('woman_a_doc.jpg'));
    await traveller.screen('done');
    assert.equal((await traveller.result(2)).outcome, 'match');
    assert.equal((await traveller.page.context().pages()[0].workers()).length, 1);
  });
});
