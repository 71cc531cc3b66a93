// The kiosk's key pair. Its private half is a handle that the browser signs with and shows to
// nobody, the page included.
const PAIR = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

export async function make() {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(PAIR, false, ['sign']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return { privateKey, point, made: Date.now() };
}

export async function sign({ privateKey }, text) {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.sign(SIGNATURE, privateKey, bytes));
}
