import type { Dependency, DependencyTarget } from '#protocol';
import { type AnalysedFile, compiled } from '../extract/analyse.ts';
import type { Resolver } from '../resolve/resolver.ts';
import { stemsOf, touches } from './stems.ts';

/** The files with an import that may lead elsewhere after other files came or went. */
export function* redirectable(
  files: Iterable<AnalysedFile>,
  moved: readonly string[],
  resolver: Resolver,
): Generator<AnalysedFile> {
  const stems = stemsOf(moved);
  const packagesToo = resolver.redirectsPackages;
  const mayMove = ({ specifier, target }: Dependency): boolean => {
    if (target.kind === 'unresolved') return true;
    if (specifier.startsWith('.')) return touches(specifier, stems);
    return target.kind === 'file' || (target.kind === 'package' && packagesToo);
  };
  for (const analysed of files) if (analysed.file.dependencies.some(mayMove)) yield analysed;
}

/** The same file with its imports resolved now; the same object where nothing moved. */
export function resolvedAgain(analysed: AnalysedFile, resolver: Resolver): AnalysedFile {
  const { file } = analysed;
  let moved = false;
  const dependencies = file.dependencies.map((known) => {
    const dependency = compiled(known, file.path, resolver);
    if (dependency !== known) moved = true;
    const target = resolver.resolve(file.path, dependency.specifier, dependency);
    if (sameTarget(target, dependency.target)) return dependency;
    moved = true;
    return { ...dependency, target };
  });
  return moved ? { ...analysed, file: { ...file, dependencies } } : analysed;
}

function sameTarget(a: DependencyTarget, b: DependencyTarget): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
