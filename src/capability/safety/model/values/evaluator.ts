import { ts } from 'ts-morph';
import { globalObjects } from '../builtins.ts';
import { declarationOf, symbolOf } from '../names.ts';
import type { Parsed } from '../program.ts';
import { bare, isAssignment, runtimeNodes } from '../tree.ts';
import { callValues } from './calls.ts';
import type { Assignment, Evaluator } from './evaluation.ts';
import { members } from './members.ts';
import { binary, unary } from './operators.ts';
import { taggedText, templateText } from './templates.ts';
import { isThisOfNothing } from './thisValue.ts';
import { builtin, constant, joinedList, union, unknown, type Values, weightOf } from './value.ts';
import { variableValues } from './variables.ts';

const deepest = 60;
const deepestCall = 5;
const stepsOfOne = 10_000;
const stepsOfAll = 400_000;
/** Characters that are copied in the time of a step. */
const charactersOfAStep = 200;

/** Values that are known while parameters stand for given arguments. */
interface Frame {
  readonly bindings: ReadonlyMap<ts.Node, Values>;
  readonly known: Map<ts.Node, Values>;
  readonly running: Set<ts.Node>;
}

function newFrame(bindings: Frame['bindings']): Frame {
  return { bindings, known: new Map(), running: new Set() };
}

export function createEvaluator(parsed: Parsed): Evaluator {
  const { checker } = parsed;
  const outside = newFrame(new Map());
  const frames: Frame[] = [];
  const uses = usesOf(parsed);
  let depth = 0;
  let steps = 0;
  let total = 0;

  const evaluator: Evaluator = {
    parsed,
    isExhausted: () => total > stepsOfAll,
    spend(characters) {
      total += characters / charactersOfAStep;
    },
    of(node) {
      return remembered(bare(node), evaluate);
    },
    ofDeclaration(declaration) {
      for (let index = frames.length - 1; index >= 0; index--) {
        const bound = frames[index]?.bindings.get(declaration);
        if (bound !== undefined) return bound;
      }
      return remembered(declaration, (node) => variableValues(node, evaluator));
    },
    assigned: (symbol) => (symbol && uses.assignments.get(symbol)) ?? [],
    callsOf: (declaration) => uses.calls.get(declaration) ?? [],
    within(bindings, run) {
      if (frames.length >= deepestCall) return undefined;
      frames.push(newFrame(bindings));
      try {
        return run();
      } finally {
        frames.pop();
      }
    },
  };

  /** Remembers values as long as the arguments of the call stay; what is being asked for already is unknown. */
  function remembered<T extends ts.Node>(node: T, compute: (node: T) => Values): Values {
    const { known, running } = frames.at(-1) ?? outside;
    const before = known.get(node);
    if (before !== undefined) return before;
    if (running.has(node)) return unknown;
    if (depth === 0) steps = 0;
    if (depth > deepest || steps > stepsOfOne || total > stepsOfAll) return unknown;
    running.add(node);
    depth++;
    steps++;
    total++;
    try {
      const values = compute(node);
      known.set(node, values);
      evaluator.spend(weightOf(values));
      return values;
    } finally {
      depth--;
      running.delete(node);
    }
  }

  function evaluate(node: ts.Expression): Values {
    if (ts.isStringLiteralLike(node)) return constant(node.text);
    if (ts.isNumericLiteral(node)) return constant(Number(node.text));
    if (ts.isBigIntLiteral(node)) return largeInteger(node.text.slice(0, -1));
    if (ts.isRegularExpressionLiteral(node)) return [{ kind: 'regex', node }];
    if (ts.isIdentifier(node)) return reference(node);
    if (ts.isPropertyAccessExpression(node)) return members(node.expression, constant(node.name.text), node, evaluator);
    if (ts.isElementAccessExpression(node)) {
      return members(node.expression, evaluator.of(node.argumentExpression), node, evaluator);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return callValues(node, evaluator);
    if (ts.isTemplateExpression(node)) return templateText(node, evaluator);
    if (ts.isTaggedTemplateExpression(node)) return taggedText(node, evaluator);
    if (ts.isBinaryExpression(node)) return operation(node);
    if (ts.isPrefixUnaryExpression(node)) return unary(node.operator, evaluator.of(node.operand));
    if (ts.isConditionalExpression(node)) return union(evaluator.of(node.whenTrue), evaluator.of(node.whenFalse));
    if (ts.isArrayLiteralExpression(node)) return joinedList(elements(node));
    if (ts.isObjectLiteralExpression(node)) return [{ kind: 'object', node }];
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node)) {
      return [{ kind: 'function', node }];
    }
    if (ts.isAwaitExpression(node)) return evaluator.of(node.expression);
    if (ts.isVoidExpression(node)) return constant(undefined);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return isThisOfNothing(node, evaluator) ? builtin('') : unknown;
    return keyword(node.kind);
  }

  function reference(node: ts.Identifier): Values {
    const declaration = declarationOf(node, checker);
    if (declaration !== undefined) return evaluator.ofDeclaration(declaration);
    if (node.text === 'undefined') return constant(undefined);
    return builtin(globalObjects.has(node.text) ? '' : node.text);
  }

  function* elements(node: ts.ArrayLiteralExpression): Generator<Values[]> {
    for (const one of node.elements) yield element(one);
  }

  function element(node: ts.Expression): Values[] {
    if (!ts.isSpreadElement(node)) return [ts.isOmittedExpression(node) ? constant(undefined) : evaluator.of(node)];
    for (const value of evaluator.of(node.expression)) {
      if (value.kind === 'list') return [...value.items];
      if (value.kind === 'constant' && typeof value.value === 'string') return [...value.value].map(constant);
    }
    return [unknown];
  }

  function operation(node: ts.BinaryExpression): Values {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.EqualsToken) return evaluator.of(node.right);
    const [left, right] = [evaluator.of(node.left), evaluator.of(node.right)];
    const choice = [
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.BarBarEqualsToken,
      ts.SyntaxKind.AmpersandAmpersandEqualsToken,
      ts.SyntaxKind.QuestionQuestionEqualsToken,
    ];
    return choice.includes(kind) ? union(left, right) : binary(kind, left, right, evaluator);
  }

  return evaluator;

  /** Where each symbol is assigned and each function called. */
  function usesOf({ file }: Parsed) {
    const assignments = new Map<ts.Symbol, Assignment[]>();
    const calls = new Map<ts.Node, ts.CallExpression[]>();
    for (const node of runtimeNodes(file)) {
      if (isAssignment(node)) {
        const target = bare(node.left);
        const symbol = ts.isIdentifier(target) ? symbolOf(target, checker) : undefined;
        if (symbol) assignments.set(symbol, [...(assignments.get(symbol) ?? []), { node, value: node.right }]);
      } else if (ts.isCallExpression(node)) {
        const callee = bare(node.expression);
        const called = ts.isIdentifier(callee) ? functionOf(declarationOf(callee, checker)) : callee;
        if (called) calls.set(called, [...(calls.get(called) ?? []), node]);
      }
    }
    return { assignments, calls };
  }
}

/** The function that a declaration makes. */
function functionOf(declaration: ts.Declaration | undefined): ts.Node | undefined {
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
    return bare(declaration.initializer);
  return declaration;
}

/** None of more than 1,000 bits, which are 1,000 digits at most. */
function largeInteger(digits: string): Values {
  return digits.length > 1002 ? unknown : constant(BigInt(digits));
}

function keyword(kind: ts.SyntaxKind): Values {
  if (kind === ts.SyntaxKind.TrueKeyword) return constant(true);
  if (kind === ts.SyntaxKind.FalseKeyword) return constant(false);
  if (kind === ts.SyntaxKind.NullKeyword) return constant(null);
  return unknown;
}
