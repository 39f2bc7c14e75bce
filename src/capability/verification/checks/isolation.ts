import { createHash } from 'node:crypto';
import type { Permissions, Program } from '#protocol';
import { type CheckDefinition, type Examination, failed, passed, shown } from './examination.ts';

/**
 * Looks from inside for anything that leads out of the sandbox: names of the outside world, makers of code, and granted
 * functions, their answers and their errors that come from another realm. Returns the names of what it finds; its input
 * lists what `context` may hold.
 */
const lookAround = `
export async function run(granted, context) {
  const found = [];
  const outward = ['process', 'require', 'module', 'exports', 'global', 'Buffer', 'fetch', 'XMLHttpRequest', 'WebSocket',
    'EventSource', 'Worker', 'navigator', 'document', 'window', 'self', 'Deno', 'Bun', 'WebAssembly', 'SharedArrayBuffer',
    'setTimeout', 'setInterval', 'setImmediate', 'std', 'os', 'ivm', 'isolated_vm'];
  for (const name of outward) if (typeof globalThis[name] !== 'undefined') found.push(name);
  const makes = (maker, name) => {
    try {
      const made = maker.constructor('return typeof process + typeof require')();
      if (typeof made === 'string' && made !== 'undefinedundefined') found.push('Function in another realm, by ' + name);
    } catch {}
  };
  for (const maker of [function () {}, async function () {}, function* () {}, async function* () {}]) makes(maker, 'a function');
  const own = [Object.prototype, Function.prototype, Array.prototype, Promise.prototype, Error.prototype, null,
    TypeError.prototype, RangeError.prototype, SyntaxError.prototype, ReferenceError.prototype, URIError.prototype];
  const look = (value, name, depth) => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 6) return;
    if (!own.includes(Object.getPrototypeOf(value))) found.push(name + ', from another realm');
    if (typeof value === 'function') makes(value, name);
    else if (typeof value.constructor === 'function') makes(value.constructor, name);
    for (const key of Reflect.ownKeys(value)) {
      if (key === 'prototype' || own.includes(value[key])) continue;
      look(value[key], name + '.' + String(key), depth + 1);
    }
  };
  for (const name of Object.keys(context ?? {})) if (!granted.includes(name)) found.push('context.' + name);
  look(context, 'context', 0);
  for (const [group, functions] of Object.entries(context ?? {})) {
    for (const [name, call] of Object.entries(functions)) {
      const called = 'context.' + group + '.' + name;
      try {
        const answer = call('look-around', {});
        look(answer, called + '()', 0);
        look(await answer, 'the answer of ' + called, 0);
      } catch (error) {
        look(error, 'the error of ' + called, 0);
      }
    }
  }
  return found;
}`;

/** Looks for what a run before it left, then leaves it: spoils whatever a later run would use, if there were a way. */
const lookAndSpoil = `
export function run() {
  const traces = [typeof globalThis.leftBehind, typeof {}.leftBehind, [1].map((x) => x + 1)[0], JSON.stringify([1])];
  globalThis.leftBehind = true;
  Object.prototype.leftBehind = true;
  Array.prototype.map = () => ['spoiled'];
  JSON.stringify = () => '"spoiled"';
  return traces;
}`;

const clean = ['undefined', 'undefined', 2, '[1]'];

/**
 * A sandbox has several workers, and says nothing of which one serves a run. So many runs, each of which looks and then
 * spoils, are more than it has workers: one of them must come to a worker that another has spoiled.
 */
const rounds = 16;

/** The walls stand, here and now: nothing leads out, and no run finds what another left. */
export const isolation: CheckDefinition = {
  name: 'isolation',
  level: 'COMPREHENSIVE',
  check: async ({ capability, run }) => {
    const { permissions } = capability.manifest;
    const world = capability.examples[0]?.world;
    for (const bare of [true, false]) {
      // The stand-in for the screen is the example's own, and no permission grants it.
      const granted = [...(bare ? [] : groupsOf(permissions)), ...(world?.screen ? ['screen'] : [])];
      const seen = await run(granted, { program: program(lookAround), bare, world });
      if (seen.status !== 'ok') return failed(`The sandbox could not be looked at from inside: ${seen.message}`);
      const ways = seen.value as readonly string[];
      if (ways.length > 0) return failed('Something in the sandbox leads out of it.', [...new Set(ways)]);
    }
    const trace = await firstTrace(run);
    if (trace !== undefined) return failed('A run found what another had left behind.', [trace]);
    return passed(`Nothing in the sandbox leads out of it, and none of ${rounds} runs found what another left.`);
  },
};

async function firstTrace(run: Examination['run']): Promise<string | undefined> {
  for (let round = 0; round < rounds; round++) {
    const traces = await run(null, { program: program(lookAndSpoil), bare: true });
    if (traces.status !== 'ok') return traces.message;
    if (shown(traces.value) !== shown(clean)) return shown(traces.value);
  }
  return undefined;
}

/** Members of `context` that the permissions stand for. */
function groupsOf(permissions: Permissions): string[] {
  return Object.keys(permissions).map((name) => name.split(':')[0] ?? name);
}

function program(code: string): Program {
  return { code, map: '', hash: createHash('sha256').update(code).digest('hex') };
}
