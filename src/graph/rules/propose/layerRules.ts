import type { IForbiddenRuleType } from 'dependency-cruiser';
import { testPaths } from '../config/defaultRules.ts';
import { escapeRegExp } from '../config/pattern.ts';
import type { FolderPair, Layers } from './layers.ts';

/** With more files than this that go against the order the rule only warns: a longer list would not be read. */
const mostExceptions = 5;

/** For each folder a rule that it must not depend on those above it, and one for each pair where it does today. */
export function layerRules(layers: Layers): IForbiddenRuleType[] {
  return layers.names.flatMap((name) => {
    const exceptions = layers.upwards.filter(({ from }) => from === name);
    const offended = new Set(exceptions.map(({ to }) => to));
    const kept = layers.names.filter((other) => layers.above.get(name)?.has(other) && !offended.has(other));
    return [
      ...(kept.length > 0 ? [downwardsRule(name, kept, layers)] : []),
      ...exceptions.map((pair) => exceptionRule(pair, layers)),
    ];
  });
}

function downwardsRule(name: string, above: readonly string[], layers: Layers): IForbiddenRuleType {
  return {
    name: `${ruleName(name)}-only-downwards`,
    severity: 'error',
    comment: `${listed(above)} ${above.length === 1 ? 'depends' : 'depend'} on ${name}, so ${name} must not depend on ${above.length === 1 ? 'it' : 'them'}.`,
    from: { path: pathOf([name], layers), pathNot: [...testPaths] },
    to: { path: pathOf(above, layers) },
  };
}

function exceptionRule({ from, to, edges }: FolderPair, layers: Layers): IForbiddenRuleType {
  const files = [...new Set(edges.map((edge) => edge.from))].sort();
  const few = files.length <= mostExceptions;
  const today = few
    ? `Exceptions that exist today: ${some(edges.map((edge) => `${edge.from} → ${edge.to}`))}.`
    : `${edges.length} dependencies do so today, so this only warns; make it an error when they are gone.`;
  return {
    name: `${ruleName(from)}-not-to-${ruleName(to)}`,
    severity: few ? 'error' : 'warn',
    comment: `${to} is above ${from}. ${today}`,
    from: {
      path: pathOf([from], layers),
      pathNot: [...testPaths, ...(few ? files.map((file) => `^${escapeRegExp(file)}$`) : [])],
    },
    to: { path: pathOf([to], layers) },
  };
}

function pathOf(names: readonly string[], { scope }: Layers): string {
  const folders = names.map(escapeRegExp);
  const one = folders.length === 1 ? folders[0] : `(${folders.join('|')})`;
  return `^${scope === '' ? '' : `${escapeRegExp(scope)}/`}${one}/`;
}

/** Folder names may hold anything; rule names are typed and read. */
function ruleName(folder: string): string {
  return (
    folder
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'folder'
  );
}

function some(items: readonly string[]): string {
  const more = items.length - mostExceptions;
  return more > 0 ? `${items.slice(0, mostExceptions).join(', ')} and ${more} more` : items.join(', ');
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
