import { extname } from 'node:path/posix';
import type { Problem } from '#base';
import type { GraphFile } from '#protocol';
import { contentHash, type FileStamp, readStamped, readText, systemReason } from '#workspace';
import type { Resolver } from '../resolve/resolver.ts';
import { type ExtractedModule, extractModule, type Reference } from './extract.ts';
import { isTestFile } from './language.ts';

/** A file as it was read: what the graph keeps, and what tells whether it has to be read again. */
export interface AnalysedFile {
  readonly file: GraphFile;
  readonly stamp: FileStamp;
  /** Of content and language: two files with the same one have the same module. Empty where it is not known. */
  readonly hash: string;
}

/** A file whose content is known already under this hash, so that it need not be parsed. */
export interface KnownContent {
  readonly path: string;
  readonly stamp: FileStamp;
  readonly hash: string;
  readonly file?: never;
}

/**
 * Reads one file and finds out where its imports lead.
 * Undefined when the file is gone; one that can't be read is in the graph with a problem and without edges.
 * @param known hashes of contents that the caller has the modules of; undefined where nothing is to be remembered, so
 *   that neither stamp nor hash is needed
 */
export function analyseFile(
  root: string,
  path: string,
  resolver: Resolver,
  known: ReadonlySet<string> | undefined,
): AnalysedFile | KnownContent | undefined {
  let text: string;
  let stamp: FileStamp;
  try {
    if (known) ({ text, stamp } = readStamped(`${root}/${path}`));
    else {
      text = readText(`${root}/${path}`);
      stamp = { size: Buffer.byteLength(text), modified: 0 };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { file: unreadableFile(path, error), stamp: { size: -1, modified: 0 }, hash: '' };
  }
  const hash = known ? contentHash(text) + extname(path) : '';
  if (known?.has(hash)) return { path, stamp, hash };
  return { file: toGraphFile(path, stamp.size, extractModule(path, text), resolver), stamp, hash };
}

/** Joins what a file says with where it leads. */
export function toGraphFile(path: string, bytes: number, module: ExtractedModule, resolver: Resolver): GraphFile {
  return {
    path,
    bytes,
    lines: module.lines,
    test: isTestFile(path),
    exports: module.exports,
    dependencies: module.references.map((written) => {
      const reference = compiled(written, path, resolver);
      return { ...reference, target: resolver.resolve(path, reference.specifier, reference) };
    }),
    problems: module.problems.map((problem) => ({ ...problem, path })),
  };
}

/** A reference as the compiler of its file leaves it; the same object where that is known already. */
export function compiled<T extends Reference>(
  reference: T,
  path: string,
  resolver: Pick<Resolver, 'elidesImports'>,
): T {
  const { inlineTypes, names } = reference;
  if (!inlineTypes && !names.some(({ elidable }) => elidable)) return reference;
  const elides = resolver.elidesImports(path);
  const known = inlineTypes ? reference.typeOnly : names.find(({ elidable }) => elidable)?.typeOnly;
  if (known === elides) return reference;
  const left = names.map((name) => (name.elidable ? { ...name, typeOnly: elides } : name));
  return { ...reference, names: left, typeOnly: left.every(({ typeOnly }) => typeOnly) && (elides || !inlineTypes) };
}

/** What a file says, out of what the graph knows of it. */
export function moduleOf({ lines, exports, dependencies, problems }: GraphFile): ExtractedModule {
  return { lines, exports, references: dependencies, problems };
}

function unreadableFile(path: string, error: unknown): GraphFile {
  const problem: Problem = {
    code: 'unreadable-file',
    severity: 'warning',
    message: `The file could not be read: ${systemReason(error)}.`,
    hint: 'Its imports are missing from the graph. Check its permissions, or exclude it.',
    path,
  };
  return { path, bytes: 0, lines: 0, test: isTestFile(path), exports: [], dependencies: [], problems: [problem] };
}
