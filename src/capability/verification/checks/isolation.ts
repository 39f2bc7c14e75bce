import { createHash } from 'node:crypto';
import type { Program } from '#protocol';
import { type CheckDefinition, failed, passed, shown } from './examination.ts';

/** Looks from inside for anything that leads out of the sandbox, and returns the names of what it finds. */
const lookAround = `
export async function run(input, context) {
  const found = [];
  const outward = ['process', 'require', 'module', 'exports', 'global', 'Buffer', 'fetch', 'XMLHttpRequest', 'WebSocket',
    'EventSource', 'Worker', 'navigator', 'document', 'window', 'self', 'Deno', 'Bun', 'WebAssembly', 'SharedArrayBuffer',
    'setTimeout', 'setInterval', 'setImmediate', 'std', 'os', 'ivm', 'isolated_vm'];
  for (const name of outward) if (typeof globalThis[name] !== 'undefined') found.push(name);
  for (const name of Object.keys(context ?? {})) found.push('context.' + name);
  const makers = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const maker of makers) {
    try {
      const made = maker.constructor('return typeof process + typeof require')();
      if (typeof made === 'string' && made !== 'undefinedundefined') found.push('Function in another realm');
    } catch {}
  }
  return found;
}`;

/** Spoils whatever a later run would use, if there were a way from one run to the next. */
const spoil = `
export function run() {
  globalThis.leftBehind = true;
  Object.prototype.leftBehind = true;
  Array.prototype.map = () => ['spoiled'];
  JSON.stringify = () => '"spoiled"';
  return true;
}`;

const lookForTraces = `
export function run() {
  return [typeof globalThis.leftBehind, typeof {}.leftBehind, [1].map((x) => x + 1)[0], JSON.stringify([1])];
}`;

/** The walls stand, here and now: nothing leads out, and no run finds what another left. */
export const isolation: CheckDefinition = {
  name: 'isolation',
  level: 'COMPREHENSIVE',
  check: async ({ run }) => {
    const seen = await run(null, { program: program(lookAround), bare: true });
    if (seen.status !== 'ok') return failed(`The sandbox could not be looked at from inside: ${seen.message}`);
    const ways = seen.value as readonly string[];
    if (ways.length > 0) return failed('Something in the sandbox leads out of it.', ways);
    await run(null, { program: program(spoil), bare: true });
    const traces = await run(null, { program: program(lookForTraces), bare: true });
    const clean = traces.status === 'ok' && shown(traces.value) === shown(['undefined', 'undefined', 2, '[1]']);
    if (!clean)
      return failed('A run found what another had left behind.', [
        shown(traces.status === 'ok' ? traces.value : traces.message),
      ]);
    return passed('Nothing in the sandbox leads out of it, and no run finds what another left.');
  },
};

function program(code: string): Program {
  return { code, map: '', hash: createHash('sha256').update(code).digest('hex') };
}
