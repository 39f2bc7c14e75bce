import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';

/** A value within a JSON document. */
export interface JsonValue {
  readonly offset: number;
  readonly length: number;
  /** As JSON on one line. */
  readonly text: string;
}

/** The items of a document that is an array, else its one value; undefined where it has a mistake. Comments are allowed. */
export function jsonValuesOf(document: string): readonly JsonValue[] | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(document, errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) return undefined;
  const nodes = root.type === 'array' && (root.children ?? []).length > 0 ? (root.children ?? []) : [root];
  return nodes.map(jsonValue);
}

function jsonValue(node: Node): JsonValue {
  return { offset: node.offset, length: node.length, text: JSON.stringify(getNodeValue(node)) };
}

/**
 * A value as it is written into a document: on one line where it was on one, else indented as its surroundings.
 * @param before what it takes the place of
 * @param line the line that it begins on
 * @param unit one step of indentation
 */
export function writtenJson(text: string, before: string, line: string, unit: string): string {
  if (!before.includes('\n')) return text;
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return JSON.stringify(JSON.parse(text), undefined, unit).replaceAll('\n', `\n${indent}`);
}

/** Whether a text is JSON as a whole. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
