// Writes the subset of a font with the given characters to standard output.
//
// node subset.mjs FONT.woff2 CHARACTERS
import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const [font, characters] = process.argv.slice(2);
const subset = await subsetFont(await readFile(font), characters, {
  targetFormat: 'woff2',
  // Composed characters, regional forms, and punctuation that is narrower next to other punctuation.
  // Without the forms for vertical text, which would add their glyphs.
  keepFeatures: ['ccmp', 'chws', 'halt', 'locl'],
  noLayoutClosure: true,
  noHinting: true,
  dropTables: ['vhea', 'vmtx', 'VORG'],
  // 0 to 6 are kept anyway; 13 and 14 say and point to the licence.
  preserveNameIds: [13, 14],
});
process.stdout.write(subset);
