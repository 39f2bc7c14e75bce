import { ts } from 'ts-morph';
import type { Stub, StubKind, StubParameter } from '#protocol';
import { bare, parseSource, placeOf } from '../syntax/source.ts';
import { exportedNames } from './exportedNames.ts';

/** A function with a name at the top of a file. */
interface NamedFunction {
  readonly name: ts.Identifier | undefined;
  readonly code: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;
  readonly statement: ts.Statement;
}

const notWritten =
  /\bnot\s+(?:yet\s+)?(?:been\s+)?implemented|\bun-?implemented|\bTO-?DO\b|\bFIXME\b|\bimplement\s+(?:me|this)\b/i;
const notWrittenClass = /NotImplemented|Unimplemented/i;
/** Results that a function without a body does have. */
const emptyResult =
  /^(?:void|undefined|never|any|unknown)$|^(?:Promise|PromiseLike)<\s*(?:void|undefined|any|unknown)\s*>$/;

/** Nothing but space and comments in them. Each comment can be read in one way only, so the search takes linear time. */
const emptyBraces = /\{(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*\}/;

/** Whether a text can have stubs at all: a cheap look before the costly one. */
export function mayHoldStubs(text: string): boolean {
  return /implemented|implement\s+(?:me|this)|to-?do|fixme/i.test(text) || emptyBraces.test(text);
}

/**
 * The functions at the top of a file that are not written yet, in source order. Methods are no stubs: what they do depends
 * on their object.
 * @param path relative to the workspace folder
 */
export function findStubs(path: string, text: string): Stub[] {
  const source = parseSource(path, text);
  const exported = exportedNames(source);
  const stubs: Stub[] = [];
  for (const { name, code, statement } of source.statements.flatMap(functionsOf)) {
    const kind = stubKindOf(code, source);
    const body = code.body;
    if (kind === undefined || body === undefined) continue;
    const known = name?.text ?? 'default';
    const returns = code.type ?? ts.getJSDocReturnType(code);
    const documentation = documentationOf(statement);
    stubs.push({
      name: known,
      exportedAs: exported.get(known) ?? [],
      kind,
      async: code.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true,
      parameters: code.parameters.map(parameterOf),
      ...(returns === undefined ? {} : { returns: returns.getText(source) }),
      ...(documentation === undefined ? {} : { documentation }),
      place: placeOf(name ?? code, source),
      body: { start: body.getStart(source), end: body.end },
    });
  }
  return stubs;
}

function functionsOf(statement: ts.Statement): NamedFunction[] {
  if (ts.isFunctionDeclaration(statement)) return [{ name: statement.name, code: statement, statement }];
  if (ts.isExportAssignment(statement)) {
    const code = functionIn(statement.expression);
    return code === undefined ? [] : [{ name: undefined, code, statement }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const code = initializer && functionIn(initializer);
    return code && ts.isIdentifier(name) ? [{ name, code, statement }] : [];
  });
}

function functionIn(expression: ts.Expression): ts.FunctionExpression | ts.ArrowFunction | undefined {
  const inner = bare(expression);
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) ? inner : undefined;
}

/** What makes a function a stub; undefined for one that is written, or that is only declared. */
function stubKindOf(code: NamedFunction['code'], source: ts.SourceFile): StubKind | undefined {
  const { body } = code;
  if (body === undefined || !ts.isBlock(body) || code.asteriskToken !== undefined) return undefined;
  const [first, ...rest] = body.statements;
  if (rest.length > 0) return undefined;
  if (first !== undefined) return isThrownStub(first, source) ? 'throws' : undefined;
  if (notWritten.test(source.text.slice(body.getStart(source) + 1, body.end - 1))) return 'todo';
  const returns = (code.type ?? ts.getJSDocReturnType(code))?.getText(source);
  return returns === undefined || hasEmptyResult(returns) ? undefined : 'empty';
}

function hasEmptyResult(type: string): boolean {
  return type.split('|').some((part) => emptyResult.test(part.trim())) || /^asserts\b/.test(type);
}

/** `throw new Error('not implemented')` in its many words. */
function isThrownStub(statement: ts.Statement, source: ts.SourceFile): boolean {
  if (!ts.isThrowStatement(statement)) return false;
  const thrown = bare(statement.expression);
  if (!ts.isNewExpression(thrown) && !ts.isCallExpression(thrown))
    return ts.isStringLiteralLike(thrown) && notWritten.test(thrown.text);
  if (notWrittenClass.test(thrown.expression.getText(source))) return true;
  return thrown.arguments?.some((argument) => notWritten.test(argument.getText(source))) === true;
}

function parameterOf(parameter: ts.ParameterDeclaration): StubParameter {
  const type = parameter.type ?? ts.getJSDocType(parameter);
  const rest = parameter.dotDotDotToken !== undefined;
  return {
    name: `${rest ? '...' : ''}${parameter.name.getText()}`,
    ...(type === undefined ? {} : { type: type.getText() }),
    optional: parameter.questionToken !== undefined || parameter.initializer !== undefined || rest,
  };
}

function documentationOf(statement: ts.Statement): string | undefined {
  const comments = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment)?.trim();
  return text === '' ? undefined : text;
}
