import { Project, ts } from 'ts-morph';
import { refuseBombs, refuseTooDeep, tooDeep } from './bombs.ts';
import type { Symbols } from './names.ts';

/** One source with what its names stand for. */
export interface Parsed {
  readonly source: string;
  readonly file: ts.SourceFile;
  readonly checker: Symbols;
  readonly program: ts.Program;
}

/** What capabilities are written in: ES modules on ECMAScript 2024, without a browser and without Node. */
const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  strict: true,
  sourceMap: true,
  removeComments: true,
  noEmitHelpers: false,
  importHelpers: false,
  // Types are left out, never evaluated: a short text can have one that takes all time and memory.
  noCheck: true,
  isolatedModules: true,
} as const;

const path = '/index.ts';
let project: Project | undefined;
let last: Parsed | undefined;

/**
 * Parses and binds a source as the file index.ts of an in-memory project; nothing is read from disk. The project is
 * kept, so that the names of the language are loaded once.
 *
 * @throws ToolwrightError `unparsable-program` where it is nested too deeply
 */
export function parse(source: string): Parsed {
  if (last?.source === source) return last;
  try {
    last = parsed(source);
    return last;
  } catch (error) {
    // It may have stopped half-way.
    project = undefined;
    throw error instanceof RangeError ? tooDeep('It') : error;
  }
}

/**
 * A file of the language's library, for other programs of this thread: reading all of it takes longer than anything that
 * is done with a capability.
 */
export function libraryFile(path: string): ts.SourceFile | undefined {
  if (last === undefined) parse('');
  return last?.program.getSourceFile(path);
}

function parsed(source: string): Parsed {
  project ??= new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { ...compilerOptions, lib: [...compilerOptions.lib], types: [] },
  });
  project.createSourceFile(path, source, { overwrite: true });
  const program = project.getProgram().compilerObject;
  const file = program.getSourceFile(path);
  if (file === undefined) throw new Error('The in-memory project has lost its file');
  refuseTooDeep(file);
  const checker = program.getTypeChecker();
  refuseBombs(file, checker);
  return { source, file, checker, program };
}
