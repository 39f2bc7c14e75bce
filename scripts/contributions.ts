// Writes the parts of package.json that src/host/contributions holds as tables, and package.nls.json with their words:
// `npm run contributions`. With `--check` it writes nothing and fails where the files on disk are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { manifest } from '../src/host/contributions/index.ts';
import { main, root, ScriptError } from './process.ts';

/** What the two files have to say, by name. */
function generated(): Record<string, string> {
  const { contributes, activationEvents, capabilities, nls } = manifest();
  const present = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'package.json': text({ ...present, activationEvents, capabilities, contributes }),
    'package.nls.json': text(nls),
  };
}

await main(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const stale = Object.entries(generated()).filter(([name, text]) => {
    const path = join(root, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  const names = stale.map(([name]) => name).join(' and ');
  if (stale.length === 0) return 0;
  if (values.check) {
    throw new ScriptError(`${names} differ from the tables in src/host/contributions.`, 'Run `npm run contributions`.');
  }
  for (const [name, text] of stale) writeFileSync(join(root, name), text);
  console.log(`Wrote ${names}`);
  return 0;
});
