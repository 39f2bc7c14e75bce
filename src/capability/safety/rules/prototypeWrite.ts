import { ts } from 'ts-morph';
import { quoted } from '../model/tree.ts';
import { isMember } from '../model/usage.ts';
import { targets } from '../model/values/calls.ts';
import { constants, type Values } from '../model/values/value.ts';
import { isWritten } from '../model/written.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const prototypeWrite: Rule = {
  id: 'prototype-write',
  title: 'Changes to prototypes and to the language itself',
  severity: 'error',
  why: 'What is written to a prototype of the language shows in every object, and what replaces a function of the language is called by everything else: by the code that checks the answer, too.',
  hint: 'Write to objects of your own. For a dictionary with any keys take a `Map` or `Object.create(null)`.',
  good: [
    {
      code: 'function P(this: any) {}\nP.prototype.size = 1;\nexport function run() { return new (P as any)().size; }',
      why: 'a prototype of its own',
    },
    {
      code: 'export function run(v: unknown = {}) { return Object.getPrototypeOf(v) === Object.prototype; }',
      why: 'a comparison',
    },
    {
      code: 'export function run(o = { a: 1 }) { return Object.prototype.hasOwnProperty.call(o, "a"); }',
      why: 'a method of it',
    },
    {
      code: 'export function run() { const d = { __proto__: null, a: 1 }; return d.a; }',
      why: 'a new object without a prototype',
    },
    {
      code: 'class E2 extends Error { constructor(m: string) { super(m); Object.setPrototypeOf(this, new.target.prototype); } }\nexport function run() { return new E2("x").message; }',
      why: 'the prototype of an own object',
    },
  ],
  bad: [
    { code: 'export function run(o: any) { o.__proto__.polluted = true; return 1; }', why: 'through `__proto__`' },
    {
      code: 'export function run() { Object.defineProperty(Object.prototype, "x", { value: 1 }); return 1; }',
      why: 'by defineProperty',
    },
    {
      code: 'export function run(o: any) { o["constructor"]["prototype"]["isAdmin"] = true; return 1; }',
      why: 'through the constructor',
    },
    { code: 'export function run() { const P = Object.prototype as any; P.x = 1; return 1; }', why: 'by another name' },
    {
      code: 'export function run() { Object.assign(Object.getPrototypeOf({}), { x: 1 }); return 1; }',
      why: 'by assign',
    },
    { code: 'export function run() { Object.freeze(Array.prototype); return 1; }', why: 'by closing it to others' },
    { code: 'export function run() { Array.prototype.map = (() => []) as any; return 1; }', why: 'a method of lists' },
    {
      code: 'export function run() { JSON.stringify = (() => "{}") as any; return 1; }',
      why: 'a function of the language',
    },
  ],
  check,
};

/** Functions that change their first argument. */
const changing =
  /^(Object\.(defineProperty|defineProperties|assign|setPrototypeOf|freeze|seal|preventExtensions)|Reflect\.(set|defineProperty|deleteProperty|setPrototypeOf|preventExtensions))$/;
const definers = new Set(['__defineGetter__', '__defineSetter__']);

function* check({ nodes, evaluator }: RuleContext): Generator<Found> {
  for (const node of nodes) {
    if (isMember(node) && isWritten(node)) {
      const whose = sharedName(evaluator.of(node.expression));
      const keys = ts.isPropertyAccessExpression(node)
        ? [node.name.text]
        : constants(evaluator.of(node.argumentExpression));
      if (keys.includes('__proto__')) {
        yield { at: node, message: `${quoted(node)} is written, which changes where an object inherits from.` };
      } else if (whose !== undefined && !(keys.length === 1 && keys[0] === 'stackTraceLimit')) {
        yield { at: node, message: `${quoted(node)} is written, and ${whose} is shared with all other code.` };
      }
    } else if (ts.isCallExpression(node)) {
      yield* changedByCall(node, evaluator);
    }
  }
}

function* changedByCall(node: ts.CallExpression, evaluator: RuleContext['evaluator']): Generator<Found> {
  for (const { callee, args, self } of targets(node, evaluator)) {
    const name = callee.kind === 'builtin' ? callee.path : callee.kind === 'method' ? callee.name : '';
    const defines = definers.has(name.slice(name.lastIndexOf('.') + 1));
    const changed = defines ? self : changing.test(name) ? args[0] : undefined;
    const whose = changed && sharedName(changed);
    if (whose !== undefined)
      yield { at: node, message: `${quoted(node)} changes ${whose}, which is shared with all other code.` };
  }
  const { expression } = node;
  if (isMember(expression) && definers.has(nameOf(expression)) && ts.isPropertyAccessExpression(expression)) {
    const whose = sharedName(evaluator.of(expression.expression));
    if (whose !== undefined)
      yield { at: node, message: `${quoted(node)} changes ${whose}, which is shared with all other code.` };
  }
}

function nameOf(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string {
  return ts.isPropertyAccessExpression(node)
    ? node.name.text
    : node.argumentExpression.getText().replaceAll(/['"`]/g, '');
}

/** What of it does not belong to the program, in words. */
function sharedName(values: Values): string | undefined {
  for (const value of values) {
    if (value.kind === 'builtin' && value.path !== '') return `\`${value.path}\``;
    if (value.kind === 'prototype') return 'the prototype of an object that is not known';
  }
  return undefined;
}
