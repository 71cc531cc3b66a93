// A virtual X screen with a keyboard. Its keys also trigger the browser's shortcuts; those of a driver only
// reach the page. Implements the needed part of the X protocol.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The reason why there is no virtual screen, or `false`. */
export const cannot = () => spawnSync('Xvfb', ['-help']).error ? 'there is no Xvfb' : false;

/** The names of keys by X keysym. Other keys are named by their character. */
const KEYSYMS = {
  Escape: 0xff1b, Delete: 0xffff, Tab: 0xff09, Return: 0xff0d, Home: 0xff50, Left: 0xff51, Menu: 0xff67,
  Control: 0xffe3, Shift: 0xffe1, Alt: 0xffe9, space: 0x20,
  ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`F${at + 1}`, 0xffbe + at])),
};
const OPCODES = { attributes: 3, tree: 15, property: 20, extension: 98, mapping: 101 };
const WM_NAME = 39;
const STRING = 31;

export class Screen {
  static async open() {
    const screen = new Screen();
    screen.server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-ac'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [number] = await once(screen.server.stdio[3], 'data');
    screen.display = `:${String(number).trim()}`;
    screen.socket = connect(`/tmp/.X11-unix/X${screen.display.slice(1)}`);
    screen.bytes = Buffer.alloc(0);
    screen.waiting = [];
    screen.socket.on('data', (bytes) => screen.take(bytes));
    await once(screen.socket, 'connect');
    const setup = await screen.ask(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 8);
    const vendor = setup.readUInt16LE(24);
    const [formats, first] = [setup[29], setup[34]];
    screen.root = setup.readUInt32LE(40 + Math.ceil(vendor / 4) * 4 + formats * 8);
    const count = setup[35] - first + 1;
    const extension = await screen.ask(request(OPCODES.extension, 0, [5, 0, 0, 0], Buffer.from('XTEST\0\0\0')));
    if (extension[8] !== 1) throw new Error('the screen has no XTEST');
    screen.test = extension[9];
    const mapping = await screen.ask(request(OPCODES.mapping, 0, [first, count, 0, 0]));
    screen.codes = new Map();
    for (let at = 0; at < count; at++) {
      const keysym = mapping.readUInt32LE(32 + at * mapping[1] * 4);
      if (!screen.codes.has(keysym)) screen.codes.set(keysym, first + at);
    }
    return screen;
  }

  /** Parses received bytes: the setup, replies and errors resolve the waiting requests in order; events are dropped. */
  take(bytes) {
    this.bytes = Buffer.concat([this.bytes, bytes]);
    while (this.waiting.length > 0 || this.bytes.length >= 32) {
      const isSetup = this.waiting[0]?.head === 8;
      if (this.bytes.length < (isSetup ? 8 : 32)) return;
      const isReply = this.bytes[0] === 1;
      const length = isSetup ? 8 + this.bytes.readUInt16LE(6) * 4 : 32 + (isReply ? this.bytes.readUInt32LE(4) * 4 : 0);
      if (this.bytes.length < length) return;
      const message = this.bytes.subarray(0, length);
      this.bytes = this.bytes.subarray(length);
      if (isSetup || message[0] <= 1) this.waiting.shift()?.resolve(message);
    }
  }

  ask(bytes, head = 32) {
    return new Promise((resolve) => {
      this.waiting.push({ resolve, head });
      this.socket.write(bytes);
    });
  }

  /** Presses keys together, as in `Control+Shift+i`, and releases them. */
  async press(chord) {
    const codes = chord.split(/\+(?=.)/).map((name) => {
      const code = this.codes.get(KEYSYMS[name] ?? name.charCodeAt(0));
      if (code === undefined) throw new Error(`the keyboard has no ${name}`);
      return code;
    });
    for (const [type, keys] of [[2, codes], [3, codes.toReversed()]]) {
      for (const code of keys) {
        const event = Buffer.alloc(32);
        event.set([type, code]);
        this.socket.write(request(this.test, 2, event));
        await sleep(30);
      }
    }
  }

  async type(text) {
    for (const character of text) await this.press(character === ':' ? 'Shift+;' : character);
  }

  /** The names of the visible windows. */
  async windows() {
    const tree = await this.ask(request(OPCODES.tree, 0, word(this.root)));
    const names = [];
    for (let at = 0; at < tree.readUInt16LE(16); at++) {
      const id = tree.readUInt32LE(32 + at * 4);
      const attributes = await this.ask(request(OPCODES.attributes, 0, word(id)));
      if (attributes[0] !== 1 || attributes[26] !== 2) continue;
      const name = await this.ask(request(OPCODES.property, 0, word(id), word(WM_NAME), word(STRING), word(0), word(64)));
      names.push(name[0] === 1 ? name.toString('latin1', 32, 32 + name.readUInt32LE(16)) : '');
    }
    return names;
  }

  close() {
    this.socket.destroy();
    this.server.kill();
  }
}

const word = (number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
};

function request(opcode, data, ...parts) {
  const body = Buffer.concat(parts.map((it) => Buffer.from(it)));
  const head = Buffer.from([opcode, data, 0, 0]);
  head.writeUInt16LE(1 + body.length / 4, 2);
  return Buffer.concat([head, body]);
}
