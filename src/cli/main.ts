#!/usr/bin/env node
import module from 'node:module';

// Code that was compiled by an earlier run is taken from Node's own cache; all else is loaded after this is switched on.
module.enableCompileCache();
const { runProgram } = await import('./program.ts');
await runProgram(process.argv.slice(2));
