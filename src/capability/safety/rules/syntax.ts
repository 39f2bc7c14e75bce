import { ts } from 'ts-morph';
import { isReference } from '../model/names.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const syntax: Rule = {
  id: 'syntax',
  title: 'Text that is no TypeScript module',
  severity: 'error',
  why: 'What cannot be parsed cannot be judged. Text that closes a function it did not open tries to break out of what it will be put into.',
  hint: 'Correct the text; it must be a complete module by itself.',
  good: [{ code: 'export function run(n: number) { return n + 1; }', why: 'a complete module' }],
  bad: [
    {
      code: 'export function run() { return 1; } }); globalThis.hacked = true; (function () {',
      why: 'closes more than it opens',
    },
    { code: 'export function run( { return 1; }', why: 'a parenthesis is missing' },
    { code: 'export function run(o: any) { with (o) { return x; } }', why: '`with` is not in modules' },
  ],
  check,
};

function* check({ program, file, nodes }: RuleContext): Generator<Found> {
  const diagnostics = program.getSyntacticDiagnostics(file);
  for (const { start, length, messageText } of diagnostics.slice(0, 20)) {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '');
    yield { at: { start, end: start + length }, message: `This does not parse: ${text}.` };
  }
  for (const node of nodes) {
    if (ts.isWithStatement(node)) {
      yield { at: node.expression, message: '`with` makes names mean what an object says, and no module may use it.' };
    } else if (isReference(node) && node.text === 'arguments' && isCalleeAccess(node.parent)) {
      yield {
        at: node.parent,
        message: '`arguments.callee` throws in every module, and is used to reach what called.',
      };
    }
  }
}

function isCalleeAccess(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && ['callee', 'caller'].includes(node.name.text);
}
