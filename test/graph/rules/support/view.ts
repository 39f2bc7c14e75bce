import type { Dependency, DependencyTarget, GraphFile } from '#protocol';
import { isTestFile } from '../../../../src/graph/extract/language.ts';
import { GraphView } from '../../../../src/graph/model/view.ts';

export type Link = Partial<Dependency> & { readonly to: string | DependencyTarget };

/** A view of files and what they depend on: a path, or a link with more details. */
export function viewOf(files: Readonly<Record<string, readonly (string | Link)[]>>): GraphView {
  return GraphView.of(Object.entries(files).map(([path, links]) => fileOf(path, links)));
}

function fileOf(path: string, links: readonly (string | Link)[]): GraphFile {
  return {
    path,
    bytes: 100,
    lines: 10,
    test: isTestFile(path),
    exports: [],
    dependencies: links.map((link, index) => dependencyOf(typeof link === 'string' ? { to: link } : link, index)),
    problems: [],
  };
}

function dependencyOf({ to, ...rest }: Link, index: number): Dependency {
  const target: DependencyTarget = typeof to === 'string' ? { kind: 'file', path: to } : to;
  return {
    specifier: target.kind === 'file' ? `./${target.path}` : target.kind === 'unresolved' ? './missing' : target.name,
    syntax: 'import',
    typeOnly: false,
    names: [{ imported: 'a', as: 'a', typeOnly: false }],
    start: index * 100,
    end: index * 100 + 10,
    line: index + 1,
    target,
    ...rest,
  };
}
