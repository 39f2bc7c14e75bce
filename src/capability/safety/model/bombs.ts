import { ts } from 'ts-morph';
import { ToolwrightError } from '#base';
import { declarationOf, type Symbols, symbolOf } from './names.ts';
import { bare } from './tree.ts';

/** Levels of a syntax tree that every later step can go down, in a thread with a small stack too. */
const deepest = 600;

export function tooDeep(what: string): ToolwrightError {
  return new ToolwrightError('unparsable-program', `${what} is too deeply nested.`, {
    hint: 'Make the program simpler: less nesting, smaller expressions. Join many texts with `[…].join("")`.',
  });
}

/** @throws ToolwrightError `unparsable-program` */
export function refuseTooDeep(file: ts.SourceFile): void {
  let level: ts.Node[] = [file];
  for (let depth = 0; level.length > 0; depth++) {
    const first = level[0] as ts.Node;
    if (depth > deepest) {
      throw tooDeep(`Line ${file.getLineAndCharacterOfPosition(first.getStart(file)).line + 1}`);
    }
    const next: ts.Node[] = [];
    for (const node of level) {
      ts.forEachChild(node, (child) => {
        next.push(child);
      });
    }
    level = next;
  }
}

/** Nodes and characters that the values of enums are made of. */
const mostOfEnums = 100_000;

/**
 * The compiler computes what members of enums are: texts that double each time would have it make gigabytes.
 *
 * @throws ToolwrightError `unparsable-program`
 */
export function refuseBombs(file: ts.SourceFile, checker: Symbols): void {
  const known = new Map<ts.Node, number>();
  const look = (node: ts.Node): void => {
    if (ts.isEnumMember(node) && node.initializer && workOf(node.initializer) > mostOfEnums) {
      throw new ToolwrightError('unparsable-program', 'An enum has a member that is too large to compute.', {
        hint: 'Write the values of enums as they are.',
      });
    }
    ts.forEachChild(node, look);
  };
  look(file);

  function workOf(node: ts.Node): number {
    const before = known.get(node);
    if (before !== undefined) return before;
    known.set(node, 0);
    let work = 1;
    const waiting: ts.Node[] = [node];
    for (let at = waiting.pop(); at !== undefined && work <= mostOfEnums; at = waiting.pop()) {
      work += 1 + ('text' in at && typeof at.text === 'string' ? at.text.length : 0);
      const from = madeOf(at);
      if (from) work += workOf(from);
      ts.forEachChild(at, (child) => {
        waiting.push(child);
      });
    }
    known.set(node, work);
    return work;
  }

  /** What a name or a member of an enum is made of. */
  function madeOf(node: ts.Node): ts.Expression | undefined {
    let declaration: ts.Declaration | undefined;
    if (ts.isIdentifier(node)) {
      const plain = !ts.isPropertyAccessExpression(node.parent) || node.parent.expression === node;
      declaration = plain ? declarationOf(node, checker) : undefined;
    } else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const object = bare(node.expression);
      const key = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
      const symbol = ts.isIdentifier(object) ? symbolOf(object, checker) : undefined;
      const name = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
      declaration =
        name === undefined ? undefined : symbol?.exports?.get(ts.escapeLeadingUnderscores(name))?.valueDeclaration;
    }
    if (declaration === undefined) return undefined;
    return ts.isVariableDeclaration(declaration) || ts.isEnumMember(declaration) ? declaration.initializer : undefined;
  }
}
