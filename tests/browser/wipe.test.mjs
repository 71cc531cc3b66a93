// S10: copies of a picture in the browser's memory are gone before the next traveller.
import assert from 'node:assert/strict';
import { blind } from '../prove/memory.mjs';
import { wipe } from '../prove/wipe.mjs';
import { skipIf, test } from './fixtures.mjs';

const cannot = blind();
if (cannot) console.log(`# SKIPPED, the memory of the browser is not searched: ${cannot}`);

test.describe('S10: in no process of the browser', () => {
  skipIf(cannot);
  test('is a row of a film or a document 3 s after a traveller has gone, nor after the next one', async () => {
    const { looks, left, seen } = await wipe({ travellers: 2, tell: (it) => console.log(`# ${it}`) });
    assert.ok(seen.length > 0, 'nothing was found in the middle either: this search is blind');
    assert.deepEqual(left, []);
    assert.equal(looks, 3);
  });
});
