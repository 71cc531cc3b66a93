// Writes to standard output what is left of a font when only some characters are needed.
//
// node cut.mjs FONT.woff2 CHARACTERS
import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const [font, characters] = process.argv.slice(2);
const cut = await subsetFont(await readFile(font), characters, {
  targetFormat: 'woff2',
  // Composed characters, regional forms, and marks that lose their empty half beside another mark.
  // Without upright forms for vertical lines, which would bring their glyphs along.
  keepFeatures: ['ccmp', 'chws', 'halt', 'locl'],
  noLayoutClosure: true,
  noHinting: true,
  dropTables: ['vhea', 'vmtx', 'VORG'],
  // 0 to 6 are kept anyway; 13 and 14 say and point to the licence.
  preserveNameIds: [13, 14],
});
process.stdout.write(cut);
