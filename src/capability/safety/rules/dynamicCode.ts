import { ts } from 'ts-morph';
import { codeMakers } from '../model/builtins.ts';
import { isOnlyLookedAt } from '../model/lookedAt.ts';
import { usageOf } from '../model/usage.ts';
import { constants } from '../model/values/value.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const dynamicCode: Rule = {
  id: 'dynamic-code',
  title: 'Code made of text',
  severity: 'error',
  why: '`eval` and `Function` run text that nobody has seen, so nothing that is said about the program holds for it.',
  hint: 'Write the code as code: a function, or a table of functions by name.',
  good: [
    {
      code: 'export function run(x = 2) { const table = { eval: (n: number) => n * 2 }; return table.eval(x); }',
      why: 'a method of that name',
    },
    { code: 'export function run(f: unknown) { return f instanceof Function; }', why: 'a comparison' },
    { code: 'export function run(cb: Function | null = null) { return cb === null; }', why: 'a type' },
    {
      code: 'export function run(f: () => void) { return Function.prototype.toString.call(f).length; }',
      why: 'a method of functions',
    },
    {
      code: 'const AsyncFunction = (async () => {}).constructor;\nexport function run(f: unknown) { return f instanceof AsyncFunction; }',
      why: 'a comparison with what async functions have',
    },
  ],
  bad: [
    { code: 'export function run(s: string) { return eval(s); }', why: 'by its name' },
    { code: 'export function run(s: string) { const e = eval; return e(s); }', why: 'by another name' },
    { code: 'export function run(s: string) { return (0, eval)(s); }', why: 'behind a comma' },
    { code: 'export function run(xs: string[]) { return xs.map(eval as any); }', why: 'passed on' },
    {
      code: 'export function run(s: string) { return new Function("return " + s)(); }',
      why: 'the constructor of functions',
    },
    { code: 'export function run() { return (Function as any)`return 1```; }', why: 'as a tag' },
    {
      code: 'class F extends (Function as any) {}\nexport function run() { return new (F as any)("return 1")(); }',
      why: 'as a base',
    },
    { code: 'export function run() { return Reflect.apply(Function, null, ["return 1"])(); }', why: 'through Reflect' },
  ],
  check,
};

function* check(context: RuleContext): Generator<Found> {
  for (const { node, path, by } of context.builtins) {
    // What is reached through constructors has a rule of its own.
    if (!codeMakers.has(path) || by === 'alias' || (by === 'derived' && path !== 'eval')) continue;
    if (!isHarmless(node, path, context)) {
      yield { at: node, message: `\`${path}\` runs text as code, which no analysis has seen.` };
    }
  }
  for (const node of context.nodes) {
    if (isCalledText(node, context)) {
      yield { at: node, message: 'Something unknown is given text that reads like code, and what it makes is called.' };
    }
  }
}

/** Whether a code maker is only compared, or asked for its name or its prototype. */
export function isHarmless(node: ts.Node, path: string, context: RuleContext): boolean {
  const usage = usageOf(node);
  if (usage.kind === 'looked-at') return true;
  if (path === 'eval') return false;
  if (usage.kind === 'named') return isOnlyLookedAt(usage.declaration, context);
  if (usage.kind !== 'member') return false;
  const { access } = usage;
  return ts.isPropertyAccessExpression(access) && ['prototype', 'name', 'length'].includes(access.name.text);
}

/** `x[a][b]('return this')()` */
function isCalledText(node: ts.Node, { evaluator }: RuleContext): boolean {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return false;
  if (usageOf(node).kind !== 'called') return false;
  const texts = node.arguments.flatMap((argument) => constants(evaluator.of(argument)));
  return texts.some(
    (text) => typeof text === 'string' && /^\s*(return\b|this\b|globalThis\b|process\b|eval\()/.test(text),
  );
}
