import { ts } from 'ts-morph';
import type { Stub, StubKind } from '#protocol';
import { bare, parseSource, placeOf } from '../syntax/source.ts';
import { exportedNames } from './exportedNames.ts';
import { functionsOf, type NamedFunction } from './functions.ts';
import { parametersOf } from './parameters.ts';

/** What is not implemented on, for or with something is refused there, and written. */
const notWritten =
  /\bnot\s+(?:yet\s+)?(?:been\s+)?implemented(?!\s+(?:on|for|in|by|with|under)\b)|\bnot\s+supported\s+yet\b|\bun-?implemented|\bTO-?DO\b|\bFIXME\b|\bimplement\s+(?:me|this|it|the|your)\b|\b(?:your|write)\s+(?:code|solution|implementation)\b|\bcoming\s+soon\b/i;
const notWrittenClass = /NotImplemented|Unimplemented/i;
/** What is called in place of throwing. */
const notWrittenCall = /^(?:not_?(?:yet_?)?implemented|unimplemented|todo)$/i;
/** Results that a function without a body does have. */
const emptyResult =
  /^(?:void|undefined|never|any|unknown)$|^(?:Promise|PromiseLike)<\s*(?:void|undefined|any|unknown)\s*>$/;

/** Nothing but space and comments in them. Each comment can be read in one way only, so the search takes linear time. */
const emptyBraces = /\{(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*\}/;

const mayBeUnwritten =
  /implemented|implement\s+(?:me|this|it|the|your)\b|to-?do|fixme|supported\s+yet|(?:your|write)\s+(?:code|solution|implementation)|coming\s+soon/i;

/** Whether a text can have stubs at all: a cheap look before the costly one. */
export function mayHoldStubs(text: string): boolean {
  return mayBeUnwritten.test(text) || emptyBraces.test(text);
}

/** The words of a method that its heirs are to write. */
const leftToHeirs = /\b(?:abstract|sub-?class(?:es)?|derived\s+class(?:es)?|overrid(?:e|den))\b/i;

/**
 * The functions of a file that are not written yet, methods of its classes and objects among them, in source order.
 * What a class leaves to its heirs is none.
 * @param path relative to the workspace folder
 */
export function findStubs(path: string, text: string): Stub[] {
  const source = parseSource(path, text);
  const exported = exportedNames(source);
  return functionsOf(source).flatMap((found) => {
    const kind = stubKindOf(found.code, source);
    if (kind === undefined || (found.owner !== undefined && isForHeirs(found, source))) return [];
    return stubOf(found, kind, exported, source);
  });
}

/**
 * Functions of a file that are written, as stubs whose bodies are to be replaced.
 * @param names what the file calls them, or exports them as
 */
export function findFunctions(path: string, text: string, names: readonly string[]): Stub[] {
  const source = parseSource(path, text);
  const exported = exportedNames(source);
  return functionsOf(source).flatMap((found) => {
    const [stub] = found.code.asteriskToken === undefined ? stubOf(found, 'wrong', exported, source) : [];
    return stub && [stub.name, ...stub.exportedAs].some((name) => names.includes(name)) ? [stub] : [];
  });
}

/** Whether nothing can be learned for a stub that no test speaks of: a comment alone says that it is to do something. */
export function isMereRemark({ kind, returns }: Stub): boolean {
  return kind === 'todo' && (returns === undefined || hasEmptyResult(returns));
}

/** Whether a stub is the function that a file exports under a name. */
export function isOf({ place, exportedAs }: Stub, path: string, name: string): boolean {
  return place.path === path && exportedAs.includes(name);
}

function stubOf(
  found: NamedFunction,
  kind: StubKind,
  exported: ReadonlyMap<string, readonly string[]>,
  source: ts.SourceFile,
): Stub[] {
  const { name, named, code, documented, owner } = found;
  const { body } = code;
  if (body === undefined) return [];
  const returns = code.type ?? ts.getJSDocReturnType(code);
  const documentation = documentationOf(documented);
  const names = exported.get(owner ?? name) ?? [];
  const isPrivate = named !== undefined && (ts.isPrivateIdentifier(named) || isHidden(documented));
  return [
    {
      name,
      exportedAs: isPrivate ? [] : owner === undefined ? names : names.map((one) => one + name.slice(owner.length)),
      kind,
      ...waitingOf(code, returns, source),
      parameters: parametersOf(found),
      ...(code.parameters.length === 0 ? { parametersAt: code.parameters.pos } : {}),
      ...(returns === undefined ? {} : { returns: returns.getText(source) }),
      ...(documentation === undefined ? {} : { documentation }),
      place: placeOf(named ?? code, source),
      body: { start: body.getStart(source), end: body.end },
    },
  ];
}

function isHidden(member: ts.Node): boolean {
  const hiding = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return ts.isClassElement(member) && (ts.getCombinedModifierFlags(member) & hiding) !== 0;
}

/** Whether a method is a place that other classes fill: by its class, or by its own words. */
function isForHeirs({ code, documented }: NamedFunction, source: ts.SourceFile): boolean {
  const { parent } = documented;
  const isAbstract =
    ts.isClassLike(parent) && parent.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) === true;
  return isAbstract || leftToHeirs.test(code.body?.getText(source) ?? '');
}

/** What makes a function a stub; undefined for one that is written, or that is only declared. */
function stubKindOf(code: NamedFunction['code'], source: ts.SourceFile): StubKind | undefined {
  const { body } = code;
  if (body === undefined || code.asteriskToken !== undefined) return undefined;
  const returns = (code.type ?? ts.getJSDocReturnType(code))?.getText(source);
  // What never returns is there to throw.
  if (returns === 'never') return undefined;
  if (!ts.isBlock(body)) return isCallInPlace(body) ? 'throws' : undefined;
  const [first, ...rest] = body.statements.filter((statement) => !isIdle(statement));
  if (rest.length > 0) return undefined;
  const isMarked = notWritten.test(source.text.slice(body.getStart(source) + 1, body.end - 1));
  if (first !== undefined) {
    if (isThrownStub(first, source)) return 'throws';
    return isMarked && isConstantAnswer(first) && isToDo(body, source) ? 'todo' : undefined;
  }
  if (body.statements.length > 0) return undefined;
  if (isMarked) return 'todo';
  return returns === undefined || hasEmptyResult(returns) ? undefined : 'empty';
}

/** `void text;`, `console.log(text);`: said so that nothing is unused. */
function isIdle(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const said = bare(statement.expression);
  return ts.isVoidExpression(said) || (ts.isCallExpression(said) && /^console\.\w+$/.test(said.expression.getText()));
}

/** Whether a comment in a body says that it is to be written. */
function isToDo(body: ts.Block, source: ts.SourceFile): boolean {
  const text = source.text.slice(body.getStart(source) + 1, body.end - 1);
  return (text.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? []).some((comment) => notWritten.test(comment));
}

/** `return '';`, `return [];`, `return null;`: there so that it can be called. */
function isConstantAnswer(statement: ts.Statement): boolean {
  if (!ts.isReturnStatement(statement)) return false;
  const value = statement.expression && bare(statement.expression);
  if (value === undefined) return true;
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0;
  const words = [ts.SyntaxKind.NullKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword];
  return (
    ts.isStringLiteralLike(value) ||
    ts.isNumericLiteral(value) ||
    words.includes(value.kind) ||
    ['undefined', 'NaN', '-1'].includes(value.getText())
  );
}

/** `notImplemented()` */
function isCallInPlace(expression: ts.Expression): boolean {
  const call = bare(expression);
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && notWrittenCall.test(call.expression.text);
}

function hasEmptyResult(type: string): boolean {
  return type.split('|').some((part) => emptyResult.test(part.trim())) || /^asserts\b/.test(type);
}

/** `throw new Error('not implemented')` in its many words. */
function isThrownStub(statement: ts.Statement, source: ts.SourceFile): boolean {
  const called =
    ts.isExpressionStatement(statement) || ts.isReturnStatement(statement) ? statement.expression : undefined;
  if (called !== undefined) return isCallInPlace(called);
  if (!ts.isThrowStatement(statement)) return false;
  const thrown = bare(statement.expression);
  if (!ts.isNewExpression(thrown) && !ts.isCallExpression(thrown))
    return ts.isStringLiteralLike(thrown) && notWritten.test(thrown.text);
  if (notWrittenClass.test(thrown.expression.getText(source))) return true;
  return thrown.arguments?.some((argument) => notWritten.test(argument.getText(source))) === true;
}

/** Whether it is async; one that promises its result and is not has to become it. */
function waitingOf(code: NamedFunction['code'], returns: ts.TypeNode | undefined, source: ts.SourceFile) {
  const async = code.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true;
  if (async || returns === undefined || !/^Promise\s*</.test(returns.getText(source))) return { async };
  const keyword = code.getChildren(source).find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword);
  return { async, asyncAt: (keyword ?? (ts.isMethodDeclaration(code) ? code.name : code)).getStart(source) };
}

function documentationOf(statement: ts.Node): string | undefined {
  const comments = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment)?.trim();
  return text === '' ? undefined : text;
}
