// Finds English sentences on pages in other languages.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const LOCALES = path.resolve(import.meta.dirname, '../../../locales');

/** The values in a Fluent file, one line each. Plural forms have separate lines. */
async function values(language) {
  const text = await readFile(path.join(LOCALES, language, 'main.ftl'), 'utf8');
  const lines = text.split('\n').filter((it) => !it.startsWith('#'));
  const found = lines.map((it) => /^(?:[a-z-]+ =|\s+\*?\[\w+\]) (?!\{ \$\w+ ->)(.+)$/.exec(it)?.[1]);
  return found.filter(Boolean);
}

/** Whether a text of an exhibit in `language` is an English sentence. */
export async function englishIn(language) {
  const own = new Set(await values(language));
  // Names and marks alone, like "{ $authority }", and loan words, like "Off" in Tagalog, do not count as English.
  const foreign = (await values('en')).filter((it) => !own.has(it) && /[a-z]{2}/.test(it.replace(/\{.*?\}/g, '')));
  const patterns = foreign.map((it) => new RegExp(`^${it.split(/\{.*?\}/).map(escape).join('.+')}$`));
  return (text) => patterns.some((it) => it.test(text));
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
