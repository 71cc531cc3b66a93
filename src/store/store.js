// What the kiosk stores: results that wait, oldest first, the count of issued tickets, and the kiosk's
// identity. Data that is not on the disk is in memory, and is written as soon as the database answers.
import { IDENTITY, RESULTS, TICKETS, isAbsent, sleep, waits } from './connection.js';

/** @import { Connection, Identity, Schema, StoreName } from './connection.js' */
/** @import { IDBPObjectStore } from 'idb' */

/**
 * A result, and where it is: on the disk, which counts up from 1, or in memory, which counts down from -1.
 * @typedef {{ place: number, text: string }} Result
 */

export class Store {
  /** @type {Connection} */
  #connection;
  /** Results that are not on the disk. @type {Result[]} */
  #unwritten = [];
  #lastPlace = 0;
  /** The place on the disk of results that had a place in memory. @type {Map<number, number>} */
  #moved = new Map();
  /** Texts that take the place of those on the disk, by place. @type {Map<number, string>} */
  #changed = new Map();
  /** Places of results on the disk that can be deleted. @type {Set<number>} */
  #done = new Set();
  /** How many tickets were given, as far as this page knows, and whether the disk says less. */
  #given = 0;
  #isCountBehind = false;
  /** The kiosk's identity as last read or stored, and whether the disk differs. @type {Identity | undefined} */
  #identity;
  #isIdentityBehind = false;
  /** How many results the disk held when it was last read, and the first of them. */
  #held = 0;
  /** @type {Result | undefined} */
  #first;
  /** The most results that are kept. */
  #most = Infinity;

  /** @param {Connection} connection */
  constructor(connection) {
    this.#connection = connection;
    this.#read = this.#repeated(() => this.#readOnce());
    this.#recall = this.#repeated(() => this.#recallOnce());
    this.#write = single(() => this.#writeAll());
  }

  /** Whether all data so far is on the disk. */
  get isLasting() {
    return this.#connection.isAnswering && this.#unwritten.length === 0 && !this.#isIdentityBehind;
  }

  /**
   * Adds a result. Beyond `most` the oldest goes.
   * @param {string} text
   * @param {number} most
   */
  async add(text, most) {
    this.#most = most;
    this.#lastPlace -= 1;
    this.#unwritten.push({ place: this.#lastPlace, text });
    if (this.#unwritten.length > most) this.#unwritten.shift();
    await this.#connection.soon(this.#write());
  }

  /** How many results wait, and the first of them. `isKnown` says whether the disk was read. */
  async waiting() {
    const isKnown = await this.#connection.soon(this.#read());
    const first = (isKnown ? this.#first : undefined) ?? this.#unwritten[0];
    return { isKnown, place: first?.place, text: first?.text, count: this.#held + this.#unwritten.length };
  }

  /** All results that wait, oldest first: of the disk, if it answers, then of the memory. */
  async all() {
    /** @type {Result[]} */
    let stored = [];
    await this.#connection.soon(this.#connection.transact([RESULTS], 'readonly', async (transaction) => {
      const results = transaction.objectStore(RESULTS);
      const found = [];
      for (let cursor = await results.openCursor(); cursor; cursor = await cursor.continue()) {
        const place = Number(cursor.key);
        if (!this.#done.has(place)) found.push({ place, text: this.#changed.get(place) ?? cursor.value });
      }
      stored = found;
    }));
    return [...stored, ...this.#unwritten];
  }

  /**
   * Removes a result: it is not returned again, even if it is still on the disk.
   * @param {number} place
   */
  async remove(place) {
    const index = this.#unwritten.findIndex((result) => result.place === place);
    if (index >= 0) this.#unwritten.splice(index, 1);
    else this.#done.add(this.#moved.get(place) ?? place);
    this.#moved.delete(place);
    await this.#connection.soon(this.#write());
  }

  /**
   * Puts another text in the place of a result.
   * @param {number} place
   * @param {string} text
   */
  async replace(place, text) {
    const result = this.#unwritten.find((unwritten) => unwritten.place === place);
    if (result) result.text = text;
    else this.#changed.set(this.#moved.get(place) ?? place, text);
    await this.#connection.soon(this.#write());
  }

  /**
   * How many tickets were given, this one included: one more than any copy knows.
   * @param {number} copy
   */
  async count(copy) {
    const before = Math.max(this.#given, copy);
    this.#given = before + 1;
    this.#isCountBehind = true;
    let isTold = false;
    const counted = this.#connection.transact([TICKETS], 'readwrite', async (transaction) => {
      const tickets = transaction.objectStore(TICKETS);
      const stored = await tickets.get(TICKETS) ?? 0;
      if (!isTold) this.#given = Math.max(stored, before) + 1;
      await tickets.put(Math.max(stored, this.#given), TICKETS);
    });
    await this.#connection.soon(counted.then(() => { this.#isCountBehind = false; }));
    // This number is shown, even if the database answers differently later.
    isTold = true;
    if (this.#isCountBehind) this.#write();
    return this.#given;
  }

  /** The stored identity of the kiosk; the last known one if the database does not answer. */
  async kept() {
    if (!this.#isIdentityBehind) await this.#connection.soon(this.#recall());
    return this.#identity;
  }

  /** The same, once the database answers. */
  async keptAtLast() {
    for (const wait of waits()) {
      const isCurrent = this.#isIdentityBehind || isAbsent() || await this.#recall().then(() => true, () => false);
      if (isCurrent) break;
      await sleep(wait);
    }
    return this.#identity;
  }

  /**
   * Stores the identity.
   * @param {Identity} identity
   */
  async keep(identity) {
    this.#identity = identity;
    this.#isIdentityBehind = true;
    await this.#connection.soon(this.#write());
  }

  /** @type {() => Promise<void>} */
  #read;
  /** @type {() => Promise<void>} */
  #recall;
  /** @type {() => Promise<void>} */
  #write;

  /**
   * A read, of which only one waits for a connection: all callers without a connection wait for the same one.
   * @param {() => Promise<void>} work
   */
  #repeated(work) {
    const once = single(work);
    return () => (this.#connection.isOpen ? work() : once());
  }

  /** Finds the first of the results on the disk. */
  async #readOnce() {
    const [all, first] = await this.#connection.transact([RESULTS], 'readonly', async (transaction) => {
      const results = transaction.objectStore(RESULTS);
      const all = await results.count();
      let cursor = await results.openCursor();
      while (cursor && this.#done.has(cursor.key)) cursor = await cursor.continue();
      const first = cursor && { place: cursor.key, text: this.#changed.get(cursor.key) ?? cursor.value };
      return /** @type {const} */ ([all, first ?? undefined]);
    });
    this.#held = all - this.#done.size;
    this.#first = first;
  }

  async #recallOnce() {
    const stored = await this.#connection.transact([IDENTITY], 'readonly', (transaction) => (
      transaction.objectStore(IDENTITY).get(IDENTITY)
    ));
    if (this.#isIdentityBehind) return;
    // Written again into a database that was deleted.
    this.#isIdentityBehind = !stored && this.#identity !== undefined;
    this.#identity = stored ?? this.#identity;
    if (this.#isIdentityBehind) this.#write();
  }

  /** Writes all data that is only in memory, and retries until it succeeds. */
  async #writeAll() {
    for (let tries = waits(); this.#isBehind();) {
      try {
        await this.#writeOnce();
        tries = waits();
      } catch {
        await sleep(Number(tries.next().value));
      }
    }
  }

  /** Whether the memory has data that is not on the disk. */
  #isBehind() {
    const sizes = [this.#unwritten.length, this.#done.size, this.#changed.size];
    return sizes.some((size) => size > 0) || this.#isCountBehind || this.#isIdentityBehind;
  }

  async #writeOnce() {
    // The memory may change before the transaction begins and until it ends.
    const added = this.#unwritten.map((result) => ({ result, text: result.text }));
    const [removed, texts, identity] = [[...this.#done], [...this.#changed], this.#identity];
    /** @type {StoreName[]} */
    const names = [RESULTS, TICKETS, IDENTITY];
    const places = await this.#connection.transact(names, 'readwrite', async (transaction) => {
      const [results, tickets] = [transaction.objectStore(RESULTS), transaction.objectStore(TICKETS)];
      const writes = removed.map((place) => results.delete(place));
      for (const [place, text] of texts) {
        if (!this.#done.has(place)) writes.push(results.put(text, place).then(() => {}));
      }
      if (this.#isIdentityBehind && identity) {
        writes.push(transaction.objectStore(IDENTITY).put(identity, IDENTITY).then(() => {}));
      }
      const adding = Promise.all(added.map(({ text }) => results.add(text)));
      const [places] = await Promise.all([adding, ...writes]);
      await trim(results, this.#most);
      if (this.#isCountBehind) {
        await tickets.put(Math.max(await tickets.get(TICKETS) ?? 0, this.#given), TICKETS);
      }
      return places;
    });
    for (const place of removed) {
      this.#done.delete(place);
      this.#changed.delete(place);
    }
    for (const [place, text] of texts) if (this.#changed.get(place) === text) this.#changed.delete(place);
    added.forEach(({ result, text }, index) => this.#move(result, text, places[index]));
    if (this.#identity === identity) this.#isIdentityBehind = false;
    this.#isCountBehind = false;
  }

  /**
   * Notes that a result is now on the disk, as `text` at `place`.
   * @param {Result} result
   * @param {string} text
   * @param {number} place
   */
  #move(result, text, place) {
    const index = this.#unwritten.indexOf(result);
    if (index < 0) {
      this.#done.add(place); // It was sent from memory meanwhile.
      return;
    }
    this.#unwritten.splice(index, 1);
    this.#moved.set(result.place, place);
    if (result.text !== text) this.#changed.set(place, result.text);
  }
}

/**
 * Deletes the oldest results beyond `most`.
 * @param {IDBPObjectStore<Schema, StoreName[], 'results', 'readwrite'>} results
 * @param {number} most
 */
async function trim(results, most) {
  let excess = await results.count() - most;
  if (excess <= 0) return;
  for (let cursor = await results.openCursor(); cursor && excess > 0; excess -= 1) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
}

/**
 * Runs `work` once at a time: all callers wait for the same run.
 * @param {() => Promise<void>} work
 */
function single(work) {
  /** @type {Promise<void> | undefined} */
  let going;
  return () => going ??= work().finally(() => { going = undefined; });
}
