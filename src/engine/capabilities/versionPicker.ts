import { isOpen } from '#capability/rollout';
import type { RolloutMark } from '#journal';
import type { Capability, CapabilityRequest, RegistryEntry } from '#protocol';
import type { Rollouts } from '../rollout/rollouts.ts';
import type { Packages } from './packages.ts';

/** A version that may answer a request. */
export interface Picked {
  /** `NAME` in its folder, `NAME` at a version among those that are kept. */
  readonly entry: RegistryEntry;
  readonly capability: Capability;
  /** Where it was picked by a rollout that goes on. */
  readonly mark?: RolloutMark;
  /** What steps in where it fails. */
  readonly fallback?: Picked;
}

/** Which version of a capability a user gets: what the flag says, and what is in the folder where there is no flag. */
export class VersionPicker {
  readonly #packages: Packages;
  readonly #rollouts: Rollouts;

  constructor(packages: Packages, rollouts: Rollouts) {
    this.#packages = packages;
    this.#rollouts = rollouts;
  }

  /** Of every capability that this user can get. */
  all(user: CapabilityRequest['user']): readonly Picked[] {
    const { routers } = this.#rollouts.flags.inForce();
    const names = new Set([...this.#packages.list().map(({ name }) => name), ...routers.keys()]);
    return [...names].flatMap((name) => this.pick(name, user) ?? []);
  }

  /** Versions that are being rolled out, and have not reached this user, who gets no other of that capability. */
  withheld(user: CapabilityRequest['user']): readonly Picked[] {
    return [...this.#rollouts.flags.inForce().rollouts].flatMap(([name, rollout]) =>
      isOpen(rollout) && this.pick(name, user) === undefined ? (this.#version(name, rollout.candidate) ?? []) : [],
    );
  }

  /** Nothing where this user gets none: a first version that was not brought to everybody, or a package that is broken. */
  pick(name: string, { id, groups }: CapabilityRequest['user']): Picked | undefined {
    const { rollouts, routers, others } = this.#rollouts.flags.inForce();
    const route = routers.get(name)?.route({ targetingKey: id, ...(groups === undefined ? {} : { groups }) });
    if (route === undefined) return pickedFrom(this.#packages.find(name));
    const rollout = rollouts.get(name);
    const goesOn = rollout !== undefined && isOpen(rollout);
    const mark = (variant: RolloutMark['variant']) =>
      goesOn && variant ? { mark: { id: rollout.id, stage: rollout.stage, variant } } : {};
    const stable = rollout?.state === 'finished' ? undefined : this.#version(name, rollout?.stable);
    const isCandidate = route.variant === 'candidate';
    const served = this.#version(name, route.version);
    // What was changed after it was frozen is another content, for which nobody has decided anything.
    const content = rollout?.content ?? others.get(name)?.content;
    if (isCandidate && content !== undefined && served?.capability.hash !== content) {
      return stable && { ...stable, ...mark('fallback') };
    }
    if (served === undefined) return undefined;
    if (!isCandidate) return { ...served, ...mark('stable') };
    return {
      ...served,
      ...mark('candidate'),
      ...(stable && goesOn ? { fallback: { ...stable, ...mark('fallback') } } : {}),
    };
  }

  /** One that is kept; that of the folder where a flag was written by hand and nothing was frozen. */
  #version(name: string, version: string | undefined): Picked | undefined {
    if (version === undefined || version === '') return undefined;
    const kept = pickedFrom(this.#rollouts.versions.entry(name, version));
    if (kept !== undefined) return kept;
    const inFolder = pickedFrom(this.#packages.find(name));
    return inFolder?.capability.version === version ? inFolder : undefined;
  }
}

function pickedFrom(entry: RegistryEntry | undefined): Picked | undefined {
  return entry?.state === 'valid' ? { entry, capability: entry.capability } : undefined;
}
