import { createRequire, syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * Advances the rollout of `shout` in the workspace that the first argument names, and kills itself at the step of writing
 * that the second one names: before the call of the system, or of the database, with that number.
 */
const [root = '', at = ''] = process.argv.slice(2);

let step = 0;
let isArmed = false;

function counted(owner: Record<string, unknown>, names: readonly string[]): void {
  for (const name of names) {
    const original = owner[name] as (...args: unknown[]) => unknown;
    owner[name] = function (this: unknown, ...args: unknown[]) {
      if (isArmed && step++ === Number(at)) process.kill(process.pid, 'SIGKILL');
      return original.apply(this, args);
    };
  }
}

const fs = createRequire(import.meta.url)('node:fs') as Record<string, unknown>;
counted(fs, ['writeSync', 'fsyncSync', 'renameSync']);
syncBuiltinESMExports();
counted(DatabaseSync.prototype as unknown as Record<string, unknown>, ['exec']);
counted(StatementSync.prototype as unknown as Record<string, unknown>, ['run']);

const { openRollouts } = await import('./openRollouts.ts');
const { rollouts, close } = openRollouts(root);
isArmed = true;
await rollouts.advance('shout', { person: 'ada', reason: 'It is time.', overrule: true });
isArmed = false;
close();
console.log(step);
