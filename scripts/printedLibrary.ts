// Writes the functions of the evaluator that printed programs use, as text: `node scripts/bootstrap.mjs scripts/printedLibrary.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedLibrary, printedLibraryFile } from './build/printedLibrary.ts';
import { main, root } from './process.ts';

await main(async () => {
  writeFileSync(join(root, printedLibraryFile), printedLibrary(root));
  console.log(`Wrote ${printedLibraryFile}`);
  return 0;
});
