import { ts } from 'ts-morph';
import { quoted } from '../model/tree.ts';
import { targets } from '../model/values/calls.ts';
import { constants } from '../model/values/value.ts';
import { complexityOf } from '../regex/complexity.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const catastrophicRegex: Rule = {
  id: 'catastrophic-regex',
  title: 'Regular expressions that can take forever',
  severity: 'error',
  why: 'Where two parts of a pattern match the same text, an engine tries every way to share it. A few dozen characters then take longer than anybody waits.',
  hint: 'Let one part of the pattern match what the other does not: no `+` or `*` around another, no alternatives that overlap.',
  good: [
    {
      code: 'export function run(s = "a_b") { return s.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase()); }',
      why: 'one letter',
    },
    {
      code: 'export function run(s = "2024-05-06") { return /^(\\d{4})-(\\d\\d)-(\\d\\d)$/.test(s); }',
      why: 'numbers of digits that are given',
    },
    {
      code: 'export function run(s = "a-b") { return /^(?:[a-z]+-)*[a-z]+$/.test(s); }',
      why: 'a repetition with a separator',
    },
  ],
  bad: [
    {
      code: 'export function run() { return /^(a|a)*$/.test("a".repeat(60) + "b"); }',
      why: 'alternatives that are the same',
    },
    {
      code: 'export function run(s: string) { return /^([a-z0-9]+[._-]?)+@x$/.test(s); }',
      why: 'a repetition in a repetition',
    },
    {
      code: 'export function run(s: string) { return new RegExp("^(\\\\w+\\\\s?)*$").test(s); }',
      why: 'made of a text',
    },
    { code: 'export function run(s: string) { return /\\s+$/.test(s); }', why: 'slow on long texts (only told)' },
  ],
  check,
};

/** Milliseconds for all patterns of a program together but the first, for which the judge may have to be loaded. */
const patience = 5000;

async function check(context: RuleContext): Promise<Found[]> {
  const found: Found[] = [];
  let start: number | undefined;
  for (const node of context.nodes) {
    for (const [source, flags] of patternsOf(node, context)) {
      if (start !== undefined && performance.now() - start > patience) {
        const message = `${quoted(node)} was not judged: there are too many patterns to judge them all.`;
        return [...found, { at: node, severity: 'warning', message }];
      }
      const complexity = await complexityOf(source, flags);
      start ??= performance.now();
      if (complexity === 'exponential') {
        found.push({ at: node, message: `${quoted(node)} takes time that doubles with each character of some texts.` });
      } else if (complexity === 'polynomial' || complexity === 'quadratic') {
        const message = `${quoted(node)} takes time that grows with a power of the length of some texts.`;
        found.push({ at: node, severity: complexity === 'quadratic' ? 'info' : 'warning', message });
      } else if (complexity === 'unknown') {
        const message = `${quoted(node)} was not judged: it is too long or too involved to say how long it takes.`;
        found.push({ at: node, severity: 'warning', message });
      }
    }
  }
  return found;
}

/** A regular expression, or those that `new RegExp(…)` makes, each with its flags. */
function patternsOf(node: ts.Node, { evaluator }: RuleContext): (readonly [string, string])[] {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    return [[node.text.slice(1, end), node.text.slice(end + 1)]];
  }
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  return targets(node, evaluator).flatMap(({ callee, args }) => {
    if (callee.kind !== 'builtin' || callee.path !== 'RegExp') return [];
    const flags = constants(args[1] ?? [])[0];
    const sources = constants(args[0] ?? []).filter((source) => typeof source === 'string');
    return sources.map((source) => [source, typeof flags === 'string' ? flags : ''] as const);
  });
}
