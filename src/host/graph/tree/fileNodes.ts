import * as l10n from '@vscode/l10n';
import { folderOf, nameOf } from '#base';
import { type Dependency, dependencyKind, type FileInsight, type GraphFile, type ImpactReport } from '#protocol';
import { kindLabel } from '../../texts/kinds.ts';
import { code } from '../../texts/markdown.ts';
import { joined } from '../../texts/quantities.ts';
import type { TreeNode } from './treeNode.ts';

/** What the rows below a file are made of. */
export interface FileDetails {
  readonly file: () => Promise<GraphFile>;
  readonly insight: () => Promise<FileInsight | undefined>;
  readonly impact: () => Promise<ImpactReport>;
}

/** The rows below a file: what it depends on, and who uses it. */
export async function fileChildren(id: string, details: FileDetails): Promise<readonly TreeNode[]> {
  const [file, insight] = await Promise.all([details.file(), details.insight()]);
  return [
    {
      id: `${id}/dependencies`,
      label: l10n.t('Depends on'),
      description: String(new Set(file.dependencies.map(targetName)).size),
      icon: { name: 'arrow-right' },
      ...(file.dependencies.length === 0
        ? {}
        : {
            children: () =>
              file.dependencies.map((dependency, i) =>
                dependencyNode(`${id}/dependencies/${i}`, file.path, dependency),
              ),
          }),
    },
    {
      id: `${id}/users`,
      label: l10n.t('Used by'),
      description: String(insight?.directDependents ?? 0),
      icon: { name: 'arrow-left' },
      ...(insight === undefined || insight.directDependents === 0
        ? {}
        : { children: async () => usersOf(`${id}/users`, await details.impact()) }),
    },
  ];
}

function dependencyNode(id: string, path: string, dependency: Dependency): TreeNode {
  const { target, line, specifier } = dependency;
  const inside = target.kind === 'file';
  return {
    id,
    label: inside ? nameOf(target.path) : targetName(dependency),
    description: joined([inside && folderOf(target.path), kindLabel(dependencyKind(dependency))]),
    tooltip: l10n.t('{0} in line {1} of {2}', code(specifier), line, code(path)),
    icon:
      target.kind === 'unresolved'
        ? { name: 'warning', color: 'warning' }
        : { name: inside ? 'file' : target.kind === 'package' ? 'package' : 'symbol-module' },
    is: ['place'],
    path,
    line,
  };
}

function usersOf(id: string, impact: ImpactReport): readonly TreeNode[] {
  return [...impact.files, ...impact.tests]
    .filter((user) => user.distance === 1)
    .map((user) => ({
      id: `${id}/${user.path}`,
      label: nameOf(user.path),
      description: joined([folderOf(user.path), user.typeOnly && kindLabel('type-only')]),
      tooltip: l10n.t('{0}, line {1}', code(user.path), user.line),
      icon: { name: 'file' },
      is: ['file', 'place'],
      path: user.path,
      line: user.line,
    }));
}

function targetName({ target, specifier }: Dependency): string {
  switch (target.kind) {
    case 'file':
      return target.path;
    case 'package':
    case 'builtin':
      return target.name;
    case 'unresolved':
      return specifier;
  }
}
