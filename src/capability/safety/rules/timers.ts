import { ts } from 'ts-morph';
import { timers as timerNames } from '../model/builtins.ts';
import { usageOf } from '../model/usage.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const timers: Rule = {
  id: 'timers',
  title: 'Timers',
  severity: 'error',
  why: 'A call has an end. What a timer does comes after it, or keeps the process alive; a timer that is given text runs it as code.',
  hint: 'Do the work at once, or in steps with `await`.',
  good: [
    {
      code: 'export async function run(n = 10) { let s = 0; for (let i = 0; i < n; i++) s += await i; return s; }',
      why: 'await',
    },
    {
      code: 'const setTimeout = (f: () => number) => f();\nexport function run() { return setTimeout(() => 1); }',
      why: 'a function of its own',
    },
  ],
  bad: [
    { code: 'export function run() { setTimeout(() => {}, 2 ** 31 - 1); return 1; }', why: 'keeps the process alive' },
    { code: 'export function run() { const f = () => { setImmediate(f); }; f(); return 1; }', why: 'never ends' },
    { code: 'export function run() { (setTimeout as any)("globalThis.x = 1", 0); return 1; }', why: 'runs text' },
    {
      code: 'export function run() { return (globalThis as any).setInterval(() => {}, 1); }',
      why: 'of the global object',
    },
  ],
  check,
};

function* check({ builtins, evaluator }: RuleContext): Generator<Found> {
  for (const { node, path, by } of builtins) {
    if (by === 'alias' || !timerNames.has(path)) continue;
    const usage = usageOf(node);
    if (usage.kind === 'looked-at') continue;
    const first = usage.kind === 'called' && ts.isCallExpression(usage.call) ? usage.call.arguments[0] : undefined;
    const text = first !== undefined && evaluator.of(first).some(({ kind }) => kind === 'constant');
    const effect = text ? 'it runs the text that it is given as code' : 'what it does comes after the call has ended';
    yield { at: node, message: `\`${path}\` does not exist where capabilities run, and ${effect}.` };
  }
}
