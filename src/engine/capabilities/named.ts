import compare from 'semver/functions/compare.js';
import { ToolwrightError } from '#base';
import { versionInUse } from '#capability/rollout';
import { type Capability, type KeptVersion, namedVersion, versionName } from '#protocol';
import type { Rollouts } from '../rollout/rollouts.ts';
import { capabilityIn, type Packages } from './packages.ts';

/**
 * What is in the folder of a capability, or what is kept as one of its versions.
 * @param name `NAME`, or `NAME@VERSION`
 * @throws ToolwrightError `no-such-capability`, and `broken-capability` for one that cannot be read
 */
export function capabilityBy(name: string, packages: Packages, { versions }: Rollouts): Capability {
  const asked = namedVersion(name);
  if (asked === undefined) return packages.capability(name);
  const entry = versions.entry(asked.capability, asked.version);
  if (entry !== undefined) return capabilityIn(entry, name);
  const kept = versions.list().filter((version) => version.name === asked.capability);
  throw new ToolwrightError('no-such-capability', `No version ${asked.version} of ${asked.capability} is kept.`, {
    hint:
      kept.length === 0
        ? 'A version is kept in .toolwright/versions from when its rollout is started.'
        : `These are: ${kept.map(({ version }) => versionName(asked.capability, version)).join(', ')}.`,
  });
}

/** Every version that is kept: of each capability the one in use first, then the latest ones. */
export function keptVersions(rollouts: Rollouts): readonly KeptVersion[] {
  return rollouts.versions
    .list()
    .map(({ name, version, manifest, examples }) => ({
      ...{ name: versionName(name, version), capability: name, version, title: manifest.title },
      examples: examples.length,
      isInUse: versionInUse(rollouts.get(name)) === version,
    }))
    .sort(
      (a, b) =>
        a.capability.localeCompare(b.capability, 'en') ||
        Number(b.isInUse) - Number(a.isInUse) ||
        compare(b.version, a.version),
    );
}
