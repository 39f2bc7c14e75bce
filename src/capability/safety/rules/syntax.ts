import { ts } from 'ts-morph';
import { earlyErrors } from '../model/earlyErrors.ts';
import { isReference } from '../model/names.ts';
import { usageOf } from '../model/usage.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const syntax: Rule = {
  id: 'syntax',
  title: 'Text that is no TypeScript module',
  severity: 'error',
  why: 'What cannot be parsed cannot be judged. Text that closes a function it did not open tries to break out of what it will be put into.',
  hint: 'Correct the text; it must be a complete module by itself.',
  good: [
    { code: 'export function run(n: number) { return n + 1; }', why: 'a complete module' },
    {
      code: 'function f(x: number): number;\nfunction f(x: string): string;\nfunction f(x: any) { return x; }\nexport const run = f;',
      why: 'one function with several signatures',
    },
  ],
  bad: [
    {
      code: 'export function run() { return 1; } }); globalThis.hacked = true; (function () {',
      why: 'closes more than it opens',
    },
    { code: 'export function run( { return 1; }', why: 'a parenthesis is missing' },
    { code: 'export function run(o: any) { with (o) { return x; } }', why: '`with` is not in modules' },
    { code: 'const n = 1;\nconst n = 2;\nexport function run() { return n; }', why: 'a name for two things' },
    {
      code: 'export function run() { return 1; }\nexport function run() { return 2; }',
      why: 'two functions of one name',
    },
    { code: 'export function run(s: string) { return /(/.test(s); }', why: 'no regular expression' },
    { code: 'export function run() { break; }', why: 'a `break` out of nothing' },
  ],
  check,
};

function* check({ program, file, nodes }: RuleContext): Generator<Found> {
  const diagnostics = program.getSyntacticDiagnostics(file);
  for (const { start, length, messageText } of diagnostics.slice(0, 20)) {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '');
    yield { at: { start, end: start + length }, message: `This does not parse: ${text}.` };
  }
  if (diagnostics.length === 0) {
    for (const { message, ...at } of earlyErrors(file, nodes)) {
      yield { at, message: `No engine loads this: ${message}.` };
    }
  }
  for (const node of nodes) {
    if (ts.isWithStatement(node)) {
      yield { at: node.expression, message: '`with` makes names mean what an object says, and no module may use it.' };
    } else if (isReference(node) && node.text === 'arguments' && isCalleeAccess(node)) {
      const message = '`arguments.callee` throws in every module, and is used to reach what called.';
      yield { at: node.parent, message };
    }
  }
}

function isCalleeAccess(node: ts.Node): boolean {
  const usage = usageOf(node);
  if (usage.kind !== 'member') return false;
  const { access } = usage;
  const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  return (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && ['callee', 'caller'].includes(name.text);
}
