// The hints for bad frames, and checks with more faces if they are available.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { skipIf, test } from './fixtures.mjs';
import { media } from './kiosk.mjs';

test.describe('a face', () => {
  const films = {
    'no_face.y4m': 'Move into the oval',
    'two_faces.y4m': 'Only you in the picture, please',
    'far.y4m': 'Come a little closer',
    'off_centre.y4m': 'Move to the middle',
    'turned.y4m': 'Look straight at the camera',
    'dark.y4m': 'There is too little light',
    'bright.y4m': 'There is too much light',
    'blurred.y4m': 'The picture is not sharp yet',
  };
  for (const [film, word] of Object.entries(films)) {
    test(`of ${film} is told: ${word}`, async ({ kiosk }) => {
      const traveller = await kiosk({ film });
      await traveller.toFace(media('woman_a_doc.jpg'));
      await traveller.hint(word);
      await traveller.pictures(10);
      assert.equal(await traveller.text('.hint'), word, 'the word does not stay');
      assert.equal(await traveller.cameraRuns(), true);
    });
  }
});

test('U23 a face in the lowest third of the picture is taken as it is: who sits cannot move up', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'seated.y4m' });
  await traveller.toFace(media('woman_a_doc.jpg'));
  await traveller.screen('done');
  assert.equal((await traveller.result()).outcome, 'match');
});

test('a data page that is not there is asked for', async ({ kiosk }) => {
  const traveller = await kiosk({ film: 'no_face.y4m' });
  await traveller.begin();
  await traveller.agree();
  await traveller.hint('We cannot see a photo of a face on the page.');
});

test.describe('faces of Labeled Faces in the Wild', () => {
  for (const [kind, outcome] of [['genuine', 'match'], ['impostor', 'no_match']]) {
    for (const number of [1, 2, 3]) {
      const name = `lfw_${kind}_${number}`;
      const skip = existsSync(media(`${name}.y4m`)) ? false : 'the photos are not at hand';
      test(`${name}: ${outcome}`, async ({ kiosk }) => {
        skipIf(skip);
        const traveller = await kiosk({ film: `${name}.y4m` });
        await traveller.toFace(media(`${name}.jpg`));
        await traveller.screen('done');
        assert.equal((await traveller.result()).outcome, outcome);
      });
    }
  }
});
