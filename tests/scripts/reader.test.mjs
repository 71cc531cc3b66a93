// What passes between the vision worker and the reader of the chip, with a port and sockets in memory.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Budget, bytesOf, isAllowed, isOwnMachine, isState } from '../../src/reader/guard.js';
import { Relay } from '../../src/reader/relay.js';

const COMMAND = Uint8Array.of(0x00, 0xb0, 0x9c, 0x00, 0x08);

describe('the guard', () => {
  test('lets through exactly the commands of reading a passport', () => {
    const allowed = [];
    for (let kind = 0; kind < 256; kind++) {
      for (let instruction = 0; instruction < 256; instruction++) {
        if (isAllowed(Uint8Array.of(kind, instruction, 0, 0))) allowed.push((kind << 8 | instruction).toString(16).padStart(4, '0'));
      }
    }
    const clear = ['22', '82', '84', '86', '88', 'a4', 'b0', 'b1'];
    const secure = clear.filter((instruction) => instruction !== '84');
    const of = (kind, instructions) => instructions.map((instruction) => kind + instruction);
    assert.deepEqual(allowed, [...of('00', clear), ...of('0c', secure), ...of('10', clear), ...of('1c', secure)]);
  });

  test('takes less than a header for no command', () => {
    for (let length = 0; length < 4; length++) assert.ok(!isAllowed(COMMAND.subarray(0, length)));
  });

  test('knows three states, and addresses of this machine', () => {
    for (const state of ['ready', 'empty', 'no-reader']) assert.ok(isState(state));
    for (const other of ['', 'Ready', 'ready ', undefined, COMMAND]) assert.ok(!isState(other));
    assert.ok(isOwnMachine('ws://127.0.0.1:8787/'));
    for (const other of [
      'ws://127.0.0.1:8787/a', 'ws://127.0.0.1.example:8787/', 'ws://localhost:8787/', 'wss://127.0.0.1:8787/', 'ws://127.0.0.1/',
      'ws://127.0.0.1:8787/\n', ' ws://127.0.0.1:8787/',
    ]) assert.ok(!isOwnMachine(other), other);
  });

  test('takes bytes as a buffer or an array', () => {
    assert.deepEqual(bytesOf(COMMAND), COMMAND);
    assert.deepEqual(bytesOf(COMMAND.slice().buffer), COMMAND);
    for (const other of ['ready', undefined, [0, 0xb0, 0, 0], { length: 4 }]) assert.equal(bytesOf(other), undefined);
  });

  test('allows 600 commands, 64 KiB to the chip and 1.5 MiB from it', () => {
    const commands = new Budget();
    for (let count = 0; count < 600; count++) assert.ok(commands.send(COMMAND));
    assert.ok(!commands.send(COMMAND));
    const sent = new Budget();
    assert.ok(sent.send(new Uint8Array(65_536)));
    assert.ok(!sent.send(COMMAND));
    const received = new Budget();
    assert.ok(received.receive(new Uint8Array(1_536 * 1_024)));
    assert.ok(!received.receive(new Uint8Array(2)));
  });

  test('takes less than a status word for no response', () => {
    for (const length of [0, 1]) assert.ok(!new Budget().receive(new Uint8Array(length)));
  });
});

/** A socket in memory. */
class FakeSocket {
  sent = [];
  isClosed = false;
  send(message) { this.sent.push(message); }
  close() {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onclose();
  }
  opens() { this.onopen(); }
  says(data) { this.onmessage({ data }); }
}

/** The vision worker's port in memory, with what it has received. */
class FakePort {
  received = [];
  isClosed = false;
  postMessage(message) { this.received.push(message); }
  close() { this.isClosed = true; }
  says(data) { this.onmessage({ data }); }
}

/** A relay that has begun to open its first socket. */
function start() {
  const port = new FakePort();
  const sockets = [];
  new Relay(port, () => {
    sockets.push(new FakeSocket());
    return sockets.at(-1);
  });
  return { port, sockets };
}

describe('the relay', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  test('passes states, commands and responses', () => {
    const { port, sockets } = start();
    sockets[0].opens();
    sockets[0].says('ready');
    port.says(COMMAND);
    port.says(COMMAND.slice().buffer);
    assert.deepEqual(sockets[0].sent, [COMMAND, COMMAND]);
    const response = Uint8Array.of(1, 2, 0x90, 0).buffer;
    sockets[0].says(response);
    sockets[0].says('empty');
    assert.deepEqual(port.received, ['ready', response, 'empty']);
  });

  test('says that there is no reader while no socket opens, and tries again', () => {
    const { port, sockets } = start();
    sockets[0].close();
    assert.deepEqual(port.received, ['no-reader']);
    mock.timers.tick(1_999);
    assert.equal(sockets.length, 1);
    mock.timers.tick(1);
    sockets[1].close();
    assert.deepEqual(port.received, ['no-reader'], 'once');
    port.says(COMMAND);
    assert.deepEqual(port.received, ['no-reader', 'no-reader'], 'instead of an answer');
    mock.timers.tick(2_000);
    sockets[2].opens();
    sockets[2].says('ready');
    assert.equal(port.received.at(-1), 'ready');
  });

  test('keeps an error of the browser, which contains the token, to itself', () => {
    const port = new FakePort();
    let tries = 0;
    new Relay(port, () => {
      tries += 1;
      throw new SyntaxError('the subprotocol is invalid');
    });
    assert.deepEqual(port.received, ['no-reader']);
    mock.timers.tick(2_000);
    assert.equal(tries, 2);
  });

  test('gives up a socket that neither opens nor closes', () => {
    const { port, sockets } = start();
    mock.timers.tick(5_000);
    assert.ok(sockets[0].isClosed);
    assert.deepEqual(port.received, ['no-reader']);
    mock.timers.tick(2_000);
    sockets[1].opens();
    mock.timers.tick(60_000);
    assert.ok(!sockets[1].isClosed);
  });

  test('says that there is no reader when the socket closes', () => {
    const { port, sockets } = start();
    sockets[0].opens();
    sockets[0].says('ready');
    sockets[0].close();
    assert.deepEqual(port.received, ['ready', 'no-reader']);
    mock.timers.tick(2_000);
    assert.equal(sockets.length, 2);
  });

  test('ends for good after a command that is not let through', () => {
    for (const refused of [Uint8Array.of(0xff, 0xca, 0, 0, 0), COMMAND.subarray(0, 3), 'ready', { command: COMMAND }]) {
      const { port, sockets } = start();
      sockets[0].opens();
      port.says(refused);
      assert.deepEqual(sockets[0].sent, []);
      assert.ok(sockets[0].isClosed && port.isClosed);
      mock.timers.tick(60_000);
      assert.equal(sockets.length, 1);
    }
  });

  test('closes a session over its limits, and the next one has new limits', () => {
    const { port, sockets } = start();
    sockets[0].opens();
    for (let count = 0; count < 600; count++) port.says(COMMAND);
    assert.ok(!sockets[0].isClosed);
    port.says(COMMAND);
    assert.equal(sockets[0].sent.length, 600);
    assert.ok(sockets[0].isClosed);
    assert.deepEqual(port.received, ['no-reader']);
    mock.timers.tick(2_000);
    sockets[1].opens();
    port.says(COMMAND);
    assert.equal(sockets[1].sent.length, 1);
  });

  test('passes nothing else from the program', () => {
    for (const other of ['hello', '', new Uint8Array(1).buffer]) {
      const { port, sockets } = start();
      sockets[0].opens();
      sockets[0].says(other);
      assert.ok(sockets[0].isClosed);
      assert.deepEqual(port.received, ['no-reader']);
    }
  });

  test('that ends while its socket opens closes it', () => {
    const { port, sockets } = start();
    port.onclose();
    assert.ok(sockets[0].isClosed && port.isClosed);
    mock.timers.tick(60_000);
    assert.equal(sockets.length, 1);
  });

  test('ends with the vision worker', () => {
    const { port, sockets } = start();
    sockets[0].opens();
    port.onclose();
    assert.ok(sockets[0].isClosed);
    mock.timers.tick(60_000);
    assert.equal(sockets.length, 1);
  });
});
