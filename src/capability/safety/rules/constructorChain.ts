import { ts } from 'ts-morph';
import { codeMakers } from '../model/builtins.ts';
import { quoted } from '../model/tree.ts';
import { usageOf } from '../model/usage.ts';
import { targets } from '../model/values/calls.ts';
import { constants } from '../model/values/value.ts';
import { wholeUse } from '../model/wholeUse.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';
import { isHarmless } from './dynamicCode.ts';

export const constructorChain: Rule = {
  id: 'constructor-chain',
  title: 'The way through constructors to `Function`',
  severity: 'error',
  why: 'The constructor of any function is `Function`, which makes code of text. It is the usual way out of a sandbox.',
  hint: 'Call the class by its name. To compare, `a.constructor === b.constructor` is fine.',
  good: [
    {
      code: 'export function run(a: any = [1], b: any = [1]) { return a.constructor === b.constructor; }',
      why: 'a comparison',
    },
    {
      code: 'export function run(f: () => void) { return f.constructor.name === "AsyncFunction"; }',
      why: 'the name of it',
    },
    {
      code: 'class A { copy() { return new (this.constructor as any)(); } }\nexport function run() { return new A().copy() instanceof A; }',
      why: 'another one of the same class',
    },
    { code: 'export function run(car: { constructor: string }) { return car.constructor; }', why: 'data of that name' },
    {
      code: 'class A { constructor(readonly n: number) {} }\nexport function run() { return new A(1).n; }',
      why: 'a class',
    },
  ],
  bad: [
    {
      code: 'export function run(x: any) { return x.constructor.constructor("return process")(); }',
      why: 'twice leads to Function',
    },
    {
      code: 'export function run(x: any) { const k = "const" + "ructor"; return x[k][k]("return this")(); }',
      why: 'by a key that is put together',
    },
    { code: 'export function run() { return (run as any).constructor("return this")(); }', why: 'of a function' },
    {
      code: 'export function run() { const F = Reflect.get(run, "constructor"); return Reflect.construct(F, ["return 1"])(); }',
      why: 'through Reflect',
    },
    {
      code: 'export function run() { return Object.getPrototypeOf(async () => {}).constructor("return 1")(); }',
      why: 'of async functions',
    },
    {
      code: 'export function run(x: any) { return x.constructor("return this")(); }',
      why: 'of something unknown, called',
    },
    {
      code: 'export function run() { const all = Object.entries(Object.getOwnPropertyDescriptors(Function.prototype)); return new (all[3]![1].value as any)("return 1")(); }',
      why: 'among all that functions have',
    },
    {
      code: 'export function run(k: string) { const p: any = Object.getPrototypeOf(run); return p[k]("return 1")(); }',
      why: 'by a key that is not known',
    },
    {
      code: 'export function run() { const { constructor: { constructor: F } } = "" as any; return F("return 1")(); }',
      why: 'taken apart',
    },
  ],
  check,
};

function* check(context: RuleContext): Generator<Found> {
  for (const use of context.builtins) {
    const { node, path, by } = use;
    const how = path === 'Function.prototype' ? wholeUse(use) : undefined;
    if (how !== undefined) {
      yield { at: node, message: `${quoted(node)} is the prototype of functions, and ${how}: \`Function\` is in it.` };
    }
    if (by !== 'derived' || !codeMakers.has(path) || path === 'eval' || isHarmless(node, path, context)) continue;
    yield { at: node, message: `${quoted(node)} is \`Function\`, which runs text as code.` };
  }
  for (const node of context.nodes) {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && callsUnknownConstructor(node, context)) {
      yield {
        at: node.expression,
        message: `${quoted(node.expression)} may be \`Function\`, which runs text as code, and it is called.`,
      };
    }
  }
}

/** A constructor of something unknown that is called; with `new` only where it is given text or called again. */
function callsUnknownConstructor(node: ts.CallExpression | ts.NewExpression, { evaluator }: RuleContext): boolean {
  return targets(node, evaluator).some(({ callee, args, isNew }) => {
    if (callee.kind !== 'constructor') return false;
    const givesText = args.some((arg) =>
      constants(arg).some((text) => typeof text === 'string' && /[\s(;=]/.test(text)),
    );
    return !isNew || givesText || usageOf(node).kind === 'called';
  });
}
