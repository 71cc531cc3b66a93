// The functions that `src/store.rs` imports. The build joins this script with its modules and `idb`.
import { Connection } from './connection.js';
import { Store } from './store.js';

/** @import { Key } from './connection.js' */

export { turn } from './lock.js';

const store = new Store(new Connection());

export const isLasting = () => store.isLasting;
export const waiting = () => store.waiting();
export const all = () => store.all();
export const kept = () => store.kept();
export const keptAtLast = () => store.keptAtLast();
/** @param {string} text @param {number} most */
export const add = (text, most) => store.add(text, most);
/** @param {number} place */
export const remove = (place) => store.remove(place);
/** @param {number} place @param {string} text */
export const replace = (place, text) => store.replace(place, text);
/** @param {number} copy */
export const count = (copy) => store.count(copy);
/** @param {string} [kiosk] @param {Key} [key] @param {Key} [next] @param {string} [provisional] */
export const keep = (kiosk, key, next, provisional) => store.keep({ kiosk, key, next, provisional });
