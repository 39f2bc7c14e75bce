import { ts } from 'ts-morph';
import type { PermissionName } from '#protocol';
import { bare, quoted } from '../model/tree.ts';
import { usageOf } from '../model/usage.ts';
import { targets } from '../model/values/calls.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const nonDeterminism: Rule = {
  id: 'non-determinism',
  title: 'Answers that differ from run to run',
  severity: 'error',
  why: 'Evidence from one run holds for the next only where the same input gives the same answer. Time and chance have to be granted, so that tests can set them.',
  hint: 'Take the time or the random numbers from the input, or ask for the permission `clock` or `random`.',
  good: [
    {
      code: 'export function run() { return new Date(2024, 0, 1).getTime() - Date.UTC(2024, 0, 1); }',
      why: 'a given date',
    },
    {
      code: 'export function run(s = "2024-01-01") { return new Date(s).toISOString(); }',
      why: 'the date of the input',
    },
    { code: 'export function run(now = 17, exp = 16) { return exp < now; }', why: 'the time as a parameter' },
    { code: 'export function run() { return Math.random(); }', permissions: { random: true }, why: 'granted' },
    {
      code: 'const rng = { random: () => 4 };\nexport function run() { return rng.random(); }',
      why: 'a method of its own',
    },
  ],
  bad: [
    { code: 'export function run(xs: number[]) { return xs[Math.floor(Math.random() * xs.length)]; }', why: 'chance' },
    { code: 'export function run() { const { random } = Math; return random(); }', why: 'taken apart' },
    { code: 'export function run() { return crypto.randomUUID(); }', why: 'an id by chance' },
    { code: 'export function run() { return Date.now(); }', why: 'the time' },
    { code: 'export function run() { return new Date().getFullYear(); }', why: 'today' },
    { code: 'export function run() { const D = Date; return +new D(); }', why: 'by another name' },
    { code: 'export function run() { return Date(); }', why: 'as a function' },
    { code: 'export function run() { return performance.now(); }', why: 'a stopwatch' },
  ],
  check,
};

/** What gives another answer each time, with the permission that allows it. */
const sources: readonly (readonly [RegExp, PermissionName, string])[] = [
  [/^Math\.random$/, 'random', 'chance'],
  [/^crypto$/, 'random', 'chance'],
  [/^Date\.now$/, 'clock', 'the time of day'],
  [/^performance$/, 'clock', 'a stopwatch'],
  [/^Temporal\.Now/, 'clock', 'the time of day'],
];

function* check(context: RuleContext): Generator<Found> {
  const { builtins, nodes, permissions } = context;
  for (const { node, path, by } of builtins) {
    const source = sources.find(([pattern]) => pattern.test(path));
    if (source === undefined || by === 'alias' || permissions[source[1]]) continue;
    const usage = usageOf(node);
    if (usage.kind === 'looked-at' || usage.kind === 'written') continue;
    yield { at: node, message: `${quoted(node)} is ${source[2]}, so the same input gives another answer each time.` };
  }
  for (const node of nodes) {
    if (!permissions.clock && isNow(node, context)) {
      yield {
        at: node,
        message: `${quoted(node)} is the time of day, so the same input gives another answer each time.`,
      };
    }
    if (!permissions.clock && formatsNow(node, context)) {
      yield {
        at: node,
        message: `${quoted(node)} formats the time of day, so the same input gives another answer each time.`,
      };
    }
    yield* ofTheMachine(node, context);
  }
}

/** `new Date()`, `Date()`, and `super()` of a class that extends it. */
function isNow(node: ts.Node, { evaluator }: RuleContext): boolean {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const owner = ts.findAncestor(node, ts.isClassLike);
    const base = owner?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const dates =
      base && evaluator.of(base.expression).some((value) => value.kind === 'builtin' && value.path === 'Date');
    return dates === true && (node.arguments ?? []).length === 0;
  }
  return targets(node, evaluator).some(({ callee, args, isNew }) => {
    if (callee.kind === 'function' && isNew && args.length === 0) return extendsDate(callee.node, evaluator);
    return callee.kind === 'builtin' && callee.path === 'Date' && (!isNew || args.length === 0);
  });
}

/** `new Intl.DateTimeFormat('en').format()` */
function formatsNow(node: ts.Node, context: RuleContext): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.arguments.length > 0)
    return false;
  const { name, expression } = node.expression;
  return /^format(ToParts)?$/.test(name.text) && isDateFormat(expression, context);
}

/** A formatter of dates, or something unknown in a program that makes such, and that has no such method of its own. */
function isDateFormat(node: ts.Expression, { builtins, nodes, evaluator }: RuleContext): boolean {
  const name = 'Intl.DateTimeFormat';
  const inner = bare(node);
  if (ts.isNewExpression(inner) || ts.isCallExpression(inner)) {
    const made = targets(inner, evaluator);
    if (made.some(({ callee }) => callee.kind === 'builtin' && callee.path === name)) return true;
  }
  if (!builtins.some(({ path }) => path === name)) return false;
  return !nodes.some(
    (own) =>
      (ts.isObjectLiteralElement(own) || ts.isClassElement(own)) &&
      /^format(ToParts)?$/.test(own.name?.getText() ?? ''),
  );
}

function extendsDate(node: ts.Node, evaluator: RuleContext['evaluator']): boolean {
  if (!ts.isClassLike(node) || node.members.some(ts.isConstructorDeclaration)) return false;
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return (
    base !== undefined &&
    evaluator.of(base.expression).some((value) => value.kind === 'builtin' && value.path === 'Date')
  );
}

/** What depends on the language and the time zone of the machine, or on when memory is cleared. */
function* ofTheMachine(node: ts.Node, { evaluator }: RuleContext): Generator<Found> {
  const hint = 'Name the locale and the time zone: `toLocaleString("en", { timeZone: "UTC" })`.';
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.arguments.length === 0) {
    if (/^toLocale(Date|Time)?String$/.test(node.expression.name.text)) {
      yield {
        at: node,
        severity: 'warning',
        hint,
        message: `${quoted(node)} follows the language and time zone of the machine.`,
      };
    }
  }
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
  for (const { callee, args } of targets(node, evaluator)) {
    if (callee.kind !== 'builtin') continue;
    if (/^Intl\.[A-Z]\w+$/.test(callee.path) && args.length === 0) {
      yield {
        at: node,
        severity: 'warning',
        hint,
        message: `${quoted(node)} follows the language and time zone of the machine.`,
      };
    }
    if (callee.path === 'WeakRef' || callee.path === 'FinalizationRegistry') {
      yield {
        at: node,
        severity: 'warning',
        hint: 'Keep what is needed in a variable, a `Map` or a `WeakMap`.',
        message: `${quoted(node)} shows when memory is cleared, which differs from run to run.`,
      };
    }
  }
}
