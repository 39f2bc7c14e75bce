import { ts } from 'ts-morph';
import { isRun } from '../model/entry.ts';
import { constants, type Values } from '../model/values/value.ts';
import type { RuleContext } from '../rule.ts';
import { secretlintFinds } from './linted.ts';
import { isPlaceholder, knownSecret, namedValues } from './patterns.ts';
import { isSecretName, looksSecret } from './randomness.ts';

/** A credential in the program's text. */
export interface Secret {
  /** The whole expression that makes it: a literal, a concatenation, a call. */
  readonly node: ts.Expression;
  /** What it opens, in words. */
  readonly what: string;
}

/** Credentials among the texts of a program, however they are put together. Outermost expressions only. */
export async function findSecrets(context: RuleContext): Promise<Secret[]> {
  const found = new Map<ts.Node, Secret>();
  const plain: ts.Expression[] = [];
  for (const node of context.nodes) {
    if (!isText(node) || insideOf(node, found) || isNameOfProperty(node)) continue;
    const what = secretIn(node, context);
    if (what !== undefined) found.set(node, { node, what });
    else if (ts.isStringLiteralLike(node) && node.text.length >= 16) plain.push(node);
  }
  for (const [index, what] of await secretlintFinds(plain.map((node) => (node as ts.StringLiteral).text))) {
    const node = plain[index];
    if (node !== undefined && !insideOf(node, found)) found.set(node, { node, what });
  }
  return [...found.values()];
}

const joining = new Set([ts.SyntaxKind.PlusToken, ts.SyntaxKind.PlusEqualsToken]);

/** Expressions that make text of literals. */
function isText(node: ts.Node): node is ts.Expression {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && joining.has(node.operatorToken.kind))
  );
}

function insideOf(node: ts.Node, found: ReadonlyMap<ts.Node, Secret>): boolean {
  return ts.findAncestor(node, (at) => found.has(at)) !== undefined;
}

function isNameOfProperty(node: ts.Node): boolean {
  return 'name' in node.parent && node.parent.name === node;
}

function secretIn(node: ts.Expression, context: RuleContext): string | undefined {
  const values = context.evaluator.of(node);
  const texts = [...textsOf(values), ...(ts.isTemplateExpression(node) ? [withHoles(node, context)] : [])];
  for (const text of texts) {
    const known = knownSecret(text) ?? knownSecret(decoded(text) ?? '');
    if (known !== undefined) return known;
    if (namedSecret(node, text, context)) return 'a password or key';
    if (!isSample(node) && namedValues(text).some(looksReal)) return 'a password or key';
    const bearer = /^(?:Bearer|Basic|token)\s+(\S{12,})$/i.exec(text)?.[1];
    if (bearer !== undefined && looksSecret(bearer) && !isPlaceholder(bearer)) return 'an authorization header';
  }
  return undefined;
}

/** What a text gives by name is more often an example than what code gives by name. */
function looksReal(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && !/abc|1234|xyz/i.test(value) && looksSecret(value);
}

/** Whether it is what `run` takes by default. */
function isSample(node: ts.Node): boolean {
  return ts.findAncestor(node, (at) => ts.isParameter(at) && isRun(at.parent)) !== undefined;
}

function textsOf(values: Values): string[] {
  return constants(values).filter((text) => typeof text === 'string' && text.length >= 8) as string[];
}

/** A template whose holes aren't known, with what is likely in them. */
function withHoles(node: ts.TemplateExpression, { evaluator }: RuleContext): string {
  const holes = node.templateSpans.map(({ expression, literal }) => {
    const [known] = constants(evaluator.of(expression));
    return `${known ?? 'live'}${literal.text}`;
  });
  return node.head.text + holes.join('');
}

/** What text in base64 or in hexadecimal digits says, where it says text. */
function decoded(text: string): string | undefined {
  if (text.length >= 20 && text.length <= 10_000 && text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text)) {
    const plain = text.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
    if (isPrintable(plain)) return plain;
  }
  if (text.length < 20 || text.length > 5000 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  try {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return isPrintable(plain) ? plain : undefined;
  } catch {
    return undefined;
  }
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e\s]+$/.test(text);
}

/** `dbPassword = "…"`, `{ apiKey: "…" }`; what `run` takes by default is a sample. */
function namedSecret(node: ts.Expression, text: string, context: RuleContext): boolean {
  const name = nameOf(node, context);
  return name !== undefined && isSecretName(name) && looksSecret(text);
}

function nameOf(node: ts.Node, context: RuleContext): string | undefined {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || isFallback(at.parent))
    at = at.parent;
  const { parent } = at;
  if (ts.isParameter(parent) && isRun(parent.parent)) return undefined;
  if (ts.isFunctionLike(parent) || ts.isBindingElement(parent)) return undefined;
  if ('initializer' in parent && parent.initializer === at && 'name' in parent)
    return plainName(parent.name as ts.Node, context);
  if (ts.isBinaryExpression(parent) && parent.right === at) {
    const isComparison = /^[!=]==?$/.test(parent.operatorToken.getText());
    if (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken || isComparison) return plainName(parent.left, context);
  }
  return undefined;
}

function isFallback(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
  );
}

function plainName(node: ts.Node, context: RuleContext): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node)) return plainName(node.argumentExpression, context);
  if (ts.isComputedPropertyName(node)) return plainName(node.expression, context);
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isPrivateIdentifier(node)) return node.text;
  const [name] = ts.isExpression(node) ? constants(context.evaluator.of(node)) : [];
  return typeof name === 'string' ? name : '';
}
