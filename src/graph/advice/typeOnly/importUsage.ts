import type { ts } from 'ts-morph';

type TypeScript = typeof ts;

/** How one file uses the names that it imports. */
export interface ImportUsage {
  /** Imported local names that are needed at run time. */
  readonly values: ReadonlySet<string>;
  /** Identifiers outside of import declarations, whatever they stand for. */
  readonly mentioned: ReadonlySet<string>;
}

/** Names that JSX may call without writing them, though they are written elsewhere in the file. */
const jsxNames = ['React', 'h', 'jsx', 'Fragment'];

/** Parses a TypeScript file for {@link importUsage}, without parent nodes. */
export function parseTypeScript(typescript: TypeScript, text: string, path: string): ts.SourceFile {
  return typescript.createSourceFile(path.endsWith('x') ? 'file.tsx' : 'file.ts', text, {
    languageVersion: typescript.ScriptTarget.ESNext,
    // Comments say nothing about what is needed at run time.
    jsDocParsingMode: typescript.JSDocParsingMode.ParseNone,
  });
}

/**
 * Tells which imported names a file needs at run time, by the word of the TypeScript compiler itself: the names that
 * are left in the imports after the file alone was compiled. Everything that hides behind syntax (JSX, decorator
 * metadata, type queries, heritage clauses, shadowed names, …) is judged as a build judges it.
 *
 * @param source of {@link parseTypeScript}; its nodes get parents
 * @returns undefined when the file does not parse
 */
export function importUsage(typescript: TypeScript, source: ts.SourceFile): ImportUsage | undefined {
  const left = importsLeft(typescript, source);
  if (left === undefined) return undefined;
  const values = new Set(left);
  const mentioned = new Set<string>();
  const namespaces = new Set<string>();
  let hasJsx = false;
  const visit = (node: ts.Node): void => {
    if (typescript.isImportDeclaration(node)) return;
    if (typescript.isIdentifier(node)) mentioned.add(node.text);
    // `import A = ns.A` and `export = a` may not refer to a type-only import, though compiling drops it.
    if (typescript.isImportEqualsDeclaration(node)) addRoot(typescript, node.moduleReference, values);
    if (typescript.isExportAssignment(node)) addRoot(typescript, node.expression, values);
    if (typescript.isQualifiedName(node)) addRoot(typescript, node, namespaces);
    if (typescript.isTypeQueryNode(node)) addRoot(typescript, node.exprName, namespaces);
    hasJsx ||= isJsx(typescript, node);
    typescript.forEachChild(node, visit);
  };
  visit(source);
  if (hasJsx) {
    // The factory can be configured, `JSX.create` for example: what seems to be unused, or is used as a namespace
    // of types, may be it.
    const unused = source.statements
      .flatMap((node) => boundNames(typescript, node))
      .filter((name) => !mentioned.has(name));
    for (const name of [...jsxNames, ...unused, ...namespaces]) values.add(name);
  }
  return { values, mentioned };
}

/**
 * The imported names that are left after the file alone was compiled, as `transpileModule` compiles it, but without
 * its text being written.
 */
function importsLeft(typescript: TypeScript, source: ts.SourceFile): string[] | undefined {
  const program = typescript.createProgram({
    rootNames: [source.fileName],
    options: {
      target: typescript.ScriptTarget.ESNext,
      module: typescript.ModuleKind.ESNext,
      jsx: typescript.JsxEmit.React,
      // Compilers of frameworks read the types of decorated classes even where TypeScript itself keeps none.
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      ...{ isolatedModules: true, noCheck: true, noLib: true, noResolve: true, types: [] },
      ...{ allowNonTsExtensions: true, suppressOutputPathCheck: true },
    },
    host: hostOf(source),
  });
  if (program.getSyntacticDiagnostics(source).length > 0) return undefined;
  let left: string[] = [];
  program.emit(source, () => {}, undefined, false, {
    after: [
      ({ factory }) =>
        (compiled) => {
          left = compiled.statements.flatMap((node) => boundNames(typescript, node));
          return factory.updateSourceFile(compiled, []);
        },
    ],
  });
  return left;
}

/** A world in which there is one file. */
function hostOf(source: ts.SourceFile): ts.CompilerHost {
  return {
    getSourceFile: (name) => (name === source.fileName ? source : undefined),
    fileExists: (name) => name === source.fileName,
    directoryExists: () => true,
    getDirectories: () => [],
    readFile: () => '',
    writeFile: () => {},
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => false,
    getNewLine: () => '\n',
  };
}

/** The local names that an import declaration binds; empty for anything else. */
export function boundNames(typescript: TypeScript, node: ts.Node): string[] {
  if (!typescript.isImportDeclaration(node) || node.importClause === undefined) return [];
  const { name, namedBindings } = node.importClause;
  const names = name === undefined ? [] : [name.text];
  if (namedBindings === undefined) return names;
  if (typescript.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.map((element) => element.name.text)];
}

function addRoot(typescript: TypeScript, reference: ts.Node, to: Set<string>): void {
  let node = reference;
  while (typescript.isQualifiedName(node)) node = node.left;
  if (typescript.isIdentifier(node)) to.add(node.text);
}

function isJsx(typescript: TypeScript, node: ts.Node): boolean {
  return typescript.isJsxOpeningLikeElement(node) || typescript.isJsxFragment(node);
}
