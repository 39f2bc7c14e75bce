// Writes docs/safety, a page for each rule of src/capability/safety/rules: `node scripts/bootstrap.mjs scripts/safetyDocs.ts`.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safetyRulePages } from '../src/capability/safety/index.ts';
import { main, root } from './process.ts';

await main(async () => {
  const folder = join(root, 'docs', 'safety');
  const pages = await safetyRulePages();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
  console.log(`Wrote ${pages.size} pages to docs/safety`);
  return 0;
});
