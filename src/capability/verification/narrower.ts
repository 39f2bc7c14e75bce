import { covers, permittedUrl } from '#capability/sandbox';
import type { NarrowerPermissions, Permissions, RunEffect } from '#protocol';

/** Kinds of files that a glob names; of more than that it names none. */
const mostEndings = 3;

/**
 * Narrower globs and hosts than a capability asks for, that hold all that the given runs touched. A proposal: runs show
 * what it does touch, never all that it will.
 *
 * @param runs effects of each run
 */
export function narrowerPermissions(
  permissions: Permissions,
  runs: readonly (readonly RunEffect[])[],
): NarrowerPermissions {
  const of = (touched: (effect: RunEffect) => readonly unknown[]) =>
    runs.map((effects) =>
      [...new Set(effects.filter(({ refused }) => refused === undefined).flatMap(touched))].map(String),
    );
  const globs = (name: 'workspace:read' | 'workspace:write', touched: readonly (readonly string[])[]) => {
    const proposed = globsFor(touched);
    return proposed.length > 0 && isNarrower(permissions[name] ?? [], proposed) ? { [name]: proposed } : {};
  };
  const hosts = new Set(of((effect) => hostsOf(effect, permissions)).flat());
  const wide = permissions.network?.some((host) => host.includes('*')) === true;
  return {
    ...globs('workspace:read', of(readOf)),
    ...globs('workspace:write', of(writtenOf)),
    ...(wide && hosts.size > 0 && hosts.size <= 5 ? { network: [...hosts].toSorted() } : {}),
  };
}

function readOf({ call, arguments: [path], result }: RunEffect): readonly unknown[] {
  if (call === 'workspace.read') return [path];
  return call === 'workspace.list' && Array.isArray(result) ? result : [];
}

function writtenOf({ call, arguments: [path, to] }: RunEffect): readonly unknown[] {
  if (call === 'workspace.write') return [path];
  return call === 'workspace.move' ? [path, to] : [];
}

function hostsOf({ call, arguments: [url] }: RunEffect, permissions: Permissions): readonly unknown[] {
  if (call !== 'network.fetch') return [];
  const permitted = permittedUrl(permissions, url);
  return 'url' in permitted ? [new URL(permitted.url).hostname] : [];
}

/** The same files in every run are named; others by the folder that holds them all, and their endings. */
function globsFor(touched: readonly (readonly string[])[]): readonly string[] {
  const runs = touched.filter((paths) => paths.length > 0);
  const paths = [...new Set(runs.flat())].map((path) => path.replace(/^\.\//, ''));
  if (paths.length === 0) return [];
  if (runs.length > 1 && paths.length <= mostEndings && runs.every((one) => one.length === paths.length))
    return paths.toSorted();
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const common = folders.reduce(sharedStart);
  const isFlat = folders.every(({ length }) => length === common.length);
  const endings = [...new Set(paths.map((path) => /\.[^./]+$/.exec(path)?.[0] ?? ''))].toSorted();
  const known = endings.length <= mostEndings && !endings.includes('') ? endings : [''];
  return known.map((ending) => [...common, ...(isFlat ? [] : ['**']), `*${ending}`].join('/'));
}

function sharedStart(one: readonly string[], other: readonly string[]): string[] {
  const parting = one.findIndex((name, at) => name !== other[at]);
  return one.slice(0, parting === -1 ? one.length : parting);
}

/** Whether one of a few paths around those that were touched is granted, and would be no more. */
function isNarrower(granted: readonly string[], proposed: readonly string[]): boolean {
  const around = proposed.flatMap((glob) => {
    const file = glob.replaceAll('**', 'deep').replaceAll('*', 'other');
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const ending = /\.[^./]+$/.exec(file)?.[0] ?? '';
    return [
      `${folder}other.other`,
      `${folder}deeper/other${ending}`,
      `other${ending}`,
      `elsewhere/other${ending}`,
      `elsewhere/other.other`,
    ];
  });
  return around.some((path) => covers(granted, path) && !covers(proposed, path));
}
