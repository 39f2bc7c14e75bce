import { parseSync } from 'oxc-parser';
import { ts } from 'ts-morph';

/** A place in a module that no engine loads, and why. */
export interface EarlyError {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/**
 * What parses and still is no module: names that are declared twice, a `break` out of nothing, a regular expression that
 * is none. TypeScript tells of it when it checks types, which is not done here; an engine refuses to load it.
 */
export function* earlyErrors(file: ts.SourceFile, nodes: readonly ts.Node[]): Generator<EarlyError> {
  const { errors } = parseSync('index.ts', file.text, {
    lang: 'ts',
    sourceType: 'module',
    // It is in what the parser takes, and not yet in its types.
    ...{ showSemanticErrors: true },
  });
  for (const { message, labels, severity } of errors) {
    const [at] = labels;
    if (severity === 'Error') yield { start: at?.start ?? 0, end: at?.end ?? 1, message: message.replace(/\.$/, '') };
  }
  for (const node of nodes) {
    if (ts.isRegularExpressionLiteral(node)) yield* badPattern(node, file);
    else if (holdsOneOfEach(node)) yield* functionsDeclaredTwice(node, file);
  }
}

function* badPattern(node: ts.RegularExpressionLiteral, file: ts.SourceFile): Generator<EarlyError> {
  const end = node.text.lastIndexOf('/');
  try {
    new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
  } catch {
    yield { start: node.getStart(file), end: node.getEnd(), message: 'This is no regular expression' };
  }
}

type Scope = ts.SourceFile | ts.Block;

/** Modules and blocks; in the body of a function, the last of several functions of a name counts. */
function holdsOneOfEach(node: ts.Node): node is Scope {
  return ts.isSourceFile(node) || (ts.isBlock(node) && !ts.isFunctionLike(node.parent));
}

function* functionsDeclaredTwice({ statements }: Scope, file: ts.SourceFile): Generator<EarlyError> {
  const known = new Set<string>();
  for (const statement of statements) {
    // Overloads have no body.
    if (!ts.isFunctionDeclaration(statement) || !statement.body || !statement.name) continue;
    const { name } = statement;
    if (known.has(name.text)) {
      const message = `The function ${name.text} is declared twice`;
      yield { start: name.getStart(file), end: name.getEnd(), message };
    }
    known.add(name.text);
  }
}
