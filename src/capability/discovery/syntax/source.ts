import { ts } from 'ts-morph';
import type { SourcePlace } from '#protocol';

/** Reads a text without running or checking it; what cannot be read is left out, as the compiler does. */
export function parseSource(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest }, true, scriptKindOf(path));
}

/** JavaScript may hold JSX whatever its extension; in TypeScript `<T>x` is a cast. */
function scriptKindOf(path: string): ts.ScriptKind {
  if (/\.[cm]?ts$/.test(path)) return ts.ScriptKind.TS;
  return path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.JSX;
}

/** Whether {@link parseSource} reads files of that name: declarations hold no code, and components are another language. */
export function isScript(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) && !/\.d\.(?:[^/.]+\.)?[cm]?ts$/.test(path);
}

export function placeOf(node: ts.Node, source: ts.SourceFile = node.getSourceFile()): SourcePlace {
  const start = node.getStart(source);
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  return { path: source.fileName, line: line + 1, column: character + 1, start, end: node.end };
}

/** The expression without what changes nothing at run time: parentheses, casts, `!`, `satisfies`. */
export function bare(node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}
