import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';
import { type Binding, bindValue, functionScope, lookUp, type Scope, type Step } from './scope.ts';
import { Unreadable } from './unreadable.ts';
import { isChanged, literalValue, valueAt } from './values.ts';

/** One row of a table of cases. */
export interface Row {
  /** Whether its parts are handed over one by one. */
  readonly isList: boolean;
  /** What a part of it stands for. */
  at(steps: readonly Step[]): Binding;
}

/** Longer tables are generated ones. */
const mostRows = 1000;

/** The rows of a table of cases: a list, `Object.entries` of an object, a constant that is one. Undefined for anything else. */
export function rowsOf(expression: ts.Expression, scope: Scope): readonly Row[] | undefined {
  const node = bare(expression);
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.slice(0, mostRows).map((element) => expressionRow(element, scope));
  }
  if (ts.isIdentifier(node)) {
    const binding = lookUp(node.text, scope);
    if (binding?.kind !== 'constant' || isChanged(node.text, node.getSourceFile().text)) return undefined;
    return binding.at.length === 0 ? rowsOf(binding.expression, binding.scope) : valueRows(literalValue(node, scope));
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Object.entries') {
    const [object] = node.arguments;
    const value = object && literalValue(object, scope);
    return value === null || typeof value !== 'object' || value instanceof Unreadable
      ? undefined
      : valueRows(Object.entries(value));
  }
  return valueRows(literalValue(node, scope));
}

/** The rows of a table in a tagged template: names in its first line, `${values}` below them. */
export function templateRows(template: ts.TemplateLiteral, scope: Scope): readonly Row[] {
  if (!ts.isTemplateExpression(template)) return [];
  const names = (template.head.text.trim().split('\n')[0] ?? '').split('|').map((name) => name.trim());
  const cells = template.templateSpans.map(({ expression }) => expression);
  const rows: Row[] = [];
  for (let start = 0; start + names.length <= cells.length && rows.length < mostRows; start += names.length) {
    const row = new Map(names.map((name, at) => [name, cells[start + at] as ts.Expression]));
    rows.push({ isList: false, at: (steps) => cellOf(row, steps, scope) });
  }
  return rows;
}

/** The scope inside of a function that is called with a row. @param spread a list's parts are the arguments */
export function rowScope(code: ts.SignatureDeclaration, row: Row, spread: boolean, outer: Scope): Scope {
  const names = new Map<string, Binding>(functionScope(code, outer).names);
  for (const [index, { name, initializer, dotDotDotToken }] of code.parameters.entries()) {
    if (initializer !== undefined || dotDotDotToken !== undefined) continue;
    if (spread && row.isList) bindValue(name, (steps) => row.at([index, ...steps]), names);
    else if (index === 0) bindValue(name, (steps) => row.at(steps), names);
  }
  return { names, outer };
}

/** The scope inside of `for (const name of rows)`. */
export function loopScope(name: ts.BindingName, row: Row, outer: Scope): Scope {
  const names = new Map<string, Binding>();
  bindValue(name, (steps) => row.at(steps), names);
  return { names, outer };
}

function expressionRow(expression: ts.Expression, scope: Scope): Row {
  return {
    isList: ts.isArrayLiteralExpression(bare(expression)) || Array.isArray(literalValue(expression, scope)),
    at: (at) => ({ kind: 'constant', expression, at, scope }),
  };
}

function valueRows(value: unknown): readonly Row[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, mostRows).map((row) => ({
    isList: Array.isArray(row),
    at: (steps) => {
      const part = valueAt(row, steps);
      return part instanceof Unreadable ? { kind: 'unknown', reason: part.reason } : { kind: 'value', value: part };
    },
  }));
}

function cellOf(row: ReadonlyMap<string, ts.Expression>, [name, ...at]: readonly Step[], scope: Scope): Binding {
  const expression = name === undefined ? undefined : row.get(String(name));
  if (expression !== undefined) return { kind: 'constant', expression, at, scope };
  return { kind: 'unknown', reason: name === undefined ? 'a whole row of a table' : `no column of the table` };
}
