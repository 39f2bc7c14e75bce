import type { IForbiddenRuleType } from 'dependency-cruiser';
import type { WorkspacePackage } from '#protocol';
import type { GraphView } from '../../model/view.ts';
import { compileRules } from '../config/compileRules.ts';
import { defaultRules, testPaths } from '../config/defaultRules.ts';
import { evaluateRules } from '../evaluate/evaluateRules.ts';
import { toModules } from '../modules/toModules.ts';
import { layerRules } from './layerRules.ts';
import { findLayers, type Layers } from './layers.ts';
import { packageRules } from './packageRules.ts';
import { toSource } from './source.ts';

const tests = { name: 'tests', items: testPaths };
const noList = { name: '', items: [] };

/**
 * The text of a `.dependency-cruiser.mjs` made from what is there: the layers that the folders form, the borders of the
 * packages, and the default rules. On the present state of the code no rule of it is violated as an error: what
 * goes against a rule today is an exception of it, or the rule warns.
 */
export function proposeRules(view: GraphView, packages: readonly WorkspacePackage[]): string {
  const layers = findLayers(view);
  const rules = [...packageRules(view, packages), ...(layers ? layerRules(layers) : []), ...defaultRules.forbidden];
  const forbidden = softened(rules, view, packages);
  const body = forbidden.map((rule) => `    ${toSource(rule, tests, '    ')},\n`).join('');
  return `const ${tests.name} = ${toSource(tests.items, noList)};

${heading(layers)}
export default {
  forbidden: [
${body}  ],
  options: ${toSource(defaultRules.options, noList, '  ')},
};
`;
}

/** Turns errors that occur today into warnings. */
function softened(
  forbidden: readonly IForbiddenRuleType[],
  view: GraphView,
  packages: readonly WorkspacePackage[],
): IForbiddenRuleType[] {
  const { value: rules } = compileRules({ forbidden, options: defaultRules.options });
  const violated = new Set(
    evaluateRules(toModules(view, packages, rules), rules).violations.map(({ rule }) => rule.name),
  );
  return forbidden.map((rule) =>
    rule.severity === 'error' && violated.has(rule.name ?? '') ? { ...rule, severity: 'warn' } : rule,
  );
}

function heading(layers: Layers | undefined): string {
  const lines = [
    'The architecture of this workspace as rules, checked by Toolwright and by dependency-cruiser.',
    'Written from the dependencies that were there: change what is not meant to be so.',
    ...(layers ? ['', ...layerLines(layers)] : []),
    '',
    "@type {import('dependency-cruiser').IConfiguration}",
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`;
}

function layerLines({ scope, names, level, upwards }: Layers): string[] {
  const levels = [...Map.groupBy(names, (name) => level.get(name))].map(([, group]) => group.join(', '));
  const against = upwards.flatMap(({ edges }) => edges);
  return [
    `Layers of ${scope === '' ? 'the workspace' : scope}, lowest first; a folder may depend on those before it:`,
    ...levels.map((line, index) => `  ${index + 1}. ${line}`),
    ...(against.length === 0
      ? []
      : [`Against this order go ${against.length} of today's dependencies; they are exceptions below.`]),
  ];
}
