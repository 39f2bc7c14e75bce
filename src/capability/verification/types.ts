import { type Diagnostic, Project, ts } from 'ts-morph';
import type { VerificationReport } from '#protocol';

/** One project for all: reading TypeScript's library takes longer than checking a capability. */
let project: Project | undefined;

/**
 * Checks the types of a capability's source, strictly, against the ECMAScript library alone: there is no DOM and no
 * Node.js where it runs.
 */
export function typeProblems(source: string): VerificationReport['types'] {
  project ??= new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      lib: ['lib.es2024.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      strict: true,
      noEmit: true,
      types: [],
    },
  });
  const file = project.createSourceFile('index.ts', source, { overwrite: true });
  return file.getPreEmitDiagnostics().map((diagnostic) => ({
    line: diagnostic.getLineNumber() ?? 1,
    message: ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, ' '),
    severity: isMinor(diagnostic, source) ? 'warning' : 'error',
  }));
}

/** A package that is not here can only be imported for its types, which are erased; a missing annotation (7000 to 7099) is style. */
function isMinor(diagnostic: Diagnostic, source: string): boolean {
  const code = diagnostic.getCode();
  const atSpecifier = /["']/.test(source.charAt(diagnostic.getStart() ?? 0));
  return (atSpecifier && cannotFind.includes(code)) || (code >= 7000 && code < 7100);
}

/** A module; a module of Node.js, whose types could be installed. */
const cannotFind = [2307, 2591];
