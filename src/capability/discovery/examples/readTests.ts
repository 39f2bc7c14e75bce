import { ts } from 'ts-morph';
import type { PlainData, SourcePlace } from '#protocol';
import { bare, parseSource, placeOf } from '../syntax/source.ts';
import { type ArgumentNames, nameOfArgument } from './argumentNames.ts';
import { type Assertion, assertionOf } from './assertion.ts';
import { type Callee, calleeOf } from './callee.ts';
import { expectedError, type ReadError } from './expectedError.ts';
import { plainValue } from './plainValue.ts';
import { loopScope, rowScope, rowsOf, templateRows } from './rows.ts';
import { blockScope, type Constants, functionScope, type ImportedFunction, lookUp, type Scope } from './scope.ts';
import { Unreadable } from './unreadable.ts';
import { isChanged, literalValue } from './values.ts';

/** A call of a function in a test, with what is expected of it. */
export interface TestedCall {
  readonly callee: ImportedFunction;
  readonly place: SourcePlace;
  /** The titles of the tests around it. */
  readonly test?: string;
  readonly read:
    | (ReadCall & { readonly output: PlainData; readonly isUndefined?: true })
    | (ReadCall & { readonly error: ReadError })
    /** Why it can't be said without running it. */
    | { readonly reason: string };
}

export interface ReadCall {
  readonly input: readonly PlainData[];
  /** What the object was made with whose method it is; absent for no arguments. */
  readonly made?: readonly PlainData[];
  readonly names?: ArgumentNames;
  /** Whether `undefined` was handed over as the last argument, which is left out here. */
  readonly endsUndefined?: true;
}

/** More is a generated file. */
const mostCalls = 5000;

/** Whether a text has assertions, by a cheap look. */
export function mayHoldAssertions(text: string): boolean {
  return /\bexpect(?:\.\w+)?\s*\(|\bassert|\bt\.(?:is|same|equal|deepEqual)\b|[eE]quals?\s*\(/.test(text);
}

/**
 * The calls of imported functions whose result a test compares with a known value, tables of cases row by row. Nothing is
 * run: what only running would tell is told as the reason why a call says nothing.
 * @param path relative to the workspace folder
 * @param constants the values that other files export
 */
export function readTests(path: string, text: string, constants?: Constants): TestedCall[] {
  const source = parseSource(path, text);
  const reader = new Reader(source);
  reader.visit(source, { names: new Map(), ...(constants && { constants }) }, []);
  return reader.calls;
}

class Reader {
  readonly calls: TestedCall[] = [];
  readonly #source: ts.SourceFile;
  readonly #mocked: ReadonlySet<string>;

  constructor(source: ts.SourceFile) {
    this.#source = source;
    const mocks = source.text.matchAll(/\b(?:vi|jest)\.(?:do)?[mM]ock\(\s*(?:import\()?['"]([^'"]+)['"]/g);
    this.#mocked = new Set([...mocks].flatMap(([, specifier]) => specifier ?? []));
  }

  visit(node: ts.Node, scope: Scope, titles: readonly string[]): void {
    if (this.calls.length >= mostCalls) return;
    if (ts.isCallExpression(node)) {
      if (isMeantToFail(node)) return;
      const assertion = assertionOf(node);
      if (assertion !== undefined) this.#take(node, assertion, scope, titles);
      if (this.#visitTable(node, scope, titles)) return;
      const title = titleOf(node);
      this.#children(node, scope, title === undefined ? titles : [...titles, title]);
    } else if (ts.isForOfStatement(node)) this.#visitLoop(node, scope, titles);
    else if (ts.isFunctionLike(node)) this.#children(node, functionScope(node, scope), titles);
    else this.#children(node, hasStatements(node) ? blockScope(node, scope) : scope, titles);
  }

  #children(node: ts.Node, scope: Scope, titles: readonly string[]): void {
    ts.forEachChild(node, (child) => this.visit(child, scope, titles));
  }

  /** `test.each(rows)(title, code)`, `test.each`…`(title, code)`, `rows.forEach(code)`. */
  #visitTable(node: ts.CallExpression, scope: Scope, titles: readonly string[]): boolean {
    const code = node.arguments.find((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one));
    if (code === undefined || !ts.isFunctionLike(code)) return false;
    const table = tableOf(node.expression, scope);
    if (table === undefined) return false;
    const title = titleOf(node, true);
    for (const row of table.rows) {
      const inside = rowScope(code, row, table.spread, scope);
      this.#children(code, inside, title === undefined ? titles : [...titles, title]);
    }
    return true;
  }

  #visitLoop(node: ts.ForOfStatement, scope: Scope, titles: readonly string[]): void {
    const name = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations[0]?.name : undefined;
    const rows = name && rowsOf(node.expression, scope);
    if (name === undefined || rows === undefined) this.#children(node, scope, titles);
    else for (const row of rows) this.visit(node.statement, loopScope(name, row, scope), titles);
  }

  #take(node: ts.CallExpression, assertion: Assertion, scope: Scope, titles: readonly string[]): void {
    const { actual, expected } = assertion;
    const straight = calledFunction(actual, scope);
    const turned = assertion.eitherWay && expected && !straight ? calledFunction(expected, scope) : undefined;
    const called = straight ?? turned;
    if (called === undefined || this.#mocked.has(called.callee.specifier)) return;
    const other = turned === undefined ? expected : actual;
    const read = assertion.unsaid
      ? { reason: assertion.unsaid }
      : assertion.error
        ? errorOf(called, assertion.error, scope)
        : exampleOf(called, other === undefined ? assertion.constant : literalValue(other, scope));
    this.calls.push({
      callee: called.callee,
      place: placeOf(node, this.#source),
      ...(titles.length === 0 ? {} : { test: titles.join(' › ') }),
      read,
    });
  }
}

interface CalledFunction {
  readonly callee: ImportedFunction;
  readonly made?: Callee['made'];
  readonly isChanged?: boolean;
  readonly arguments: readonly ts.Expression[];
  readonly scope: Scope;
}

function exampleOf(called: CalledFunction, expected: unknown): TestedCall['read'] {
  const call = callOf(called);
  if ('reason' in call) return call;
  if (expected === undefined) return { ...call, output: null, isUndefined: true };
  const output = plainValue(expected);
  return output instanceof Unreadable ? { reason: output.reason } : { ...call, output };
}

function errorOf(called: CalledFunction, told: readonly ts.Expression[], scope: Scope): TestedCall['read'] {
  const call = callOf(called);
  return 'reason' in call ? call : { ...call, error: expectedError(told, scope) };
}

function callOf(called: CalledFunction): ReadCall | { readonly reason: string } {
  if (called.isChanged) return { reason: 'what it does depends on what was done to its object before' };
  const input = argumentsOf(called);
  if (input instanceof Unreadable) return { reason: input.reason };
  const made = called.made && argumentsOf(called.made);
  if (made instanceof Unreadable) return { reason: `its object is made with something else: ${made.reason}` };
  const endsUndefined = input.length < called.arguments.length && !called.arguments.some(ts.isSpreadElement);
  const names = called.arguments.map(nameOfArgument);
  const named = names.some((name) => name !== undefined) ? { names } : {};
  return { input, ...named, ...(made && { made }), ...(endsUndefined ? { endsUndefined } : {}) };
}

function argumentsOf({ arguments: given, scope }: Pick<CalledFunction, 'arguments' | 'scope'>) {
  const values = given.flatMap((argument) => valuesOf(argument, scope));
  while (values.length > 0 && values.at(-1) === undefined) values.pop();
  const plain = values.map((value) =>
    value === undefined ? new Unreadable('an argument is undefined') : plainValue(value),
  );
  return plain.find((one) => one instanceof Unreadable) ?? (plain as PlainData[]);
}

/** An argument, or all of those that a list is spread to. */
function valuesOf(argument: ts.Expression, scope: Scope): readonly unknown[] {
  if (!ts.isSpreadElement(argument)) return [literalValue(argument, scope)];
  const list = literalValue(argument.expression, scope);
  if (list instanceof Unreadable) return [list];
  return Array.isArray(list) ? list : [new Unreadable('something that is no list is spread in a call')];
}

/** The call of an imported function that an expression is, or a constant holds the result of. */
function calledFunction(expression: ts.Expression, scope: Scope): CalledFunction | undefined {
  const whole = bare(expression);
  const node = ts.isAwaitExpression(whole) ? bare(whole.expression) : whole;
  if (ts.isIdentifier(node)) {
    const binding = lookUp(node.text, scope);
    if (binding?.kind !== 'constant' || binding.at.length > 0) return undefined;
    return isChanged(node.text, node.getSourceFile().text)
      ? undefined
      : calledFunction(binding.expression, binding.scope);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const callee = calleeOf(node.expression, scope);
  if (callee === undefined) return undefined;
  const { target, ...object } = callee;
  return { callee: target, ...object, arguments: node.arguments, scope };
}

function tableOf(callee: ts.Expression, scope: Scope) {
  const isEach = (node: ts.Node) => ts.isPropertyAccessExpression(node) && /^(?:each|for)$/.test(node.name.text);
  if (ts.isTaggedTemplateExpression(callee) && isEach(callee.tag)) {
    return { rows: templateRows(callee.template, scope), spread: false };
  }
  if (ts.isCallExpression(callee) && isEach(callee.expression)) {
    const rows = callee.arguments[0] && rowsOf(callee.arguments[0], scope);
    return rows && { rows, spread: callee.expression.getText().endsWith('.each') };
  }
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'forEach') {
    const rows = rowsOf(callee.expression, scope);
    return rows && { rows, spread: false };
  }
  return undefined;
}

/** The title of a test or a group of tests. @param table the call is that of a table of cases */
function titleOf({ expression, arguments: [title, code] }: ts.CallExpression, table = false): string | undefined {
  const isTest =
    table || /^(?:x?(?:test|it|describe)|suite|context|specify|t\.test)(?:\.\w+)*$/.test(expression.getText());
  return isTest && code !== undefined && title && ts.isStringLiteralLike(title) ? title.text : undefined;
}

/** `test.fails`, `it.failing`: what is asserted there is wrong. */
function isMeantToFail({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && /^(?:fails|failing)$/.test(expression.name.text);
}

function hasStatements(node: ts.Node): node is ts.SourceFile | ts.Block | ts.CaseOrDefaultClause {
  return ts.isSourceFile(node) || ts.isBlock(node) || ts.isCaseOrDefaultClause(node);
}
