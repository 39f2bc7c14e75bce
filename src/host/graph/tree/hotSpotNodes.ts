import * as l10n from '@vscode/l10n';
import { folderOf, nameOf, type Outcome } from '#base';
import type { CoChange, HotSpot } from '#protocol';
import { code, plain } from '../../texts/markdown.ts';
import { commits, dependents, joined, number } from '../../texts/quantities.ts';
import { remark, type TreeNode } from './treeNode.ts';

const shownAtMost = 20;

/** The spots worth a look: a file that changed once is not hot, however many rely on it. */
export function hottest(spots: readonly HotSpot[]): readonly HotSpot[] {
  return spots.filter(({ commits: changes }) => changes > 1).slice(0, shownAtMost);
}

/** The files where change and dependence meet, hottest first; below each the files that change together with it. */
export function hotSpotNodes({ value, problems }: Outcome<readonly HotSpot[]>): readonly TreeNode[] {
  const spots = hottest(value);
  if (spots.length === 0) {
    return problems.length > 0
      ? problems.map(({ message, hint }, i) => remark(`hotSpots/problem/${i}`, message, hint && plain(hint)))
      : [remark('hotSpots/none', l10n.t('No file that others rely on has changed more than once.'))];
  }
  return spots.map(hotSpotNode);
}

function hotSpotNode(spot: HotSpot): TreeNode {
  const id = `hotSpots/${spot.path}`;
  return {
    id,
    label: nameOf(spot.path),
    description: joined([commits(spot.commits), dependents(spot.dependents), folderOf(spot.path)]),
    tooltip: [
      code(spot.path),
      l10n.t(
        'Heat {0} of 100: it changed in {1} ({2} lines), and {3} rely on it.',
        Math.round(spot.score),
        commits(spot.commits),
        number(spot.churn),
        dependents(spot.dependents),
      ),
    ].join('\n\n'),
    icon: { name: 'flame', ...(spot.score >= 66 ? { color: 'error' } : spot.score >= 33 ? { color: 'warning' } : {}) },
    is: ['file', 'place'],
    path: spot.path,
    ...(spot.coChanges.length === 0
      ? {}
      : { children: () => spot.coChanges.map((other) => coChangeNode(id, spot, other)) }),
  };
}

function coChangeNode(id: string, spot: HotSpot, other: CoChange): TreeNode {
  const share = Math.round(other.confidence * 100);
  return {
    id: `${id}/${other.path}`,
    label: nameOf(other.path),
    description: joined([
      l10n.t('changed together {0}×', other.together),
      `${share} %`,
      !other.linked && l10n.t('no import between them'),
    ]),
    tooltip: other.linked
      ? l10n.t('{0} and {1} change together and are linked by an import.', code(spot.path), code(other.path))
      : l10n.t(
          '{0} and {1} change together though no import links them: a hidden dependency.',
          code(spot.path),
          code(other.path),
        ),
    icon: other.linked ? { name: 'link' } : { name: 'eye-closed', color: 'warning' },
    is: ['file', 'place'],
    path: other.path,
  };
}
