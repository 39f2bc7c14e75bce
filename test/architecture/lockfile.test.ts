import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/process.ts';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, Locked>> = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
).packages;

/** The entry that a package at `path` finds by name: in its own node_modules, or in one further up. */
function found(path: string, name: string): Locked | undefined {
  const here = packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`];
  if (here !== undefined || path === '') return here;
  return found(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

// Where a registry does not serve a package that is for another platform, npm leaves it out of the lockfile in silence,
// and from then on `npm ci` fails everywhere.
test('the lockfile names the packages of every platform', () => {
  const exact = /^\d+\.\d+\.\d+\S*$/;
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => exact.test(version) && found(path, name)?.version !== version)
      .map(([name, version]) => `${name} ${version} of ${path}`),
  );
  expect(missing).toEqual([]);
});
