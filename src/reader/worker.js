// The reader worker: has a socket to the program `gangway-reader` on this machine, and the vision worker at the
// other end of a port. It has no picture and no keys, and sends the page nothing. Its Content-Security-Policy
// allows one address.
import { Socket } from './socket.js';
import '../../crates/vision/src/lockdown.js';
import { isOwnMachine } from './guard.js';
import { Relay } from './relay.js';

const SUBPROTOCOL = 'gangway-reader.1';

for (let owner = self; owner; owner = Object.getPrototypeOf(owner)) {
  if (Object.hasOwn(owner, 'postMessage')) {
    Object.defineProperty(owner, 'postMessage', { value: undefined, writable: false, configurable: false });
  }
}

self.addEventListener('message', (/** @type {MessageEvent} */ { data }) => {
  const { address, token, port } = data;
  // A browser sends no other headers, so the token is the name of a subprotocol.
  if (isOwnMachine(address)) new Relay(port, () => new Socket(address, [SUBPROTOCOL, token]));
}, { once: true });
