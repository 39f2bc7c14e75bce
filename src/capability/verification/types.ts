import { type Diagnostic, Project, ts } from 'ts-morph';
import type { VerificationReport } from '#protocol';
import { sandboxTypes } from './sandboxTypes.ts';

/** One project for all: reading TypeScript's library takes longer than checking a capability. */
let project: Project | undefined;

/**
 * Checks the types of a capability's source, strictly, against the ECMAScript library and what every sandbox
 * has: there is no DOM and no Node.js where it runs.
 */
export function typeProblems(source: string): VerificationReport['types'] {
  project ??= newProject();
  const file = project.createSourceFile('index.ts', source, { overwrite: true });
  return file.getPreEmitDiagnostics().map((diagnostic) => ({
    line: diagnostic.getLineNumber() ?? 1,
    message: wordsOf(ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, ' ')),
    severity: isMinor(diagnostic, source) ? 'warning' : 'error',
  }));
}

function newProject(): Project {
  const made = new Project({
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
  made.createSourceFile('sandbox.d.ts', sandboxTypes);
  return made;
}

/** What TypeScript advises is no way here: installing types, or adding libraries to a configuration. */
function wordsOf(message: string): string {
  const [said = message, ...advice] = message.split(' Do you need to ');
  return advice.length === 0 ? said : `${said} There is no such thing where capabilities run.`;
}

/** A package that is not here can only be imported for its types, which are erased; a missing annotation (7000 to 7099) is style. */
function isMinor(diagnostic: Diagnostic, source: string): boolean {
  const code = diagnostic.getCode();
  const atSpecifier = /["']/.test(source.charAt(diagnostic.getStart() ?? 0));
  return (atSpecifier && cannotFind.includes(code)) || (code >= 7000 && code < 7100);
}

/** A module; a module of Node.js, whose types could be installed. */
const cannotFind = [2307, 2591];
