import { ts } from 'ts-morph';
import { isRun } from '../model/entry.ts';
import { declarationOf, isReference } from '../model/names.ts';
import { functionAround, quoted, runtimeNodes } from '../model/tree.ts';
import { targets } from '../model/values/calls.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

const files = { 'workspace:read': ['**'], 'workspace:write': ['**'] } as const;

export const uncheckedSink: Rule = {
  id: 'unchecked-sink',
  title: 'Input that decides what is reached',
  severity: 'warning',
  why: 'Where the input names a file, a host or a task, whoever writes the input decides what is read, written, asked or started, as far as the permission goes.',
  hint: 'Compare the input with what is allowed first, or make the name from parts that are fixed.',
  good: [
    {
      code: 'export function run(input: unknown, context: any) { return context.workspace.read("config.json"); }',
      why: 'a fixed name',
      permissions: files,
    },
    {
      code: 'export function run(input: { file: string }, context: any) { if (!/^[a-z]+\\.md$/.test(input.file)) throw new Error("no"); return context.workspace.read(input.file); }',
      why: 'compared first',
      permissions: files,
    },
  ],
  bad: [
    {
      code: 'export function run(input: { file: string }, context: any) { return context.workspace.read(input.file); }',
      why: 'a path',
      permissions: files,
    },
    {
      code: 'export function run(input: { host: string }, context: any) { const url = "https://" + input.host; return context.network.fetch(url); }',
      why: 'a host',
      permissions: { network: ['*'] },
    },
    {
      code: 'export function run(input: { p: string }, context: any) { const { p } = input; return context.workspace.write("out/" + p, ""); }',
      why: 'part of a path',
      permissions: files,
    },
    {
      code: 'export function run(input: { to: string }, context: any) { return context.workspace.move("a.md", input.to); }',
      why: 'where a file is moved',
      permissions: files,
    },
    {
      code: 'export function run(input: { task: string }, context: any) { return context.tasks.request(input.task); }',
      why: 'a task',
      permissions: { tasks: ['lint', 'deploy'] },
    },
  ],
  check,
};

function* check(context: RuleContext): Generator<Found> {
  const { nodes, evaluator } = context;
  for (const node of nodes) {
    if (!ts.isCallExpression(node)) continue;
    const sink = targets(node, evaluator).some(
      ({ callee }) => callee.kind === 'context' && /^(workspace|network|fetch|tasks)\b/.test(callee.path),
    );
    if (!sink) continue;
    // Both arguments of a move are paths; of all others the first one says what is reached.
    const isMove = targets(node, evaluator).some(
      ({ callee }) => callee.kind === 'context' && callee.path === 'workspace.move',
    );
    for (const argument of node.arguments.slice(0, isMove ? 2 : 1)) {
      const from = inputsIn(argument, context, new Set());
      if (from.length === 0 || isChecked(node, from, context)) continue;
      yield {
        at: argument,
        message: `${quoted(argument)} comes from the input and decides what ${quoted(node.expression)} reaches.`,
      };
    }
  }
}

/** Declarations that an expression takes the input from: the parameter of `run` itself, and names made of it. */
function inputsIn(node: ts.Node, context: RuleContext, seen: Set<ts.Node>): ts.Node[] {
  return [...runtimeNodes(node)].flatMap((part): ts.Node[] => {
    if (!isReference(part)) return [];
    const declaration = declarationOf(part, context.checker);
    if (declaration === undefined || seen.has(declaration)) return [];
    seen.add(declaration);
    const root = ts.findAncestor(
      declaration,
      (at) => ts.isParameter(at) || ts.isVariableDeclaration(at) || ts.isBlock(at),
    );
    if (root && ts.isParameter(root))
      return isRun(root.parent) && root.parent.parameters[0] === root ? [declaration] : [];
    if (!root || !ts.isVariableDeclaration(root)) return [];
    const source = root.initializer ?? loopOver(root);
    return source && inputsIn(source, context, seen).length > 0 ? [declaration, ...seen] : [];
  });
}

function loopOver(node: ts.VariableDeclaration): ts.Expression | undefined {
  const loop = node.parent.parent;
  return ts.isForOfStatement(loop) || ts.isForInStatement(loop) ? loop.expression : undefined;
}

/** Whether a condition in the same function asks about any of the names. */
function isChecked(sink: ts.Node, names: readonly ts.Node[], { nodes, checker }: RuleContext): boolean {
  const around = functionAround(sink);
  return nodes.some((node) => {
    if (node.pos > sink.pos || functionAround(node) !== around) return false;
    const condition = ts.isIfStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : undefined;
    if (condition === undefined) return false;
    return [...runtimeNodes(condition)].some(
      (part) => isReference(part) && names.includes(declarationOf(part, checker) as ts.Node),
    );
  });
}
