// Tries every outgoing channel of page, worker and service worker, and reports the open ones.
//
// Runs itself again in an isolated network namespace. `--json FILE` writes the results, `--write-docs` the
// table of `docs/egress.md`; `--only TEXT` tries the channels of one kind or group (`worker`, `webrtc`).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cannot, within } from './egress/network.mjs';
import page from './egress/page.mjs';
import worker from './egress/worker.mjs';
import service from './egress/service.mjs';

const INSIDE = 'GANGWAY_PROVE_INSIDE';
const { values } = parseArgs({
  options: {
    json: { type: 'string' }, 'write-docs': { type: 'boolean' }, only: { type: 'string', multiple: true },
  },
});

if (process.env[INSIDE]) await prove();
else await enter();

/** Runs this program in a network namespace. */
async function enter() {
  const why = cannot();
  if (why) throw new Error(why);
  const [program, ...args] = within([process.execPath, ...process.argv.slice(1)]);
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } });
  const [code] = await once(child, 'exit');
  process.exit(code ?? 1);
}

async function prove() {
  const { PLACES, resolveHere } = await import('./egress/places.mjs');
  const { tryAll } = await import('./egress/trial.mjs');
  const { document } = await import('./egress/report.mjs');
  resolveHere();
  const wanted = (kind, { group }) => !values.only || values.only.some((it) => it === kind || it === group);
  const found = [];
  let version = '';
  for (const [name, start] of Object.entries(PLACES)) {
    const place = await start();
    try {
      version = place.context.browser()?.version() ?? version;
      for (const [kind, channels] of Object.entries({ page, worker, service })) {
        const chosen = channels.filter((it) => wanted(kind, it));
        if (chosen.length === 0) continue;
        const arrived = await tryAll(place, kind, chosen);
        for (const [at, { group, name: title }] of chosen.entries()) {
          let row = found.find((it) => it.kind === kind && it.name === title && it.group === group);
          if (!row) found.push(row = { kind, group, name: title, control: [], served: [], managed: [] });
          row[name] = arrived[at];
        }
        const open = arrived.filter((it) => it.length > 0).length;
        console.log(`${name.padEnd(8)} ${kind.padEnd(8)} ${open} of ${chosen.length} channels are open`);
      }
    } finally {
      await place.close();
    }
  }
  for (const { kind, name, served, managed } of found) {
    if (served.length > 0) console.log(`OPEN as served: ${kind}, ${name}: ${served.join(', ')}`);
    if (managed.length > 0) console.log(`OPEN, managed: ${kind}, ${name}: ${managed.join(', ')}`);
  }
  if (values.json) writeFileSync(values.json, JSON.stringify(found));
  const about = `Chromium ${version}, ${new Date().toISOString().slice(0, 10)}`;
  if (values['write-docs']) writeFileSync(path.resolve(import.meta.dirname, '../../docs/egress.md'), document(found, about));
  // A driver may keep pipes open, so the process ends explicitly.
  process.exit(found.some((it) => it.managed.length > 0) ? 1 : 0);
}
