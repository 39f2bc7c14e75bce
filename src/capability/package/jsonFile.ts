import {
  findNodeAtLocation,
  getNodePath,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';

/** A JSON file that was read, with the places of its parts. */
export interface JsonFile {
  readonly value: unknown;
  /** The 1-based line of a part, or of the nearest part around it that is there. @param pointer JSON pointer */
  lineOf(pointer: string): number;
  /** Keys that an object has more than once, as after a merge that kept both sides. Of these `value` has the last one. */
  repeats(): readonly RepeatedKey[];
}

export interface RepeatedKey {
  /** Where it is: keys and indices from the top, and the key itself last. */
  readonly path: Readonly<JSONPath>;
  /** The 1-based lines of all of them. */
  readonly lines: readonly number[];
}

/** What is wrong with the text of a JSON file. */
export interface JsonError {
  readonly reason: string;
  readonly line: number;
}

/** Reads strict JSON: no comments, no trailing commas. */
export function parseJsonFile(text: string): JsonFile | JsonError {
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  let value: unknown;
  try {
    tree = parseTree(text, errors, { disallowComments: true });
    if (errors.length === 0) value = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) return { reason: 'it is nested too deep', line: 1 };
    if (!(error instanceof SyntaxError)) throw error;
    return { reason: error.message, line: 1 };
  }
  const [first] = errors;
  if (first || !tree) {
    return {
      reason: first ? words(printParseErrorCode(first.error)) : 'it is empty',
      line: lineAt(text, first?.offset),
    };
  }
  const root = tree;
  return {
    value,
    lineOf: (pointer) => lineAt(text, nodeAt(root, pointer).offset),
    repeats: () =>
      repeatsIn(root).map(([first, ...others]) => ({
        path: getNodePath(first),
        lines: [first, ...others].map(({ offset }) => lineAt(text, offset)),
      })),
  };
}

type Names = readonly [Node, ...Node[]];

/** The nodes of the names that are alike in one object, in the order of the text. */
function repeatsIn(root: Node): readonly Names[] {
  const repeats: Names[] = [];
  const nodes = [root];
  for (const { type, children = [] } of nodes) {
    for (const child of children) nodes.push(child);
    if (type !== 'object') continue;
    const names = Map.groupBy(
      children.flatMap(({ children: [name] = [] }) => name ?? []),
      ({ value }) => value,
    );
    repeats.push(...[...names.values()].filter((alike): alike is [Node, Node] => alike.length > 1));
  }
  return repeats;
}

/** `CommaExpected` → `comma expected`. */
function words(code: string): string {
  return code.replaceAll(/(?<=.)([A-Z])/g, ' $1').toLowerCase();
}

function lineAt(text: string, offset = 0): number {
  return text.slice(0, offset).split('\n').length;
}

/** The property where there is one, so that the line is that of its name. */
function nodeAt(root: Node, pointer: string): Node {
  const path = pointer === '' ? [] : pointer.slice(1).split('/').map(unescaped);
  for (let length = path.length; length > 0; length--) {
    const found = walkTo(root, path.slice(0, length));
    if (found) return found.parent?.type === 'property' ? found.parent : found;
  }
  return root;
}

function walkTo(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const part of path) {
    node = node && findNodeAtLocation(node, [node.type === 'array' ? Number(part) : part]);
  }
  return node;
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
