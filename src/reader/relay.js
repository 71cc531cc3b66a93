// Passes commands and responses between the vision worker's port and the socket of the reader program. It keeps
// none of them.
import { Budget, bytesOf, isAllowed, isState } from './guard.js';

/** Time until a lost socket is opened again. */
const RETRY_MS = 2_000;
/** Timeout for a socket that is being opened. */
const OPEN_MS = 5_000;

export class Relay {
  #port;
  #open;
  /** @type {WebSocket | undefined} */
  #socket;
  #isOpen = false;
  /** The last state that the vision worker was told. */
  #state = '';
  #budget = new Budget();
  #hasEnded = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {MessagePort} port the vision worker's
   * @param {() => WebSocket} open opens a socket
   */
  constructor(port, open) {
    this.#port = port;
    this.#open = open;
    port.onmessage = ({ data }) => this.#send(data);
    port.onmessageerror = () => this.#end();
    // The vision worker is gone. Browsers without this event end this worker with the page.
    /** @type {any} */ (port).onclose = () => this.#end();
    this.#connect();
  }

  #connect() {
    let socket;
    try {
      socket = this.#open();
    } catch {
      // A token that cannot be a subprotocol. The error contains it, and would go to the page.
      this.#lose();
      return;
    }
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => this.#receive(socket, data);
    this.#timer = setTimeout(() => socket.close(), OPEN_MS);
    socket.onopen = () => {
      clearTimeout(this.#timer);
      this.#budget = new Budget();
      this.#isOpen = true;
    };
    // Also after an error.
    socket.onclose = () => this.#lose();
  }

  #lose() {
    clearTimeout(this.#timer);
    this.#isOpen = false;
    if (this.#hasEnded) return;
    if (this.#state !== 'no-reader') this.#tell('no-reader');
    this.#timer = setTimeout(() => this.#connect(), RETRY_MS);
  }

  /** @param {unknown} message */
  #send(message) {
    const command = bytesOf(message);
    // The vision worker sends no such message; something else has its port.
    if (!command || !isAllowed(command)) this.#end();
    else if (!this.#isOpen) this.#tell('no-reader');
    else if (this.#budget.send(command)) this.#socket?.send(/** @type {Uint8Array<ArrayBuffer>} */ (command));
    else this.#socket?.close();
  }

  /**
   * @param {WebSocket} socket
   * @param {unknown} message
   */
  #receive(socket, message) {
    const response = bytesOf(message);
    if (isState(message)) this.#tell(String(message));
    else if (response && this.#budget.receive(response)) this.#port.postMessage(message, [response.buffer]);
    else socket.close();
  }

  /** @param {string} state */
  #tell(state) {
    this.#state = state;
    this.#port.postMessage(state);
  }

  /** Ends all of it: nothing is passed any more. */
  #end() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#tell('no-reader');
    this.#port.close();
    this.#socket?.close();
  }
}
