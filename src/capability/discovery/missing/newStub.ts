import { ts } from 'ts-morph';
import type { Gap, MissingCall, StubText } from '#protocol';
import { bare, parseSource } from '../syntax/source.ts';
import { typeOf } from './typeOf.ts';

/**
 * The text of a function that is not written yet, with the types that its examples have, and where in its file it belongs:
 * at the end, or in its class or object. Undefined where that is not there.
 * @param text of the file, empty for a new one
 */
export function newStub(path: string, text: string, call: MissingCall, gap: Gap | undefined): StubText | undefined {
  const typed = /\.[cm]?tsx?$/.test(path);
  const [owner, member] = call.name.split('.');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = (written: string) => written.replaceAll('\n', end);
  if (owner === undefined || member === undefined) {
    const before = text.trim() === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
    const head = `export function ${call.name}${signatureOf(call, gap, typed)}`;
    return { at: text.length, text: lines(`${before}${head} {\n  throw new Error('not implemented');\n}\n`) };
  }
  const holder = holderOf(parseSource(path, text), owner);
  if (holder === undefined) return undefined;
  const { node, isStatic } = holder;
  const isObject = ts.isObjectLiteralExpression(node);
  const last = (isObject ? node.properties : node.members).at(-1);
  const trailing = isObject && last !== undefined && !node.properties.hasTrailingComma ? ',' : '';
  // What stands behind the last member on its line stays there.
  const at =
    last === undefined ? node.end - 1 : isObject && node.properties.hasTrailingComma ? node.properties.end : last.end;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', node.getStart()) + 1))?.[0] ?? '';
  const inner = `${indent}  `;
  const head = `${isStatic(gap) ? 'static ' : ''}${member}${signatureOf(call, gap, typed)}`;
  const body = `${inner}${head} {\n${inner}  throw new Error('not implemented');\n${inner}}${isObject ? ',' : ''}`;
  const blank = last === undefined || isObject ? '\n' : '\n\n';
  const rest = text.slice(at, node.end - 1);
  return {
    at,
    text: lines(`${trailing}${blank}${body}${rest.includes('\n') && last !== undefined ? '' : `\n${indent}`}`),
  };
}

interface Holder {
  readonly node: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;
  /** Whether the method is called on the class itself. */
  readonly isStatic: (gap: Gap | undefined) => boolean;
}

function holderOf(source: ts.SourceFile, owner: string): Holder | undefined {
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) && statement.name?.text === owner) return ofClass(statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = initializer && bare(initializer);
      if (value === undefined || !ts.isIdentifier(name) || name.text !== owner) continue;
      if (ts.isClassExpression(value)) return ofClass(value);
      if (ts.isObjectLiteralExpression(value)) return { node: value, isStatic: () => false };
    }
  }
  return undefined;
}

function ofClass(node: ts.ClassLikeDeclaration): Holder {
  return { node, isStatic: (gap) => gap?.function?.onClass === true };
}

/** `(title: string, most: number): string` */
function signatureOf({ count }: MissingCall, gap: Gap | undefined, typed: boolean): string {
  const examples = gap?.examples ?? [];
  const columns = Math.max(examples[0]?.input.length ?? 0, gap?.parameters.length ?? count);
  const required = gap?.function?.required ?? columns;
  const rows = [...examples.map(({ input }) => input), ...(gap?.otherInputs ?? [])];
  const parameters = Array.from({ length: columns }, (_, at) => {
    const own = gap?.parameters[at] ?? (columns === 1 ? 'input' : `input${at + 1}`);
    if (!typed) return own;
    const type = typeOf(rows.flatMap((row) => (at < row.length ? [row[at] ?? null] : [])));
    return `${own}${at < required ? '' : '?'}: ${type}`;
  });
  return `(${parameters.join(', ')})${typed ? `: ${typeOf(examples.map(({ output }) => output))}` : ''}`;
}
