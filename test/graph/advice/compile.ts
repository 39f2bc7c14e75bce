import ts from 'typescript';

const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Type-checks files that exist in memory alone, strictly and with `verbatimModuleSyntax`: what is imported as a value
 * stays at run time, so an import that should not be type-only is an error.
 *
 * @param files texts by path, which starts with `/`
 * @returns the compiler's messages, as `path:line message`
 */
export function compile(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): string[] {
  const host = ts.createCompilerHost({});
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, languageVersion) => {
    const text = files[name];
    if (text !== undefined) return ts.createSourceFile(name, text, languageVersion);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, languageVersion));
    return parsed.get(name);
  };
  host.fileExists = (name) => name in files || fileExists(name);
  host.readFile = (name) => files[name] ?? readFile(name);
  host.directoryExists = () => true;
  host.getCurrentDirectory = () => '/';
  const program = ts.createProgram({
    rootNames: Object.keys(files),
    host,
    options: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      noEmit: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      experimentalDecorators: true,
      jsx: ts.JsxEmit.Preserve,
      types: [],
      lib: ['lib.es2022.d.ts'],
      skipLibCheck: true,
      ...options,
    },
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const place = diagnostic.file && ts.getLineAndCharacterOfPosition(diagnostic.file, diagnostic.start ?? 0);
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    return `${diagnostic.file?.fileName}:${(place?.line ?? -1) + 1} ${message}`;
  });
}
