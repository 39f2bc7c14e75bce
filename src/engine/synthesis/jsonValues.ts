import { getNodeValue, type Node, type ParseError, parseTree, visit } from 'jsonc-parser';

/** What would get lost if a value were written anew: comments, digits of a number, one of two properties of a name. */
export type Loss = 'comments' | 'numbers' | 'names';

/** A value within a JSON document. */
export interface JsonValue {
  readonly offset: number;
  readonly length: number;
  /** As JSON on one line. */
  readonly text: string;
  /** Absent where it can be written anew. */
  readonly loss?: Loss;
}

/**
 * The items of a document that is an array, else its one value; undefined where it has a mistake. Comments are allowed.
 * @param asOne an array is one value as well
 */
export function jsonValuesOf(document: string, asOne = false): readonly JsonValue[] | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(document, errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) return undefined;
  const items = root.type === 'array' && !asOne ? (root.children ?? []) : [];
  const losses = lossesOf(document);
  let next = 0;
  return (items.length > 0 ? items : [root]).map((node) => {
    while ((losses[next]?.offset ?? Number.POSITIVE_INFINITY) < node.offset) next++;
    const first = losses[next];
    return jsonValue(node, first !== undefined && first.offset < node.offset + node.length ? first.loss : undefined);
  });
}

function jsonValue(node: Node, loss: Loss | undefined): JsonValue {
  const { offset, length } = node;
  return { offset, length, text: JSON.stringify(getNodeValue(node)), ...(loss && { loss }) };
}

/** In the order of the document. */
function lossesOf(document: string): readonly { readonly offset: number; readonly loss: Loss }[] {
  const losses: { offset: number; loss: Loss }[] = [];
  const names: Set<string>[] = [];
  visit(
    document,
    {
      onComment: (offset) => losses.push({ offset, loss: 'comments' }),
      onObjectBegin: () => void names.push(new Set()),
      onObjectEnd: () => void names.pop(),
      onObjectProperty: (name, offset) => {
        const known = names.at(-1);
        // The one name that no object written by hand can have.
        if (known?.has(name) || name === '__proto__') losses.push({ offset, loss: 'names' });
        known?.add(name);
      },
      onLiteralValue: (value: unknown, offset, length) => {
        if (typeof value === 'number' && !isExact(document.slice(offset, offset + length), value)) {
          losses.push({ offset, loss: 'numbers' });
        }
      },
    },
    { allowTrailingComma: true },
  );
  return losses;
}

/** Whether a number is still the same when it is written anew: 15 digits always are (IEEE 754). */
function isExact(literal: string, value: number): boolean {
  const digits = literal
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return Number.isFinite(value) && (digits.length <= 15 || String(value) === literal);
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
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  return JSON.stringify(JSON.parse(text), undefined, unit).replaceAll('\n', `${end}${indent}`);
}

/** One step of indentation, as a document has it. */
export function indentationOf(document: string): string {
  return /^(?:\t| +)/m.exec(document)?.[0] ?? '  ';
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
