// Trunk runs this after each build. For `trunk serve` it leaves the page the WebSocket that its live reload
// needs. A release, which `cargo xtask` builds, is not changed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = process.env;
if (TRUNK_PROFILE !== 'release') {
  const lockdown = path.join(TRUNK_STAGING_DIR, 'lockdown.js');
  const text = await readFile(lockdown, 'utf8');
  const open = text.replace("'WebSocket',", '');
  if (open === text) throw new Error('lockdown.js does not remove WebSocket');
  await writeFile(lockdown, open);
}
