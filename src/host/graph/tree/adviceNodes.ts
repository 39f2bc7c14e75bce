import * as l10n from '@vscode/l10n';
import { nameOf } from '#base';
import type { Advice, AdviceKind } from '#protocol';
import { code, plain } from '../../texts/markdown.ts';
import { joined, number } from '../../texts/quantities.ts';
import { remark, type TreeIcon, type TreeNode } from './treeNode.ts';

const icons: { readonly [K in AdviceKind]: TreeIcon } = {
  'type-only-import': { name: 'symbol-interface' },
  'past-barrel': { name: 'go-to-file' },
  'move-export': { name: 'move' },
  'cut-edge': { name: 'screen-cut' },
  'hidden-coupling': { name: 'eye-closed' },
  'unresolved-import': { name: 'warning', color: 'warning' },
};

/** Advice in the order it was given: what saves most comes first. */
export function adviceNodes(advice: readonly Advice[]): readonly TreeNode[] {
  if (advice.length === 0) return [remark('advice/none', l10n.t('Nothing to advise.'))];
  return advice.map(adviceNode);
}

function adviceNode(advice: Advice): TreeNode {
  const { id, title, detail, path, line, saves, edits } = advice;
  return {
    id: `advice/${id}`,
    label: title,
    description: joined([
      `${nameOf(path)}:${line}`,
      saves.filesInCycles !== undefined &&
        saves.filesInCycles > 0 &&
        l10n.t('{0} fewer in cycles', number(saves.filesInCycles)),
      saves.loads !== undefined && saves.loads > 0 && l10n.t('{0} fewer loads', number(saves.loads)),
    ]),
    tooltip: [`**${plain(title)}**`, plain(detail), l10n.t('{0}, line {1}', code(path), line)].join('\n\n'),
    icon: icons[advice.kind],
    is: edits === undefined ? ['file', 'place'] : ['file', 'place', 'applicable'],
    path,
    line,
    advice,
  };
}
