// A kiosk without a browser: it has a key pair and signs requests like `crates/wire/src/proof.rs`.
import { createHash } from 'node:crypto';

const { subtle } = globalThis.crypto;
const PAIR = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

/** A page's clock may be this many seconds ahead (`hurrySlots` in `kiosk.mjs`). */
const AHEAD = 10;

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const signed = (path, at, body) => Buffer.from(`${path}\n${at}\n${body}`);

/** The id of a result, as in `crates/wire/src/id.rs`. */
export const resultId = (kiosk, ticket, arrived) => createHash('sha256')
  .update(`result ${parseInt(kiosk, 16)} ${ticket} ${arrived}`).digest('hex').slice(0, 16);

/** A time rounded up to ten seconds, as in results. */
export const tens = (seconds) => Math.ceil(seconds / 10) * 10;

export class Signer {
  constructor(server, pair, key) {
    Object.assign(this, { server, pair, key });
  }

  static async make(server) {
    const pair = await subtle.generateKey(PAIR, false, ['sign']);
    return new Signer(server, pair, hex(await subtle.exportKey('raw', pair.publicKey)));
  }

  /** A signer that is enrolled with this number at a server in trial mode. */
  static async known(server, kiosk) {
    const signer = await Signer.make(server);
    const answer = await signer.post('/v1/enrolments', JSON.stringify({ version: 1, code: null, kiosk, key: signer.key }));
    if (answer.status !== 201) throw new Error(`the server does not enrol a kiosk: ${answer.status}`);
    return signer;
  }

  /** A time later than every earlier signature of this message, by this signer or a page: an equal proof would be a repeated request. */
  next(body) {
    this.last ??= new Map();
    const at = Math.max(Math.floor(Date.now() / 1_000) + AHEAD, this.last.get(body) ?? 0) + 1;
    this.last.set(body, at);
    return at * 1_000;
  }

  async post(path, body, at = this.next(body)) {
    const signature = await subtle.sign(SIGNATURE, this.pair.privateKey, signed(path, at, body));
    return fetch(`${this.server.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'gangway-proof': `${at}.${hex(signature)}` },
      body,
    });
  }
}

/** Whether a proof is a valid signature of this request by `key`. */
export async function isProof(proof, key, path, body) {
  const [at, signature] = proof.split('.');
  const point = await subtle.importKey('raw', Buffer.from(key, 'hex'), PAIR, true, ['verify']);
  return subtle.verify(SIGNATURE, point, Buffer.from(signature, 'hex'), signed(path, at, body));
}
