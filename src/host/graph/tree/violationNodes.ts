import * as l10n from '@vscode/l10n';
import { nameOf, type Severity } from '#base';
import type { RuleReport, Violation } from '#protocol';
import { code, plain } from '../../texts/markdown.ts';
import { joined, number, violations as violationCount } from '../../texts/quantities.ts';
import { remark, type TreeIcon, type TreeNode } from './treeNode.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** Rules that are violated, worst first; below each its violations, the known ones last and greyed. */
export function violationNodes(report: RuleReport): readonly TreeNode[] {
  const byRule = Map.groupBy(report.violations, (violation) => violation.rule);
  const rules = [...byRule].map(([rule, violations]) => ruleNode(rule, violations));
  const rank = (node: (typeof rules)[number]) => severities.indexOf(node.severity);
  rules.sort((a, b) => rank(a) - rank(b) || b.fresh - a.fresh || a.node.label.localeCompare(b.node.label));
  const nodes = rules.map(({ node }) => node);
  if (nodes.length === 0) nodes.push(remark('rules/none', l10n.t('No rule is violated.')));
  if (report.fixed.length > 0) nodes.push(fixedNode(report.fixed));
  nodes.push(sourceNode(report));
  return nodes;
}

/** How many violations call for somebody: those that are new and no mere hint. */
export function pressingViolations({ violations }: RuleReport): number {
  return violations.filter(({ known, severity }) => !known && severity !== 'info').length;
}

/** How many violations are not in the baseline. */
export function newViolations(report: RuleReport): number {
  return report.violations.filter((violation) => !violation.known).length;
}

function ruleNode(rule: string, violations: readonly Violation[]) {
  const fresh = violations.filter((violation) => !violation.known);
  const severity = severities.find((one) => violations.some((violation) => violation.severity === one)) ?? 'info';
  const known = violations.length - fresh.length;
  const node: TreeNode = {
    id: `rules/${rule}`,
    label: rule,
    description: joined([String(fresh.length), known > 0 && l10n.t('{0} known', number(known))]),
    tooltip: joined([`**${plain(rule)}**`, severity, violationCount(violations.length)]) + comment(violations[0]),
    icon: fresh.length === 0 ? { name: 'pass', color: 'muted' } : iconOf(severity),
    muted: fresh.length === 0,
    children: () => [...fresh, ...violations.filter((violation) => violation.known)].map(violationNode),
  };
  return { node, severity, fresh: fresh.length };
}

function violationNode(violation: Violation): TreeNode {
  const { from, to, via, known, line } = violation;
  const alone = from === to && via === undefined;
  return {
    id: `rules/${violation.rule}/${violation.id}`,
    label: alone ? nameOf(from) : `${nameOf(from)} → ${nameOf(to)}`,
    description: joined([line !== undefined && l10n.t('line {0}', line), known && l10n.t('known'), alone ? from : '']),
    tooltip:
      [
        alone ? code(from) : `${code(from)} → ${code(to)}`,
        ...(via === undefined ? [] : [l10n.t('By way of {0}', via.map(code).join(' → '))]),
        ...(known ? [l10n.t('It is in the baseline: known, and not counted.')] : []),
      ].join('\n\n') + comment(violation),
    icon: known ? { name: 'circle-outline', color: 'muted' } : iconOf(violation.severity),
    is: violation.type === 'folder' ? ['folder'] : ['file', 'place'],
    path: from,
    ...(line === undefined ? {} : { line }),
    muted: known,
    ...(via === undefined || via.length === 0
      ? {}
      : { children: () => via.map((path, i) => stepNode(`rules/${violation.rule}/${violation.id}/${i}`, path)) }),
  };
}

function stepNode(id: string, path: string): TreeNode {
  return {
    id,
    label: nameOf(path),
    description: path,
    icon: { name: 'arrow-small-right' },
    is: ['file', 'place'],
    path,
  };
}

function fixedNode(fixed: readonly string[]): TreeNode {
  return {
    id: 'rules/fixed',
    label: l10n.t('No longer violated: {0} of the baseline', number(fixed.length)),
    tooltip: l10n.t('Update the baseline to take them out, so that they cannot come back unseen.'),
    icon: { name: 'pass' },
    is: ['rules'],
  };
}

/** Whose rules these are. A file that could not be read is told by the problems above: here it is that it does not count. */
function sourceNode({ configuration, evaluated }: RuleReport): TreeNode {
  if (configuration === undefined) {
    return remark(
      'rules/source',
      l10n.t('The default rules apply'),
      l10n.t('There is no dependency-cruiser configuration. **Toolwright: Create Architecture Rules** writes one.'),
    );
  }
  if (evaluated === 'defaults') {
    return {
      ...remark(
        'rules/source',
        l10n.t('The default rules apply'),
        l10n.t('{0} is there but was not read, so its rules were not checked.', code(configuration)),
      ),
      description: l10n.t('{0} was not read', configuration),
      icon: { name: 'warning', color: 'warning' },
      is: ['place'],
      path: configuration,
    };
  }
  return {
    id: 'rules/source',
    label: l10n.t('Rules'),
    description: configuration,
    icon: { name: 'law' },
    is: ['place', 'rules'],
    path: configuration,
  };
}

function iconOf(severity: Severity): TreeIcon {
  return { name: severity, color: severity };
}

function comment(violation: Violation | undefined): string {
  return violation?.comment === undefined ? '' : `\n\n${plain(violation.comment)}`;
}
