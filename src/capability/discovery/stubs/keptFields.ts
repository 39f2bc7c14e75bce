import { ts } from 'ts-morph';
import type { StubParameter } from '#protocol';
import { isChanged } from '../examples/values.ts';
import { isReserved } from '../syntax/reserved.ts';
import type { NamedFunction } from './functions.ts';
import { usualOf } from './usualValue.ts';

/**
 * The fields of a method's class that hold what the object was made with, as it was handed over, and that nothing changes
 * afterwards: parameter properties, and `this.field = parameter` in the constructor.
 */
export function keptFields({ code, documented }: NamedFunction): StubParameter[] {
  const { parent } = documented;
  if (!ts.isClassLike(parent) || !ts.isClassElement(documented) || isStatic(documented)) return [];
  const made = parent.members.find((one) => ts.isConstructorDeclaration(one) && one.body !== undefined);
  if (made === undefined || !ts.isConstructorDeclaration(made)) return [];
  // The body that is to be replaced changes nothing any more.
  const whole = parent.getText();
  const from = (code.body?.getStart() ?? 0) - parent.getStart();
  const rest = whole.slice(0, from) + whole.slice((code.body?.end ?? 0) - parent.getStart());
  return made.parameters.flatMap((parameter, nth) => {
    const field = fieldOf(parameter, made);
    if (field === undefined || isWritten(field.name, field.writes, rest)) return [];
    const name = field.name.replace(/^#/, '');
    if (isReserved(name)) return [];
    return {
      name,
      ...(parameter.type && { type: parameter.type.getText() }),
      optional: parameter.questionToken !== undefined || parameter.initializer !== undefined,
      from: { of: 'made', nth, at: [], field: field.name, ...usualOf(parameter.initializer) },
    };
  });
}

/** The field that a parameter of a constructor goes to, and how often its value is written down there. */
function fieldOf(
  { name, dotDotDotToken, modifiers }: ts.ParameterDeclaration,
  { body }: ts.ConstructorDeclaration,
): { readonly name: string; readonly writes: number } | undefined {
  if (!ts.isIdentifier(name) || dotDotDotToken !== undefined) return undefined;
  if (modifiers?.some(ts.isModifier)) return { name: name.text, writes: 0 };
  for (const statement of body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, operatorToken, right } = statement.expression;
    const isKept =
      operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(left) &&
      left.expression.kind === ts.SyntaxKind.ThisKeyword;
    if (isKept && ts.isIdentifier(right) && right.text === name.text) return { name: left.name.text, writes: 1 };
  }
  return undefined;
}

/** Whether a field is written more often than the constructor does it. */
function isWritten(field: string, writes: number, text: string): boolean {
  const own = `this\\.${field.replaceAll('$', '\\$')}(?![\\w$])`;
  const found = text.match(new RegExp(`${own}\\s*(?:(?:[-+*/%&|^?]{1,2}|\\*\\*|<<|>>>?)?=(?![=>])|\\+\\+|--)`, 'g'));
  return (
    (found?.length ?? 0) > writes ||
    new RegExp(`(?:\\+\\+|--)\\s*${own}`).test(text) ||
    isChanged(`this.${field}`, text)
  );
}

function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}
