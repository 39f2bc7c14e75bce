import { ts } from 'ts-morph';
import { bare } from '../tree.ts';
import { callArguments } from './arguments.ts';
import type { Evaluator } from './evaluation.ts';
import { foldBuiltin, foldMethod } from './fold.ts';
import { returned } from './functions.ts';
import { memberValues } from './members.ts';
import { constant, union, unknown, type Value, type Values } from './value.ts';

/** A call with its detours undone: `f.call(x, a)`, `f.apply(x, [a])`, `f.bind(x)(a)`, `Reflect.apply(f, x, [a])`. */
export interface Target {
  readonly callee: Value;
  readonly args: readonly Values[];
  readonly isNew: boolean;
  /** What `this` is, where the call says so. */
  readonly self?: Values | undefined;
}

/** What a call may be a call of. */
export function targets(node: ts.CallExpression | ts.NewExpression, evaluator: Evaluator): Target[] {
  const args = callArguments(node, evaluator);
  const isNew = ts.isNewExpression(node);
  const expression = bare(node.expression);
  const self =
    ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)
      ? evaluator.of(expression.expression)
      : undefined;
  return evaluator.of(node.expression).flatMap((callee) => straightened({ callee, args, isNew, self }));
}

function straightened(target: Target, depth = 0): Target[] {
  if (depth > 6) return [target];
  const { callee, args, isNew } = target;
  const again = (values: Values, rest: readonly Values[], asNew: boolean, self?: Values) =>
    values.flatMap((value) => straightened({ callee: value, args: rest, isNew: asNew, self }, depth + 1));
  if (callee.kind === 'bound') return again([callee.target], [...callee.args, ...args], isNew);
  const way = detour(callee);
  if (way?.name === 'call') return again([way.of], args.slice(1), false, args[0]);
  if (way?.name === 'apply') return again([way.of], itemsOf(args[1]), false, args[0]);
  if (callee.kind !== 'builtin') return [target];
  if (callee.path === 'Reflect.apply') return again(args[0] ?? unknown, itemsOf(args[2]), false, args[1]);
  if (callee.path === 'Reflect.construct') return again(args[0] ?? unknown, itemsOf(args[1]), true);
  // Function.prototype.call.call(f, x, a)
  if (callee.path === 'Function.prototype.call') return again(target.self ?? unknown, args.slice(1), false, args[0]);
  if (callee.path === 'Function.prototype.apply')
    return again(target.self ?? unknown, itemsOf(args[1]), false, args[0]);
  return [target];
}

/** `f.call`, `f.apply` and `f.bind` of a function that is known. */
function detour(callee: Value): { of: Value; name: string } | undefined {
  if (callee.kind === 'method') return ['call', 'apply', 'bind'].includes(callee.name) ? callee : undefined;
  if (callee.kind !== 'builtin' || /^(Function\.prototype|Reflect)\./.test(callee.path)) return undefined;
  const [, path, name] = /^(.+)\.(call|apply|bind)$/.exec(callee.path) ?? [];
  return path === undefined || name === undefined ? undefined : { of: { kind: 'builtin', path }, name };
}

function itemsOf(values: Values | undefined): readonly Values[] {
  for (const value of values ?? []) if (value.kind === 'list') return value.items;
  return [];
}

/** What a call may answer. */
export function callValues(node: ts.CallExpression | ts.NewExpression, evaluator: Evaluator): Values {
  return union(...targets(node, evaluator).map((target) => answer(target, evaluator)));
}

function answer({ callee, args, isNew, self }: Target, evaluator: Evaluator): Values {
  const way = detour(callee);
  if (way?.name === 'bind') return [{ kind: 'bound', target: way.of, args: args.slice(1) }];
  if (callee.kind === 'method') return foldMethod(callee.of, callee.name, args, evaluator);
  if (callee.kind === 'function') return isNew ? unknown : returned(callee.node, args, evaluator);
  if (callee.kind !== 'builtin') return unknown;
  switch (callee.path) {
    case 'Reflect.get':
      return memberValues(args[0] ?? unknown, args[1] ?? unknown, undefined, evaluator);
    case 'Object.getPrototypeOf':
    case 'Reflect.getPrototypeOf':
      return memberValues(args[0] ?? unknown, constant('__proto__'), undefined, evaluator);
    case 'Object.getOwnPropertyDescriptor':
    case 'Reflect.getOwnPropertyDescriptor':
      return [{ kind: 'descriptor', of: memberValues(args[0] ?? unknown, args[1] ?? unknown, undefined, evaluator) }];
    case 'Object.getOwnPropertyDescriptors':
      return [{ kind: 'descriptors', of: args[0] ?? unknown }];
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.assign':
    case 'Object':
    case 'Promise.resolve':
      return args[0] ?? unknown;
    default:
      return union(foldPrototypeMethod(callee.path, self, args, evaluator), foldBuiltin(callee.path, args, evaluator));
  }
}

/** `Array.prototype.join.call(list, '')`. */
function foldPrototypeMethod(
  path: string,
  self: Values | undefined,
  args: readonly Values[],
  evaluator: Evaluator,
): Values {
  const [, name] = /^(?:Array|String)\.prototype\.(\w+)$/.exec(path) ?? [];
  if (name === undefined || self === undefined) return unknown;
  return union(...self.map((value) => foldMethod(value, name, args, evaluator)));
}
