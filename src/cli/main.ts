#!/usr/bin/env node
import module from 'node:module';

/** As `engines` in package.json has it. */
const oldestNode = 22;

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  process.stderr.write(
    `toolwright: It needs Node.js ${oldestNode}.22.2 or newer, and this is ${process.versions.node}. Install a newer one, or name it: /path/to/node ${process.argv[1]} …\n`,
  );
  process.exit(2);
}
// Code that was compiled by an earlier run is taken from Node's own cache; all else is loaded after this is switched on.
module.enableCompileCache();
const { runProgram } = await import('./program.ts');
await runProgram(process.argv.slice(2));
