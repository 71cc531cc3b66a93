// The connection to the browser's database. A database may open late or not at all, fail, hang, be closed
// or deleted: opening is retried without a limit, and a call waits for it only as long as a screen can.
import { openDB } from 'idb';

/** @import { IDBPDatabase, IDBPTransaction } from 'idb' */

/**
 * A key pair of the kiosk.
 * @typedef {{ privateKey: CryptoKey, point: Uint8Array, made: number }} Key
 */
/**
 * The kiosk's identity: its number, the key pair that the server knows, the next key pair, and the number
 * that its tickets had before the server gave it one.
 * @typedef {{ kiosk?: string, key?: Key, next?: Key, provisional?: string }} Identity
 */
/**
 * Results that wait, in the order of their keys; the count of issued tickets; the identity.
 * @typedef {{
 *   results: { key: number, value: string },
 *   tickets: { key: string, value: number },
 *   identity: { key: string, value: Identity },
 * }} Schema
 */
/** @typedef {'results' | 'tickets' | 'identity'} StoreName */

export const RESULTS = 'results';
export const TICKETS = 'tickets';
export const IDENTITY = 'identity';
const [NAME, VERSION] = ['gangway', 1];
/** The local storage item in which an earlier build queued results, one per line. */
const OLD_RESULTS = 'gangway.results';
/** How long a call waits for a database that has answered the last time, and for one that has not. */
const [PATIENCE_MS, IMPATIENCE_MS] = [600, 100];
/** The connection of a transaction that takes longer is dropped. */
const HANG_MS = 3_000;
/** How long to wait between two tries: at first, and at most. */
const [FIRST_MS, LONGEST_MS] = [250, 60_000];

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** The waits between the tries of one task, in milliseconds: each is twice as long as the one before. */
export function* waits() {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) yield wait;
}

/** Whether this browser has no database at all. */
export function isAbsent() {
  try {
    return !indexedDB;
  } catch {
    return true;
  }
}

export class Connection {
  /** Whether the database has answered the last time. */
  isAnswering = true;
  /** @type {IDBPDatabase<Schema> | undefined} */
  #database;
  /** Calls that wait for a connection. @type {((database: IDBPDatabase<Schema>) => void)[]} */
  #waiting = [];
  /** Counts the times that a connection was missing: only the last loop of tries goes on. */
  #openings = 0;

  get isOpen() {
    return this.#database !== undefined;
  }

  /**
   * Runs `work` in one transaction, once there is a connection, and returns its value after the transaction
   * is on the disk. The transaction is aborted if `work` fails.
   * @template T
   * @template {IDBTransactionMode} Mode
   * @param {StoreName[]} names
   * @param {Mode} mode
   * @param {(transaction: IDBPTransaction<Schema, StoreName[], Mode>) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async transact(names, mode, work) {
    const database = await this.#connect();
    try {
      const transaction = database.transaction(names, mode, { durability: 'strict' });
      const value = await inTime(transaction, Promise.all([work(transaction), transaction.done]));
      this.isAnswering = true;
      return value[0];
    } catch (error) {
      this.#lose(database, error);
      throw error;
    }
  }

  /**
   * Whether `work` ends well within the time that a screen can wait. Otherwise it goes on in the background.
   * @param {Promise<unknown>} work
   */
  async soon(work) {
    const patience = this.isAnswering ? PATIENCE_MS : IMPATIENCE_MS;
    const late = sleep(patience).then(() => { throw new Error('the database is slow'); });
    try {
      await Promise.race([work, late]);
      return true;
    } catch (error) {
      this.#complain(error);
      return false;
    }
  }

  /** @returns {Promise<IDBPDatabase<Schema>>} */
  #connect() {
    if (this.#database) return Promise.resolve(this.#database);
    return new Promise((resolve) => {
      if (this.#waiting.push(resolve) === 1) this.#open();
    });
  }

  /** Requests a connection until there is one: an earlier request may still be answered. */
  async #open() {
    const opening = ++this.#openings;
    for (const wait of waits()) {
      this.#request().catch((error) => this.#complain(error));
      await sleep(wait);
      if (this.#database || opening !== this.#openings) return;
    }
  }

  async #request() {
    /** @type {IDBPDatabase<Schema>} */
    let database;
    // The browser may close a connection, as when its disk is full or its data is deleted.
    const end = () => this.#lose(database, new Error('the database was closed'));
    database = await openDB(NAME, VERSION, { upgrade: create, blocking: end, terminated: end });
    removeOldResults();
    if (this.#database) return database.close();
    this.#database = database;
    for (const resolve of this.#waiting.splice(0)) resolve(database);
  }

  /**
   * @param {IDBPDatabase<Schema>} database
   * @param {unknown} error
   */
  #lose(database, error) {
    this.#complain(error);
    if (this.#database !== database) return;
    this.#database = undefined;
    // Unfinished work is written again through the next connection.
    database.close();
  }

  /** @param {unknown} error */
  #complain(error) {
    if (this.isAnswering) console.warn('The browser does not keep what it is given:', error);
    this.isAnswering = false;
  }
}

/**
 * Waits for a transaction, at most {@link HANG_MS}. `idb` has no such limit.
 * @template T
 * @param {{ abort: () => void }} transaction
 * @param {Promise<T>} work
 */
async function inTime(transaction, work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hang = new Promise((_, reject) => {
    timer = setTimeout(reject, HANG_MS, new Error('the database hangs'));
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([work, hang]));
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended meanwhile.
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Creates the stores. The results of an earlier build are moved in the same transaction, so that this happens
 * completely or not at all.
 * @param {IDBPDatabase<Schema>} database
 * @param {number} _old
 * @param {number | null} _new
 * @param {IDBPTransaction<Schema, StoreName[], 'versionchange'>} transaction
 */
function create(database, _old, _new, transaction) {
  database.createObjectStore(IDENTITY);
  database.createObjectStore(TICKETS);
  const results = database.createObjectStore(RESULTS, { autoIncrement: true });
  const moved = oldResults().split('\n').filter(Boolean).map((text) => results.add(text));
  // A failure is reported by the request for the connection.
  Promise.all([...moved, transaction.done]).catch(() => {});
}

/** The results of an earlier build. A browser may have no storage. */
function oldResults() {
  try {
    return localStorage.getItem(OLD_RESULTS) ?? '';
  } catch {
    return '';
  }
}

function removeOldResults() {
  try {
    localStorage.removeItem(OLD_RESULTS);
  } catch {
    // There are none.
  }
}
