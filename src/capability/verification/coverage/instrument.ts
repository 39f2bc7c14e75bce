import { createHash } from 'node:crypto';
import { ts } from 'ts-morph';
import type { Program } from '#protocol';
import type { Branch } from './coverage.ts';

/** A source that notes, in a list of its own, which of its branches it goes through. */
export interface Instrumented {
  readonly source: string;
  readonly branches: readonly Branch[];
  /** The name of the list. */
  readonly list: string;
}

/**
 * Has each branch of a source note that it was gone through: bodies of functions, both ways of conditions, turns of loops,
 * cases, handlers, and right sides of `&&`, `||` and `??`. What the code does stays the same.
 */
export function instrument(source: string): Instrumented {
  const file = ts.createSourceFile('index.ts', source, ts.ScriptTarget.Latest, true);
  let list = 'gone';
  while (source.includes(list)) list += '_';
  const branches: Branch[] = [];
  const insertions: Insertion[] = [];

  const mark = (node: ts.Node, what: string): string => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    return `${list}[${branches.push({ line, what }) - 1}] = 1`;
  };
  const around = (node: ts.Node, before: string, after: string) => {
    const closes = node.parent.getStart(file);
    insertions.push({ at: node.getStart(file), text: before }, { at: node.end, text: after, closes });
  };
  const expression = (node: ts.Expression, what: string) => around(node, `(${mark(node, what)}, `, ')');
  const statement = (node: ts.Statement, what: string) => {
    if (ts.isBlock(node)) insertions.push({ at: node.getStart(file) + 1, text: ` ${mark(node, what)};` });
    else around(node, `{ ${mark(node, what)}; `, ' }');
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIfStatement(node)) {
      statement(node.thenStatement, 'the condition is true');
      if (node.elseStatement) statement(node.elseStatement, 'the condition is false');
      else {
        const text = ` else { ${mark(node, 'the condition is false')}; }`;
        insertions.push({ at: node.end, text, closes: node.getStart(file) });
      }
    } else if (ts.isConditionalExpression(node)) {
      expression(node.whenTrue, 'the condition is true');
      expression(node.whenFalse, 'the condition is false');
    } else if (ts.isBinaryExpression(node) && branching.has(node.operatorToken.kind)) {
      expression(node.right, `the right side of ${node.operatorToken.getText(file)}`);
    } else if (ts.isIterationStatement(node, false)) {
      statement(node.statement, 'a turn of the loop');
    } else if (ts.isCaseOrDefaultClause(node)) {
      const colon = node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.ColonToken);
      if (colon) insertions.push({ at: colon.end, text: ` ${mark(node, 'the case')};` });
    } else if (ts.isCatchClause(node)) {
      statement(node.block, 'the error is caught');
    } else if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const body = node.body as ts.ConciseBody;
      if (ts.isBlock(body)) statement(body, 'the function is called');
      else expression(body, 'the function is called');
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return { source: `const ${list}: number[] = []; ${inserted(source, insertions)}`, branches, list };
}

const branching: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Where what it ends has begun; absent for beginnings. */
  readonly closes?: number;
}

/** At the same place, ends come first, the inner before the outer; beginnings keep their order. */
function inserted(source: string, insertions: readonly Insertion[]): string {
  const sorted = insertions.toSorted((a, b) => a.at - b.at || (b.closes ?? -1) - (a.closes ?? -1));
  let [made, from] = ['', 0];
  for (const { at, text } of sorted) {
    made += source.slice(from, at) + text;
    from = at;
  }
  return made + source.slice(from);
}

/** The last line of what `prepare` makes. */
const exported = /export \{ (\S+) as run \};\s*$/;

/**
 * A program that was made of an instrumented source, changed so that it answers the list in place of its own answer.
 * Undefined where it is not as `prepare` makes it.
 */
export function tellingWhereItWent(program: Program, { list }: Instrumented): Program | undefined {
  const [ending, run] = exported.exec(program.code) ?? [];
  if (ending === undefined) return undefined;
  const code = `${program.code.slice(0, -ending.length)}
async function ${list}Told(input, context) { try { await ${run}(input, context); } catch {} return [...${list}]; }
export { ${list}Told as run };\n`;
  return { code, map: program.map, hash: createHash('sha256').update(code).digest('hex') };
}
