// An isolated network namespace, so that nothing leaves this computer, with an address for the rest of the
// internet and a name server that resolves every name to it.
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The address that represents all other machines. */
export const ELSEWHERE = '203.0.113.7';
const NAMES = '203.0.113.53';
export const RESOLVER = `nameserver ${NAMES}\n`;
/** The domain of the names that probes use. */
const DOMAIN = 'elsewhere.test';
const OWN = '198.51.100.2';

const SETUP = `
  ip link set lo up
  ip link add gangway0 type veth peer name gangway1
  ip address add ${OWN}/24 dev gangway0
  ip link set gangway0 up
  ip link set gangway1 up
  ip route add default via 198.51.100.1 dev gangway0
  ip route add local 203.0.113.0/24 dev lo
`;
const rights = process.getuid() === 0 ? [] : ['--map-root-user'];
const inside = (command) => ['unshare', '--net', '--mount', ...rights, 'sh', '-euc', `${SETUP}\nexec "$@"`, 'sh', ...command];

/** The reason why there is no such network, or `false`. */
export function cannot() {
  if (process.platform !== 'linux') return 'a network of its own is had on Linux only';
  const [program, ...args] = inside(['true']);
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? false : `no network of its own here: ${error ?? stderr}`.trim();
}

/** The command line that runs another command in such a network. */
export const within = (command) => inside(command);

/** Listens at the external address for one channel, and records what arrives by which protocol. */
export class Sink {
  constructor(number) {
    this.number = number;
    this.name = `p${number}.${DOMAIN}`;
    this.secret = `GANGWAY${number}`;
    this.arrived = new Set();
  }

  async open() {
    this.server = createServer((socket) => {
      this.arrived.add('connection');
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        this.arrived.add('data');
        if (/^[A-Z]+ \S+ HTTP/.test(bytes.toString('latin1'))) {
          socket.write('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
        }
      });
      setTimeout(() => socket.destroy(), 8_000).unref();
    });
    await once(this.server.listen(0, ELSEWHERE), 'listening');
    this.port = this.server.address().port;
    this.socket = createSocket('udp4').on('message', () => this.arrived.add('datagram'));
    this.socket.bind(this.port, ELSEWHERE);
    await once(this.socket, 'listening');
    return this;
  }

  /** The addresses for a probe. */
  get at() {
    const { name, port, secret } = this;
    return {
      host: ELSEWHERE, port, name, secret,
      http: `http://${ELSEWHERE}:${port}`, https: `https://${ELSEWHERE}:${port}`,
      ws: `ws://${ELSEWHERE}:${port}`, wss: `wss://${ELSEWHERE}:${port}`, named: `http://${name}:${port}`,
      key: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U',
    };
  }

  close() {
    this.server.close();
    this.socket.close();
  }
}

/** Resolves every name to the external address, and notifies the sink of that name. */
export class NameServer {
  constructor(sinks) {
    this.byName = new Map(sinks.map((it) => [it.name, it]));
    /** Names of no probe, which the browser itself resolved. */
    this.others = new Set();
  }

  async open() {
    this.socket = createSocket('udp4');
    this.socket.on('message', (question, { address, port }) => {
      const { name, end, type } = read(question);
      const sink = this.byName.get(name.split('.').slice(-3).join('.'));
      if (sink) sink.arrived.add('name');
      else this.others.add(name);
      this.socket.send(reply(question, end, type), port, address);
    });
    this.socket.bind(53, NAMES);
    await once(this.socket, 'listening');
    return this;
  }

  close() {
    this.socket.close();
  }
}

/** The name in a DNS question (RFC 1035, 4.1.2), its end, and the type. */
function read(question) {
  const labels = [];
  let at = 12;
  for (let length = question[at]; length > 0; length = question[at]) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return { name: labels.join('.'), end: at + 5, type: question.readUInt16BE(at + 1) };
}

function reply(question, end, type) {
  const isAddress = type === 1;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(isAddress ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  const address = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...ELSEWHERE.split('.').map(Number)]);
  return Buffer.concat([head, question.subarray(12, end), ...isAddress ? [address] : []]);
}
