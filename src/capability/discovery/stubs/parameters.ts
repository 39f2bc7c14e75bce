import { ts } from 'ts-morph';
import type { ParameterSource, StubParameter } from '#protocol';
import type { NamedFunction } from './functions.ts';
import { keptFields } from './keptFields.ts';
import { usualOf } from './usualValue.ts';

/**
 * What the body of a function can use by name: its parameters, the parts of those that it takes apart, and the fields that
 * its object keeps what it was made with in. What cannot be followed stands there as it is written.
 */
export function parametersOf(found: NamedFunction): StubParameter[] {
  const own = found.code.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
  const named = own.flatMap(ofParameter);
  const taken = new Set(named.map(({ name }) => name));
  const fields = keptFields(found).filter(({ name }) => !taken.has(name));
  return [...named, ...fields].map(withoutUsualPlace);
}

function ofParameter(parameter: ts.ParameterDeclaration, nth: number): StubParameter[] {
  const { name, initializer, dotDotDotToken, questionToken } = parameter;
  const type = parameter.type ?? ts.getJSDocType(parameter);
  const whole = { ...(type && { type: type.getText() }) };
  const rest = dotDotDotToken !== undefined;
  const optional = rest || questionToken !== undefined || initializer !== undefined;
  if (ts.isIdentifier(name)) {
    const from = { of: rest ? 'rest' : 'argument', nth, at: [], ...usualOf(initializer) } as const;
    return [{ name: name.text, ...whole, optional, ...typePlace(parameter), from }];
  }
  const parts = rest || !isEmptyOrNone(initializer) ? undefined : partsOf(name, type, nth, []);
  return parts ?? [{ name: `${rest ? '...' : ''}${name.getText()}`, ...whole, optional }];
}

/** Where the type of a parameter is, or belongs; one with a usual value has a type by that. */
function typePlace({ name, type, initializer, questionToken, parent }: ts.ParameterDeclaration) {
  const source = name.getSourceFile();
  if (!/\.[cm]?tsx?$/.test(source.fileName)) return {};
  if (type !== undefined) return { typeAt: { start: type.getStart(), end: type.end } };
  const isBare = ts.isArrowFunction(parent) && !/^(?:async\s*)?[(<]/.test(parent.getText());
  if (isBare || initializer !== undefined) return {};
  const end = (questionToken ?? name).end;
  return { typeAt: { start: end, end } };
}

/** The names in a pattern; undefined where one of them cannot be followed. */
function partsOf(
  pattern: ts.BindingPattern,
  type: ts.TypeNode | undefined,
  nth: number,
  at: readonly (string | number)[],
): StubParameter[] | undefined {
  const parts: StubParameter[] = [];
  for (const [index, element] of pattern.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    const step = stepOf(element, index);
    if (step === undefined || element.dotDotDotToken !== undefined) return undefined;
    const inner = typeAt(type, step);
    const way = [...at, step];
    if (!ts.isIdentifier(element.name)) {
      const below = isEmptyOrNone(element.initializer) ? partsOf(element.name, inner.type, nth, way) : undefined;
      if (below === undefined) return undefined;
      parts.push(...below);
      continue;
    }
    const usual = usualOf(element.initializer);
    if (element.initializer !== undefined && !('usual' in usual)) return undefined;
    const missing = inner.optional && !('usual' in usual);
    const text = inner.type && `${inner.type.getText()}${missing ? ' | undefined' : ''}`;
    parts.push({
      name: element.name.text,
      ...(text === undefined ? {} : { type: text }),
      optional: inner.optional || 'usual' in usual,
      from: { of: 'argument', nth, at: way, ...usual },
    });
  }
  return parts;
}

function stepOf(element: ts.BindingElement, index: number): string | number | undefined {
  if (ts.isArrayBindingPattern(element.parent)) return index;
  const key = element.propertyName ?? element.name;
  return ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : undefined;
}

/** The type of a part of a value, where it is written out. */
function typeAt(type: ts.TypeNode | undefined, step: string | number): { type?: ts.TypeNode; optional: boolean } {
  if (type !== undefined && ts.isTypeLiteralNode(type)) {
    const member = type.members.find((one) => one.name?.getText() === step);
    const optional = member?.questionToken !== undefined;
    return member && ts.isPropertySignature(member) && member.type
      ? { type: member.type, optional }
      : { optional: false };
  }
  const element = type && ts.isTupleTypeNode(type) && typeof step === 'number' ? type.elements[step] : undefined;
  if (element !== undefined && ts.isNamedTupleMember(element)) return { type: element.type, optional: false };
  return element === undefined ? { optional: false } : { type: element, optional: false };
}

/** `{ a, b } = {}`: without an argument, all parts are what they are usually. */
function isEmptyOrNone(initializer: ts.Expression | undefined): boolean {
  if (initializer === undefined) return true;
  if (ts.isArrayLiteralExpression(initializer)) return initializer.elements.length === 0;
  return ts.isObjectLiteralExpression(initializer) && initializer.properties.length === 0;
}

/** Most parameters are the argument at their own place: of those nothing is told. */
function withoutUsualPlace({ from, ...plain }: StubParameter, index: number): StubParameter {
  const isUsual = (one: ParameterSource) =>
    one.of === 'argument' && one.nth === index && one.at.length === 0 && one.usual === undefined;
  return from === undefined || isUsual(from) ? plain : { ...plain, from };
}
