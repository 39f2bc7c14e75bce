import { ts } from 'ts-morph';
import { methods, operators, regexMutants, unaryOperators } from './operators.ts';

/** A small change of a program that its examples should notice. */
export interface Mutant {
  /** 1-based, in the original. */
  readonly line: number;
  /** `a < b → a <= b` */
  readonly change: string;
  /** The whole changed source. */
  readonly source: string;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The mutants of a source, in source order: boundary, arithmetic, logic, bit and equality operators, literals, regular
 * expressions, common methods, conditions, statements and returned values, each changed alone. The operators are those
 * that Offutt et al. found sufficient ("An experimental determination of sufficient mutant operators", TOSEM 1996),
 * statement deletion, and those for texts that code of today is made of.
 */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile('index.ts', source, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    // Types do nothing at run time.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    for (const { start, end, text } of replacements(node, file)) {
      mutants.push({
        line: file.getLineAndCharacterOfPosition(start).line + 1,
        change: `${shortened(source.slice(start, end))} → ${text === '' ? '(removed)' : shortened(text)}`,
        source: source.slice(0, start) + text + source.slice(end),
      });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return mutants;
}

const { SyntaxKind } = ts;

function* replacements(node: ts.Node, file: ts.SourceFile): Generator<Replacement> {
  const start = node.getStart(file);
  const whole = (text: string): Replacement => ({ start, end: node.end, text });
  if (ts.isBinaryExpression(node)) {
    const { operatorToken } = node;
    for (const text of operators.get(operatorToken.kind) ?? [])
      yield { start: operatorToken.getStart(file), end: operatorToken.end, text };
  } else if (node.kind === SyntaxKind.TrueKeyword) yield whole('false');
  else if (node.kind === SyntaxKind.FalseKeyword) yield whole('true');
  else if (ts.isNumericLiteral(node)) yield whole(node.text === '0' ? '1' : `(${node.text} + 1)`);
  else if (isStringValue(node)) yield whole(node.text === '' ? '"mutant"' : '""');
  else if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) yield whole('""');
  else if (ts.isRegularExpressionLiteral(node)) yield* regexMutants(node.text).map(whole);
  else if (ts.isPrefixUnaryExpression(node) && unaryOperators.has(node.operator))
    yield whole(`${unaryOperators.get(node.operator)}${node.operand.getText(file)}`);
  else if (ts.isPostfixUnaryExpression(node))
    yield whole(`${node.operand.getText(file)}${unaryOperators.get(node.operator)}`);
  else if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = ts.isIfStatement(node) ? node.expression : node.condition;
    for (const text of ['true', 'false']) yield { start: condition.getStart(file), end: condition.end, text };
  } else if (ts.isReturnStatement(node) && node.expression) yield whole('return undefined as never;');
  else if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
    yield { start: node.body.getStart(file), end: node.body.end, text: 'undefined as never' };
  else if (ts.isCallExpression(node)) yield* ofMethod(node, file);
  else if (isEffect(node)) yield whole('');
}

function* ofMethod({ expression, end }: ts.CallExpression, file: ts.SourceFile): Generator<Replacement> {
  if (!ts.isPropertyAccessExpression(expression) || !methods.has(expression.name.text)) return;
  const other = methods.get(expression.name.text);
  if (other === undefined) yield { start: expression.expression.end, end, text: '' };
  else yield { start: expression.name.getStart(file), end: expression.name.end, text: other };
}

/** Not the specifier of an import, a property name or a directive. */
function isStringValue(node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral {
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTaggedTemplateExpression(parent))
    return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !ts.isExpressionStatement(parent);
}

/** A statement that is there for what it does: without it something should change. */
function isEffect(node: ts.Node): boolean {
  return ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
}
