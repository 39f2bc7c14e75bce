import { ts } from 'ts-morph';
import type { VerificationReport } from '#protocol';
import { libraryFile } from './model/program.ts';
import { sandboxTypes } from './sandboxTypes.ts';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  strict: true,
  noEmit: true,
  types: [],
};

const path = '/index.ts';
const library = '/node_modules/typescript/lib';
const sandbox = parsed('/sandbox.d.ts', sandboxTypes);

/**
 * Checks the types of a capability's source, strictly, against the ECMAScript library and what every sandbox
 * has: there is no DOM and no Node.js where it runs.
 */
export function typeProblems(source: string): VerificationReport['types'] {
  const file = parsed(path, source);
  const program = ts.createProgram({ rootNames: [path, sandbox.fileName], options, host: hostOf([file, sandbox]) });
  return ts.getPreEmitDiagnostics(program, file).map((diagnostic) => ({
    line: source.slice(0, diagnostic.start ?? 0).split('\n').length,
    message: wordsOf(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')),
    severity: isMinor(diagnostic, source) ? 'warning' : 'error',
  }));
}

function parsed(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.ES2024 }, true);
}

/** There is nothing but these files and the library: neither packages nor a disk. */
function hostOf(files: readonly ts.SourceFile[]): ts.CompilerHost {
  const named = (name: string) => files.find(({ fileName }) => fileName === name);
  return {
    getSourceFile: (name) => named(name) ?? libraryFile(name),
    fileExists: (name) => named(name) !== undefined,
    readFile: (name) => named(name)?.text,
    directoryExists: (name) => name === '/',
    getDefaultLibFileName: () => `${library}/lib.d.ts`,
    getDefaultLibLocation: () => library,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
  };
}

const notThere = 'There is no such thing where capabilities run.';

/** What TypeScript advises is no way here: installing types, or adding libraries to a configuration. */
function wordsOf(message: string): string {
  const [, otherLibrary] = /^File '.*\/lib\.(.+)\.d\.ts' not found\.$/.exec(message) ?? [];
  if (otherLibrary !== undefined) return `Cannot find the library '${otherLibrary}'. ${notThere}`;
  const [said = message, ...advice] = message.split(' Do you need to ');
  return advice.length === 0 ? said : `${said} ${notThere}`;
}

/** A package that is not here can only be imported for its types, which are erased; a missing annotation (7000 to 7099) is style. */
function isMinor({ code, start = 0 }: ts.Diagnostic, source: string): boolean {
  const atSpecifier = /["']/.test(source.charAt(start));
  return (atSpecifier && cannotFind.includes(code)) || (code >= 7000 && code < 7100);
}

/** A module; a module of Node.js, whose types could be installed. */
const cannotFind = [2307, 2591];
