// The browser's database: results that wait, oldest first, the count of issued tickets, and the kiosk's
// identity. It may open late or not at all, fail, hang, be closed or deleted: opening is retried without
// a limit. Until it answers, the data is in memory and is written as soon as possible; `isLasting` tells
// whether all of it is on the disk.
const RESULTS = 'results';
const TICKETS = 'tickets';
const IDENTITY = 'identity';
/** The local storage item in which an earlier build queued results, one per line. */
const OLD = 'gangway.results';
/** How long a call waits for a database that has answered the last time, and for one that has not. */
const [PATIENCE_MS, IMPATIENCE_MS] = [600, 100];
/** A browser whose locks take longer counts as one without. */
const LOCK_MS = 3_000;
/** The connection of a transaction that takes longer is dropped. */
const HANG_MS = 3_000;
/** How long to wait between two tries: at first, and at most. */
const [FIRST_MS, LONGEST_MS] = [250, 60_000];

/** Results that are not on the disk, as `{ place, text }`. Their places count down from -1; the database
 * counts up from 1. */
const unwritten = [];
let places = 0;
/** The place on the disk of results that had a place in memory. */
const moved = new Map();
/** Texts that take the place of those on the disk, by place. */
const changed = new Map();
/** Places of results on the disk that can be deleted. */
const done = new Set();
/** How many tickets were given, as far as this page knows, and whether the disk says less. */
let given = 0;
let isCountBehind = false;
/** The kiosk's identity as last read or stored, and whether the disk differs. */
let identity;
let isIdentityBehind = false;
/** How many results the disk held when it was last read. */
let held = 0;
/** The first of them, as `{ place, text }`. */
let first = {};
/** Whether the database has answered the last time. */
let isAnswering = true;
/** The most results that are kept. */
let most = Infinity;
let database;
/** Callbacks that wait for a connection, and how often one was missing. */
const opened = [];
let openings = 0;

export const isLasting = () => isAnswering && unwritten.length === 0 && !isIdentityBehind;

/**
 * Waits for the Web Lock `name`, which no two windows hold at once, and returns the function that releases
 * it. A browser without working locks does without: the server accepts each result once in any case.
 */
export async function turn(name) {
  const none = () => {};
  try {
    // A lock without other requests is granted at once.
    const own = navigator.locks.request(`${name}.${Math.random()}`, () => true);
    const late = new Promise((resolve) => { setTimeout(resolve, LOCK_MS); });
    if (!await Promise.race([own, late])) return none;
    return await new Promise((resolve, reject) => {
      navigator.locks.request(name, () => new Promise((end) => resolve(end))).catch(reject);
    });
  } catch {
    return none;
  }
}

/** Adds a result. Beyond `most` the oldest goes. */
export async function add(text, atMost) {
  most = atMost;
  places -= 1;
  unwritten.push({ place: places, text });
  if (unwritten.length > most) unwritten.shift();
  await soon(write());
}

/** How many results wait, and the first of them. `isKnown` says whether the disk was read. */
export async function waiting() {
  const isKnown = await soon(read());
  const isOnDisk = isKnown && first.text;
  const { place, text } = isOnDisk ? first : unwritten[0] ?? {};
  return { isKnown, place, text, count: held + unwritten.length };
}

/** Removes a result: it is not returned again, even if it is still on the disk. */
export async function remove(place) {
  const at = unwritten.findIndex((it) => it.place === place);
  if (at >= 0) unwritten.splice(at, 1);
  else done.add(moved.get(place) ?? place);
  moved.delete(place);
  await soon(write());
}

/** Puts another text in the place of a result. */
export async function replace(place, text) {
  const result = unwritten.find((it) => it.place === place);
  if (result) result.text = text;
  else changed.set(moved.get(place) ?? place, text);
  await soon(write());
}

/** How many tickets were given, this one included: one more than any copy knows. */
export async function count(copy) {
  const before = Math.max(given, copy);
  given = before + 1;
  isCountBehind = true;
  let isTold = false;
  await soon(within([TICKETS], 'readwrite', ({ tickets }) => {
    tickets.get(TICKETS).onsuccess = ({ target: { result = 0 } }) => {
      if (!isTold) given = Math.max(result, before) + 1;
      tickets.put(Math.max(result, given), TICKETS);
    };
  }).then(() => { isCountBehind = false; }));
  // This number is shown, even if the database answers differently later.
  isTold = true;
  if (isCountBehind) write();
  return given;
}

/** The stored identity of the kiosk; the last known one if the database does not answer. */
export async function kept() {
  if (!isIdentityBehind) await soon(recall());
  return identity;
}

/** The same, once the database answers. */
export async function keptAtLast() {
  for (let wait = FIRST_MS; ; wait = longer(wait)) {
    if (isIdentityBehind || isAbsent() || await recall().then(() => true, () => false)) return identity;
    await sleep(wait);
  }
}

export async function keep(kiosk, key, next, provisional) {
  identity = { kiosk, key, next, provisional };
  isIdentityBehind = true;
  await soon(write());
}

/** Runs `work` once at a time: all callers wait for the same run. */
function single(work) {
  let going;
  return () => going ??= work().finally(() => { going = undefined; });
}

/** The same for reads: callers go on once without a connection, and the read is repeated with one. */
function fresh(work) {
  const once = single(work);
  return () => (database ? work() : once());
}

/** Finds the first of the results on the disk. */
const read = fresh(async () => {
  let [all, found] = [0, {}];
  await within([RESULTS], 'readonly', ({ results }) => {
    results.count().onsuccess = ({ target }) => { all = target.result; };
    results.openCursor().onsuccess = ({ target: { result } }) => {
      if (done.has(result?.key)) result.continue();
      else if (result) found = { place: result.key, text: changed.get(result.key) ?? result.value };
    };
  });
  held = all - done.size;
  first = found;
});

const recall = fresh(async () => {
  let found;
  await within([IDENTITY], 'readonly', ({ identity: all }) => {
    all.get(IDENTITY).onsuccess = ({ target }) => { found = target.result; };
  });
  if (isIdentityBehind) return;
  // Written again into a database that was deleted.
  isIdentityBehind = !found && Boolean(identity);
  identity = found ?? identity;
  if (isIdentityBehind) write();
});

/** Writes all data that is only in memory, and retries until it succeeds. */
const write = single(async () => {
  for (let wait = FIRST_MS; isBehind();) {
    try {
      await writeOnce();
      wait = FIRST_MS;
    } catch {
      await sleep(wait);
      wait = longer(wait);
    }
  }
});

/** Whether the memory has data that is not on the disk. */
const isBehind = () => unwritten.length > 0 || done.size > 0 || changed.size > 0 || isCountBehind || isIdentityBehind;

async function writeOnce() {
  const added = unwritten.map((result) => ({ result, text: result.text }));
  const [removed, texts, record] = [[...done], [...changed], identity];
  await within([RESULTS, TICKETS, IDENTITY], 'readwrite', ({ results, tickets, identity: all }) => {
    for (const place of removed) results.delete(place);
    for (const [place, text] of texts) if (!done.has(place)) results.put(text, place);
    for (const it of added) {
      results.add(it.text).onsuccess = ({ target }) => { it.place = target.result; };
    }
    results.count().onsuccess = ({ target: { result: all } }) => {
      let excess = all - most;
      if (excess > 0) results.openCursor().onsuccess = ({ target: { result } }) => {
        if (excess-- <= 0) return;
        result.delete();
        result.continue();
      };
    };
    if (isIdentityBehind) all.put(record, IDENTITY);
    if (isCountBehind) {
      tickets.get(TICKETS).onsuccess = ({ target }) => tickets.put(Math.max(target.result ?? 0, given), TICKETS);
    }
  });
  for (const place of removed) {
    done.delete(place);
    changed.delete(place);
  }
  for (const [place, text] of texts) if (changed.get(place) === text) changed.delete(place);
  for (const { result, text, place } of added) {
    const index = unwritten.indexOf(result);
    if (index < 0) {
      done.add(place); // It was sent from memory meanwhile.
      continue;
    }
    unwritten.splice(index, 1);
    moved.set(result.place, place);
    if (result.text !== text) changed.set(place, result.text);
  }
  if (identity === record) isIdentityBehind = false;
  isCountBehind = false;
}

/** Runs `work` as one transaction, to its end, once there is a connection. */
async function within(names, mode, work) {
  const connection = await connect();
  try {
    const transaction = connection.transaction(names, mode, { durability: 'strict' });
    work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    await new Promise((resolve, reject) => {
      const hangs = setTimeout(() => {
        reject(new Error('the database hangs'));
        try {
          transaction.abort();
        } catch {
          // It has ended meanwhile.
        }
      }, HANG_MS);
      const end = (then) => () => {
        clearTimeout(hangs);
        then();
      };
      transaction.oncomplete = end(resolve);
      transaction.onabort = end(() => reject(transaction.error ?? new Error('the database gives up')));
    });
    isAnswering = true;
  } catch (error) {
    lose(connection, error);
    throw error;
  }
}

/** A connection, once there is one. */
function connect() {
  if (database) return Promise.resolve(database);
  return new Promise((resolve) => {
    if (opened.push(resolve) === 1) open();
  });
}

/** Requests a connection until there is one: an earlier request may still be answered. */
async function open() {
  const opening = ++openings;
  for (let wait = FIRST_MS; !database && opening === openings; wait = longer(wait)) {
    try {
      request();
    } catch (error) {
      complain(error);
    }
    await sleep(wait);
  }
}

function request() {
  const asked = indexedDB.open('gangway', 1);
  asked.onupgradeneeded = () => {
    for (const name of [IDENTITY, TICKETS]) asked.result.createObjectStore(name);
    const results = asked.result.createObjectStore(RESULTS, { autoIncrement: true });
    // In the transaction that creates the store, so that it happens completely or not at all.
    for (const line of old().split('\n')) if (line) results.add(line);
  };
  asked.onerror = () => complain(asked.error);
  asked.onsuccess = () => {
    const { result } = asked;
    old(true);
    if (database) return result.close();
    database = result;
    // The browser may close it, as when its disk is full or its data is deleted.
    result.onclose = () => lose(result, new Error('the database was closed'));
    result.onversionchange = result.onclose;
    for (const resolve of opened.splice(0)) resolve(result);
  };
}

function lose(connection, error) {
  complain(error);
  if (database !== connection) return;
  database = undefined;
  // Unfinished work is written again through the next connection.
  connection.close();
}

function complain(error) {
  if (isAnswering) console.warn('The browser does not keep what it is given:', error);
  isAnswering = false;
}

/** Whether it ends well within the time that a screen can wait. It goes on otherwise. */
function soon(work) {
  const patience = isAnswering ? PATIENCE_MS : IMPATIENCE_MS;
  const late = sleep(patience).then(() => {
    throw new Error('the database is slow');
  });
  return Promise.race([work, late]).then(() => true, (error) => {
    complain(error);
    return false;
  });
}

/** The results of an earlier build in local storage; `isTaken` deletes them. A browser may have no storage. */
function old(isTaken = false) {
  try {
    const kept = localStorage.getItem(OLD) ?? '';
    if (isTaken) localStorage.removeItem(OLD);
    return kept;
  } catch {
    return '';
  }
}

function isAbsent() {
  try {
    return !indexedDB;
  } catch {
    return true;
  }
}

const longer = (wait) => Math.min(wait * 2, LONGEST_MS);
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
