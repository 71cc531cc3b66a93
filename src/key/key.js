// The kiosk's key pair. The private half is a `CryptoKey` that cannot be exported: the browser signs
// with it and no script, the page's included, can read it.
const PAIR = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

/** Timeout for the browser. Without an answer there is no key, or no proof, for now. */
const PATIENCE_MS = 10_000;

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
const inTime = (promise) => new Promise((resolve, reject) => {
  promise.then(resolve, reject);
  setTimeout(reject, PATIENCE_MS, new Error('the browser does not answer'));
});

export async function make() {
  const { privateKey, publicKey } = await inTime(crypto.subtle.generateKey(PAIR, false, ['sign']));
  const point = new Uint8Array(await inTime(crypto.subtle.exportKey('raw', publicKey)));
  return { privateKey, point, made: Date.now() };
}

/**
 * @param {{ privateKey: CryptoKey }} key
 * @param {string} text
 */
export async function sign({ privateKey }, text) {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await inTime(crypto.subtle.sign(SIGNATURE, privateKey, bytes)));
}
