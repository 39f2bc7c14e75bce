import type { IForbiddenRuleType } from 'dependency-cruiser';
import { folderOf } from '#base';
import type { WorkspacePackage } from '#protocol';
import type { GraphView } from '../../model/view.ts';
import { testPaths } from '../config/defaultRules.ts';
import { escapeRegExp } from '../config/pattern.ts';

/** In a workspace of packages that use each other: a package uses another by its name, not by paths into it. */
export function packageRules(view: GraphView, packages: readonly WorkspacePackage[]): IForbiddenRuleType[] {
  const parents = [...new Set(connected(view, packages).map(folderOf))].sort();
  if (parents.length === 0) return [];
  const folders = parents.map((parent) => (parent === '' ? '' : `${escapeRegExp(parent)}/`));
  const anyPackage = `${folders.length === 1 ? folders[0] : `(?:${folders.join('|')})`}[^/]+/`;
  return [
    {
      name: 'packages-by-their-names',
      severity: 'error',
      comment:
        'What is inside of another package is its own business and may change any day: import the package by its ' +
        'name, and add what is missing to its exports.',
      from: { path: `^(${anyPackage})`, pathNot: [...testPaths] },
      to: { path: `^${anyPackage}`, pathNot: '^$1', dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
    },
  ];
}

/** Folders of the packages that use, or are used by, another package by its name. Fixtures of tests do not count. */
function connected(view: GraphView, packages: readonly WorkspacePackage[]): string[] {
  const folders = new Set(packages.map(({ path }) => path));
  const ownerOf = (path: string): string => {
    let folder = folderOf(path);
    while (folder !== '' && !folders.has(folder)) folder = folderOf(folder);
    return folder;
  };
  const found = new Set<string>();
  for (const file of view.files) {
    if (file.test) continue;
    for (const { target } of file.dependencies) {
      if (target.kind !== 'file' || target.alias !== 'workspace') continue;
      const ends = [ownerOf(file.path), ownerOf(target.path)];
      if (ends[0] !== ends[1]) for (const end of ends) found.add(end);
    }
  }
  found.delete('');
  return [...found];
}
