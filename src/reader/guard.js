// What may pass between the vision worker and the reader of the chip. `crates/reader` has the same rules, so
// each side still holds them if the other fails.

/** Classes of commands in the clear: alone, and continued by the next one. */
const CLEAR = [0x00, 0x10];
/** The same with secure messaging. */
const SECURE = [0x0c, 0x1c];
/** Instructions of ICAO 9303-10 and 9303-11; GET CHALLENGE (84) comes before there are keys. */
const CLEAR_INSTRUCTIONS = [0xa4, 0xb0, 0xb1, 0x84, 0x82, 0x22, 0x86, 0x88];
const SECURE_INSTRUCTIONS = [0xa4, 0xb0, 0xb1, 0x22, 0x82, 0x86, 0x88];
/** Bytes of a header, and of a status word. */
const [HEADER, STATUS] = [4, 2];
/** States of the reader, as the program names them. */
const STATES = ['ready', 'empty', 'no-reader'];

/**
 * Whether a command may be sent to a chip.
 * @param {Uint8Array} command
 */
export function isAllowed(command) {
  const [kind, instruction] = command;
  return command.length >= HEADER && (
    CLEAR.includes(kind) && CLEAR_INSTRUCTIONS.includes(instruction)
    || SECURE.includes(kind) && SECURE_INSTRUCTIONS.includes(instruction)
  );
}

/**
 * Whether a message of the program is one of its states.
 * @param {unknown} message
 */
export const isState = (message) => typeof message === 'string' && STATES.includes(message);

/**
 * Whether a socket's address is on this machine.
 * @param {string} address
 */
export const isOwnMachine = (address) => /^ws:\/\/127\.0\.0\.1:\d{1,5}\/$/.test(address);

/**
 * The bytes of a message, if it has any.
 * @param {unknown} message
 */
export function bytesOf(message) {
  if (message instanceof ArrayBuffer) return new Uint8Array(message);
  return message instanceof Uint8Array ? message : undefined;
}

/** What one session may use. */
export class Budget {
  #commands = 600;
  /** Bytes to the chip. */
  #sent = 64 * 1_024;
  /** Bytes from the chip. */
  #received = 1_536 * 1_024;

  /**
   * Counts a command before it is sent. Returns whether it is within the limits.
   * @param {Uint8Array} command
   */
  send(command) {
    this.#commands -= 1;
    this.#sent -= command.length;
    return this.#commands >= 0 && this.#sent >= 0;
  }

  /**
   * Counts a response before it is passed on. Returns whether it is one, within the limits.
   * @param {Uint8Array} response
   */
  receive(response) {
    this.#received -= response.length;
    return response.length >= STATUS && this.#received >= 0;
  }
}
