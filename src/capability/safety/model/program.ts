import { Project, ts } from 'ts-morph';

/** One source with its types. */
export interface Parsed {
  readonly source: string;
  readonly file: ts.SourceFile;
  readonly checker: ts.TypeChecker;
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
} as const;

const path = '/index.ts';
let project: Project | undefined;
let last: Parsed | undefined;

/**
 * Parses and binds a source as the file index.ts of an in-memory project; nothing is read from disk. The project is
 * kept, so that the types of the language are loaded once.
 */
export function parse(source: string): Parsed {
  if (last?.source === source) return last;
  project ??= new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { ...compilerOptions, lib: [...compilerOptions.lib], types: [] },
  });
  project.createSourceFile(path, source, { overwrite: true });
  const program = project.getProgram().compilerObject;
  const file = program.getSourceFile(path);
  if (file === undefined) throw new Error('The in-memory project has lost its file');
  last = { source, file, checker: program.getTypeChecker(), program };
  return last;
}
