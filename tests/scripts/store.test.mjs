// K11: the kiosk's store keeps results, count and identity through every fault of its database. The database is
// an implementation in memory, which the tests make slow, failing, hanging or closed.
import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Connection } from '../../src/store/connection.js';
import { Store } from '../../src/store/store.js';

const MANY = 2_000;
const { open } = IDBFactory.prototype;
const { transaction } = IDBDatabase.prototype;

/** A page: what a reload forgets. */
const page = () => new Store(new Connection());

beforeEach(() => {
  // A new database, without the faults of the test before.
  globalThis.indexedDB = new IDBFactory();
  IDBFactory.prototype.open = open;
  IDBDatabase.prototype.transaction = transaction;
  mock.method(console, 'warn', () => {});
});

/** The texts of all results that wait, which are removed one by one as if they were sent. */
async function texts(store) {
  const found = [];
  for (let next = await store.waiting(); next.text !== undefined; next = await store.waiting()) {
    assert.ok(next.isKnown);
    found.push(next.text);
    await store.remove(next.place);
  }
  return found;
}

/** Waits until all data of a page is on the disk. */
async function lasting(store) {
  while (!store.isLasting) await new Promise((resolve) => { setTimeout(resolve, 10); });
}

describe('K11: what is stored', () => {
  test('is returned oldest first, also by the next page', async () => {
    const store = page();
    for (const text of ['one', 'two', 'three']) await store.add(text, MANY);
    assert.ok(store.isLasting);
    assert.deepEqual(await texts(page()), ['one', 'two', 'three']);
    assert.equal((await page().waiting()).count, 0);
  });

  test('is at most as much as asked: the oldest results go', async () => {
    const store = page();
    for (const text of ['one', 'two', 'three']) await store.add(text, 2);
    assert.deepEqual(await texts(page()), ['two', 'three']);
  });

  test('can be replaced in its place', async () => {
    const store = page();
    for (const text of ['one', 'two']) await store.add(text, MANY);
    await store.replace((await store.waiting()).place, 'first');
    assert.deepEqual(await texts(page()), ['first', 'two']);
  });

  test('counts tickets on from the highest copy', async () => {
    const store = page();
    assert.deepEqual([await store.count(0), await store.count(0), await store.count(7)], [1, 2, 8]);
    assert.equal(await page().count(3), 9);
  });

  test('includes the identity with its keys', async () => {
    assert.equal(await page().kept(), undefined);
    const key = { privateKey: 'not exported', point: Uint8Array.of(4, 1), made: 5 };
    await page().keep({ kiosk: '0007', key });
    assert.deepEqual({ ...await page().kept() }, { kiosk: '0007', key });
  });

  test('is written to the disk before it counts as stored', async () => {
    const store = page();
    await store.add('one', MANY);
    const modes = [];
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      modes.push([mode, options?.durability]);
      return transaction.call(this, names, mode, options);
    };
    await store.add('two', MANY);
    assert.deepEqual(modes, [['readwrite', 'strict']]);
  });

  test('by an earlier build in the local storage is moved once', async () => {
    const items = new Map([['gangway.results', 'old\nolder\n']]);
    globalThis.localStorage = { getItem: (name) => items.get(name) ?? null, removeItem: (name) => items.delete(name) };
    assert.deepEqual(await texts(page()), ['old', 'older']);
    assert.equal(items.size, 0);
    delete globalThis.localStorage;
  });
});

describe('K11: a database', () => {
  test('that does not open delays a call by less than a second, and then gets everything', async () => {
    const held = [];
    IDBFactory.prototype.open = function (...args) {
      held.push(args);
      return new IDBOpenDBRequest();
    };
    const store = page();
    const start = performance.now();
    await store.add('one', MANY);
    assert.equal(await store.count(0), 1);
    assert.ok(performance.now() - start < 1_000);
    assert.ok(!store.isLasting);
    assert.deepEqual(await store.waiting(), { isKnown: false, place: -1, text: 'one', count: 1 });
    assert.ok(held.length > 0);
    IDBFactory.prototype.open = open;
    await lasting(store);
    assert.deepEqual(await texts(page()), ['one']);
    assert.equal(await page().count(0), 2);
  });

  test('that fails once is opened again', async () => {
    let failures = 0;
    IDBFactory.prototype.open = function (...args) {
      IDBFactory.prototype.open = open;
      failures += 1;
      // The other request is first, and there is no way back from its version.
      open.call(this, args[0], 2).onsuccess = ({ target }) => target.result.close();
      const failing = open.apply(this, args);
      failing.addEventListener('error', () => this.deleteDatabase(args[0]));
      return failing;
    };
    const store = page();
    await store.add('one', MANY);
    await lasting(store);
    assert.equal(failures, 1);
    assert.deepEqual(await texts(page()), ['one']);
  });

  test('that is not there leaves everything in memory', async () => {
    delete globalThis.indexedDB;
    const store = page();
    await store.add('one', MANY);
    assert.ok(!store.isLasting);
    assert.deepEqual(await store.keptAtLast(), undefined);
    assert.deepEqual([await store.count(0), await store.count(0)], [1, 2]);
    const { place, text, isKnown } = await store.waiting();
    assert.deepEqual([text, isKnown], ['one', false]);
    await store.remove(place);
    assert.equal((await store.waiting()).count, 0);
    globalThis.indexedDB = new IDBFactory();
  });

  test('that hangs in a transaction is dropped after three seconds, and nothing is written twice', async () => {
    const store = page();
    await store.count(0);
    let hanging = true;
    const hung = [];
    IDBDatabase.prototype.transaction = function (...args) {
      const real = transaction.apply(this, args);
      if (hanging) {
        hung.push(new Promise((resolve) => { real.addEventListener('abort', resolve); }));
        // Requests are sequential: each ends only when it is given up.
        const spin = (stored) => { stored.get(0).onsuccess = () => hanging && spin(stored); };
        spin(real.objectStore(args[0][0]));
      }
      return real;
    };
    await store.add('one', MANY);
    assert.ok(!store.isLasting);
    // Sent from memory while the database hangs.
    await store.remove((await store.waiting()).place);
    await store.add('two', MANY);
    await hung[0];
    hanging = false;
    await lasting(store);
    assert.deepEqual(await texts(store), ['two']);
    assert.deepEqual(await texts(page()), []);
  });

  test('whose connection is dead is opened again', async () => {
    const store = page();
    await store.add('one', MANY);
    IDBDatabase.prototype.transaction = function () {
      IDBDatabase.prototype.transaction = transaction;
      throw new DOMException('the connection is closing', 'InvalidStateError');
    };
    await store.add('two', MANY);
    await lasting(store);
    assert.deepEqual(await texts(page()), ['one', 'two']);
  });

  test('that is deleted gets back the identity, and the count goes on', async () => {
    const store = page();
    await store.keep({ kiosk: '0007' });
    assert.equal(await store.count(0), 1);
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('gangway');
      request.onsuccess = resolve;
      request.onblocked = reject;
    });
    assert.deepEqual({ ...await store.kept() }, { kiosk: '0007' });
    await lasting(store);
    assert.equal(await store.count(0), 2);
    assert.deepEqual({ ...await page().kept() }, { kiosk: '0007' });
  });
});
