// The complete flow in every installed engine, each a project of `playwright.config.mjs`, with its fake camera.
import assert from 'node:assert/strict';
import { ENGINES, missing, walk } from './engines.mjs';
import { skipIf, test } from './fixtures.mjs';
import { media } from './kiosk.mjs';

/** The desk's texts for results. */
const MATCH = 'Face and document photo match';
const NO_MATCH = 'No match. Please compare in person';
const MANUAL = 'Not compared. Please check in person';

/** The reason why an engine is not tested. */
const WHY = {
  canForbid: 'the engine grants whatever is asked for',
  canCover: 'the engine has one tab',
};

/** The ways through the kiosk: the film, the traveller's steps, and the expected results. */
const WAYS = {
  'the same person matches a photo from a file': {
    film: 'woman_a.y4m',
    arrives: MATCH,
    async walk(traveller, { name }) {
      await showFile(traveller, 'woman_a_doc.jpg');
      await traveller.ticket();
      const { screens, opened } = await traveller.seen();
      assert.deepEqual(screens, ['welcome', 'notice', 'document', 'face', 'comparing', 'done']);
      assert.equal(opened, 2, 'once for the page and once for the face');
      const [choice, verdict] = await traveller.times();
      console.log(`# ${name}: page to choice ${choice} ms, face screen to verdict ${verdict} ms`);
    },
  },

  'the same person matches a page before the camera': {
    film: 'page_then_face.y4m',
    arrives: MATCH,
    walk: agree,
  },

  'another person gets two tries and then an officer': {
    film: 'woman_a.y4m',
    arrives: NO_MATCH,
    async walk(traveller) {
      await showFile(traveller, 'other_doc.jpg');
      await traveller.ticket();
      const { screens } = await traveller.seen();
      assert.deepEqual(screens.slice(-5), ['face', 'comparing', 'face', 'comparing', 'done']);
    },
  },

  'a traveller who opts out at the notice is not filmed': {
    film: 'woman_a.y4m',
    arrives: MANUAL,
    async walk(traveller) {
      await begin(traveller);
      await traveller.touch('.choice:has(.icon-officer)');
      await traveller.ticket();
      assert.equal((await traveller.seen()).opened, 0);
    },
  },

  'a traveller who opts out before the camera switches it off': {
    film: 'no_face.y4m',
    arrives: MANUAL,
    async walk(traveller) {
      await showFile(traveller, 'woman_a_doc.jpg');
      await traveller.see('main section.face');
      await traveller.seesCamera('on');
      await traveller.touch('footer .officer');
    },
  },

  'S1: a traveller is not filmed while another tab covers the page': {
    film: 'no_face.y4m',
    needs: 'canCover',
    arrives: MANUAL,
    async walk(traveller) {
      await showFile(traveller, 'woman_a_doc.jpg');
      await traveller.see('main section.face');
      await traveller.seesCamera('on');
      await traveller.cover();
      await traveller.seesCamera('off');
      await traveller.uncover();
      await traveller.seesCamera('on');
      await traveller.touch('footer .officer');
    },
  },

  'the keyboard alone leads to a match': {
    film: 'woman_a.y4m',
    arrives: MATCH,
    async walk(traveller) {
      await traveller.enter('.welcome button[lang=en]');
      await traveller.enter('.choice:has(.icon-face)');
      await traveller.enter('.document button:has(.icon-file)');
      await traveller.show(media('woman_a_doc.jpg'));
    },
  },

  'a camera that is forbidden leads to an officer': {
    film: 'woman_a.y4m',
    forbidden: true,
    needs: 'canForbid',
    arrives: MANUAL,
    async walk(traveller) {
      await traveller.touch('.welcome button[lang=en]');
      // Some browsers report the refusal in advance, others only when the camera is opened.
      await traveller.see('.choice, main section.closed');
      const isClosed = (await traveller.seen()).screens.includes('closed');
      await traveller.touch(isClosed ? 'footer .officer' : '.choice:has(.icon-face)');
    },
  },
};

async function begin(traveller) {
  await traveller.touch('.welcome button[lang=en]');
  await traveller.see('.choice:has(.icon-face)');
}

async function agree(traveller) {
  await begin(traveller);
  await traveller.touch('.choice:has(.icon-face)');
  await traveller.see('main section.document');
}

async function showFile(traveller, file) {
  await agree(traveller);
  await traveller.touch('.document button:has(.icon-file)');
  await traveller.show(media(file));
}

for (const [name, way] of Object.entries(WAYS)) {
  test(name, async ({ engineName }) => {
    const engine = ENGINES[engineName];
    skipIf(missing(engine) || (way.needs && !engine[way.needs] && WHY[way.needs]));
    let ticket;
    const arrived = await walk(engine, way, async (traveller) => {
      await way.walk(traveller, engine);
      ticket = await traveller.ticket();
      await traveller.seesCamera('off');
    });
    assert.deepEqual(arrived, [{ ticket, words: way.arrives }], 'exactly one result, the one that was shown');
  });
}
