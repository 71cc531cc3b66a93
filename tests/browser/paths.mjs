// The places that `cargo xtask test` names in the environment.
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const need = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set: run \`cargo xtask test\``);
  return path.resolve(ROOT, process.env[name]);
};
export const SITE = need('GANGWAY_SITE');
export const SCREENS = path.join(ROOT, 'target/screens');
export const media = (name) => path.join(need('GANGWAY_MEDIA'), name);
