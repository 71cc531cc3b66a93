// Between the reader worker and `gangway-reader`: counts the commands for a chip, and the time that the browser
// takes for them.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { performance } from 'node:perf_hooks';

/** Frames of WebSocket: an opcode, the bit that a length is masked, and the lengths that say how the length is written. */
const [BINARY, OPCODE, MASK, LENGTH, TWO_BYTES, EIGHT_BYTES] = [0x2, 0x0f, 4, 0x7f, 126, 127];

export class ChipMeter {
  /** Commands that the browser sent. */
  commands = 0;
  /** Milliseconds between an answer and the next command, and between the last answer and the end. */
  browserMs = 0;
  /** When the browser had its last answer; unknown before the first command. */
  #answered;
  #server;

  /** Starts a meter in front of the program at this address. */
  static async before(address) {
    const meter = new ChipMeter();
    const port = Number(new URL(address).port);
    meter.#server = createServer({ noDelay: true }, (browser) => meter.#join(browser, port));
    await once(meter.#server.listen(0, '127.0.0.1'), 'listening');
    meter.address = `ws://127.0.0.1:${meter.#server.address().port}/`;
    return meter;
  }

  #join(browser, port) {
    const program = connect({ port, host: '127.0.0.1', noDelay: true });
    let isOpen = false;
    browser.on('data', (bytes) => {
      if (isOpen) {
        this.#count(bytes);
        program.write(bytes);
      } else {
        isOpen = true;
        // The program accepts its own address only.
        program.write(bytes.toString('latin1').replace(/^Host: .*$/im, `Host: 127.0.0.1:${port}`), 'latin1');
      }
    });
    program.on('data', (bytes) => {
      if (this.commands > 0) this.#answered = performance.now();
      browser.write(bytes);
    });
    for (const [end, other] of [[browser, program], [program, browser]]) {
      end.on('error', () => other.destroy());
      end.on('close', () => other.destroy());
    }
    browser.on('close', () => this.#wait());
  }

  /** Each command is one frame, and is sent when the one before was answered. */
  #count(bytes) {
    for (let at = 0; at < bytes.length;) {
      if ((bytes[at] & OPCODE) !== BINARY) return;
      this.commands += 1;
      this.#wait();
      const short = bytes[at + 1] & LENGTH;
      if (short === EIGHT_BYTES) throw new Error('no command is that long');
      at += short === TWO_BYTES ? 4 + MASK + bytes.readUInt16BE(at + 2) : 2 + MASK + short;
    }
  }

  #wait() {
    if (this.#answered !== undefined) this.browserMs += performance.now() - this.#answered;
    this.#answered = undefined;
  }

  close() {
    this.#server.close();
  }
}
