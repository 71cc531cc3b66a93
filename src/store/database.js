// The browser's database: results that wait, oldest first, the last ticket, and who the kiosk is.
// What it is said to hold is on the disk, whatever happens next. What it does not take is kept until
// the page is left, and `isLasting` says so.
const RESULTS = 'results';
const TICKETS = 'tickets';
const IDENTITY = 'identity';
/** Where results waited before there was a database, a line each. */
const OLD = 'gangway.results';
/** A ticket must not wait for a database for longer. */
const PATIENCE_MS = 3_000;
/** Stands for the first of those that the database did not take; it counts from 1 itself. */
const SPARE = 0;

let lasts = true;
const spare = [];
let identity;
/** The last number, for a browser that keeps none. */
let counted = 0;
let opening;

export const isLasting = () => lasts;

/**
 * Waits until no other window does what `name` says. What is given ends that. A browser whose locks do not
 * work has none: the server takes each result once, whoever sends it.
 */
export async function turn(name) {
  const none = () => {};
  try {
    // A lock that nobody else asks for is given at once.
    const own = navigator.locks.request(`${name}.${Math.random()}`, () => true);
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); });
    if (!await Promise.race([own, late])) return none;
    return await new Promise((resolve, reject) => {
      navigator.locks.request(name, () => new Promise((end) => resolve(end))).catch(reject);
    });
  } catch {
    return none;
  }
}

/** Adds a result. Beyond `most` the oldest goes. */
export async function add(text, most) {
  try {
    await within(RESULTS, 'readwrite', (results) => {
      results.add(text);
      const count = results.count();
      count.onsuccess = () => {
        if (count.result > most) first(results, (it) => it?.delete());
      };
    });
  } catch (error) {
    complain(error);
    spare.push(text);
    if (spare.length > most) spare.shift();
  }
}

/** How many results wait, and the first of them. */
export async function waiting() {
  const found = { count: 0 };
  try {
    await within(RESULTS, 'readonly', (results) => {
      results.count().onsuccess = ({ target }) => { found.count = target.result; };
      first(results, (it) => Object.assign(found, { place: it?.key, text: it?.value }));
    });
  } catch (error) {
    complain(error);
  }
  if (found.count === 0) Object.assign(found, { place: SPARE, text: spare[0] });
  found.count += spare.length;
  return found;
}

/** Takes a result out. Says whether it is gone. */
export async function remove(place) {
  try {
    if (place === SPARE) spare.shift();
    else await within(RESULTS, 'readwrite', (results) => results.delete(place));
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** The number after the last one or, if there was none, after `from`. After `most` comes 1. */
export async function count(from, most) {
  let next = (counted || from) % most + 1;
  await within(TICKETS, 'readwrite', (tickets) => {
    tickets.get(TICKETS).onsuccess = ({ target }) => {
      next = (target.result ?? from) % most + 1;
      tickets.put(next, TICKETS);
    };
  }).catch(complain);
  counted = next;
  return next;
}

/** Who the kiosk is, if that was kept. */
export async function kept() {
  if (identity) return identity;
  let found;
  await within(IDENTITY, 'readonly', (all) => {
    all.get(IDENTITY).onsuccess = ({ target }) => { found = target.result; };
  }).catch(complain);
  return found;
}

export async function keep(kiosk, key, next) {
  const record = { kiosk, key, next };
  try {
    await within(IDENTITY, 'readwrite', (all) => all.put(record, IDENTITY));
    identity = undefined;
  } catch (error) {
    complain(error);
    identity = record;
  }
}

function complain(error) {
  if (lasts) console.warn('The browser keeps nothing:', error);
  lasts = false;
}

function first(results, use) {
  results.openCursor().onsuccess = ({ target }) => use(target.result);
}

/** Runs `work` as one transaction, to its end. */
async function within(name, mode, work) {
  opening ??= open();
  const database = await opening;
  const transaction = database.transaction(name, mode, { durability: 'strict' });
  work(transaction.objectStore(name));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

/** What an earlier build kept, which is forgotten with `isTaken`. A browser may have no such storage. */
function old(isTaken = false) {
  try {
    const kept = localStorage.getItem(OLD) ?? '';
    if (isTaken) localStorage.removeItem(OLD);
    return kept;
  } catch {
    return '';
  }
}

function open() {
  return new Promise((resolve, reject) => {
    setTimeout(reject, PATIENCE_MS, new Error('the database does not open'));
    const request = indexedDB.open('gangway', 1);
    request.onupgradeneeded = () => {
      for (const name of [IDENTITY, TICKETS]) request.result.createObjectStore(name);
      const results = request.result.createObjectStore(RESULTS, { autoIncrement: true });
      // As much a part of the database as the place that it is put into: all or nothing.
      for (const line of old().split('\n')) if (line) results.add(line);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      old(true);
      // The browser may close it, as when its disk is full; then it is opened anew.
      request.result.onclose = () => { opening = undefined; };
      resolve(request.result);
    };
  });
}
