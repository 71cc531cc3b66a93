// Runs in a separate network namespace: loads the firewall rule for the kiosk's user from a file, and prints
// what that user and another one can reach, before and after.
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { ELSEWHERE } from '../prove/egress/network.mjs';

const [file] = process.argv.slice(2);
const SITE = '127.0.0.1';
const KIOSK = 65_534;

async function listen(host, port = 0) {
  const server = createServer((socket) => socket.destroy());
  await once(server.listen(port, host), 'listening');
  return server.address().port;
}
const port = await listen(SITE);
const other = await listen(SITE);
const reader = await listen(SITE);
await listen(ELSEWHERE, port);
const datagrams = createSocket('udp4').on('message', (bytes) => heard.push(bytes.toString()));
const heard = [];
datagrams.bind(port, ELSEWHERE);
await once(datagrams, 'listening');

/** Runs as the tested user and returns what it can reach. Datagrams name their sender and are received here. */
const attempt = async ([site, elsewhere, port, other, reader, who]) => {
  const { connect } = await import('node:net');
  const { createSocket } = await import('node:dgram');
  const reach = (host, port) => new Promise((resolve) => {
    const socket = connect(port, host, () => { resolve(true); socket.destroy(); });
    socket.on('error', () => resolve(false));
    setTimeout(resolve, 2_000, false);
  });
  const result = {
    site: await reach(site, port), elsewhere: await reach(elsewhere, port), other: await reach(site, other), reader: await reach(site, reader),
  };
  const socket = createSocket('udp4');
  await new Promise((resolve) => { socket.send(who, port, elsewhere, resolve); });
  console.log(JSON.stringify(result));
  process.exit();
};

async function reached(who, uid) {
  const words = JSON.stringify([SITE, ELSEWHERE, port, other, reader, who]);
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['--input-type=module', '-e', `await (${attempt})(${words})`], { uid, gid: uid, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (it) => { text += it; });
  await once(child, 'close');
  await new Promise((resolve) => { setTimeout(resolve, 200); });
  return { ...JSON.parse(text), datagram: heard.includes(who) };
}

const before = await reached('before', KIOSK);
const rule = readFileSync(file, 'utf8').replace('"kiosk"', KIOSK)
  .replace(/define server4 = .*/, `define server4 = { ${SITE} }`).replace(/define port = .*/, `define port = ${port}`)
  .replace(/define reader = .*/, `define reader = ${reader}`);
// Loading the rule twice must replace it.
for (let i = 0; i < 2; i++) execFileSync('nft', ['-f', '-'], { input: rule });
const report = { before, kiosk: await reached('kiosk', KIOSK), staff: await reached('staff', 0) };
console.log(JSON.stringify(report));
process.exit();
