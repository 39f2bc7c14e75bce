import { wholeUse } from '../model/wholeUse.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const globalObject: Rule = {
  id: 'global-object',
  title: 'The global object by keys that are made up',
  severity: 'error',
  why: 'Who can look up any name on the global object reaches everything that the host has left there, and which name it is can be hidden.',
  hint: 'Name what is meant: `Math`, `JSON`; it needs no global object.',
  good: [
    { code: 'export function run() { return globalThis.Math.max(1, 2); }', why: 'a name that everybody can read' },
    {
      code: 'export function run(self = { a: 1 }, k = "a") { return (self as any)[k]; }',
      why: 'a parameter named `self`',
    },
    { code: 'export function run() { return typeof globalThis; }', why: '`typeof` only asks' },
  ],
  bad: [
    { code: 'export function run(k: string) { return (globalThis as any)[k]; }', why: 'a key from outside' },
    { code: 'export function run() { return Object.getOwnPropertyNames(globalThis); }', why: 'what there is' },
    {
      code: 'export function run() { const g: any = globalThis; for (const k in g) if (k.length === 7) return g[k]; }',
      why: 'by going through the names',
    },
    {
      code: 'const f = (o: any, k: string) => o[k];\nexport function run(k: string) { return f(globalThis, k); }',
      why: 'passed on',
    },
    { code: 'export function run() { return { ...globalThis }; }', why: 'copied' },
  ],
  check,
};

function* check({ builtins }: RuleContext): Generator<Found> {
  for (const use of builtins) {
    const how = use.path === '' ? wholeUse(use) : undefined;
    if (how !== undefined)
      yield { at: use.node, message: `The global object is ${how}, so what is taken from it can't be told.` };
  }
}
