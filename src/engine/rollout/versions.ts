import { basename, dirname, join, relative } from 'node:path/posix';
import { ToolwrightError } from '#base';
import { packageFiles, readFolder } from '#capability/package';
import { type Capability, namedVersion, type RegistryEntry } from '#protocol';
import { findFiles, readText, stampOf, systemReason, writeAtomically } from '#workspace';

/** Where versions that are or were rolled out lie, relative to the workspace folder: committed, and never changed. */
const versionsFolder = '.toolwright/versions';

/** The versions of capabilities that users get: whole packages, as they were when their rollout began. */
export class Versions {
  readonly #root: string;
  readonly #known = new Map<string, { readonly stamps: string; readonly entry: RegistryEntry | undefined }>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Keeps a capability as it is in its folder now, under its version. One that is kept already stays.
   * @throws ToolwrightError `version-frozen` where another content is kept under it, `version-not-frozen` where it cannot
   * be written or has changed meanwhile
   */
  freeze({ name, version, hash, folder }: Capability): void {
    if (this.read(name, version)?.hash === hash) return;
    const conflict = this.conflict({ name, version, hash });
    if (conflict !== undefined) {
      throw new ToolwrightError('version-frozen', conflict, {
        hint: 'Give the new content a new version in its package.json, and verify it.',
      });
    }
    try {
      // package.json is the last: without it a folder holds no capability, so what is interrupted is none.
      for (const file of packageFiles) {
        writeAtomically(join(this.#root, placeOf(name, version), file), readText(join(this.#root, folder, file)));
      }
    } catch (error) {
      throw notFrozen(`it could not be written: ${systemReason(error)}`, error);
    }
    if (this.read(name, version)?.hash !== hash) throw notFrozen('its files have changed meanwhile');

    function notFrozen(why: string, cause?: unknown): ToolwrightError {
      return new ToolwrightError('version-not-frozen', `Version ${version} of ${name} could not be kept: ${why}.`, {
        hint: `Look at ${placeOf(name, version)}; it can be deleted as long as it is not rolled out. Then try again.`,
        cause,
      });
    }
  }

  /** Why a content cannot be kept under its version; nothing where it can be, or is already. */
  conflict({ name, version, hash }: Pick<Capability, 'name' | 'version' | 'hash'>): string | undefined {
    const kept = this.read(name, version);
    if (kept === undefined || kept.hash === hash) return undefined;
    return `Version ${version} of ${name} was rolled out before, with another content.`;
  }

  /** A version that is kept; nothing where there is none, or not one that can be read. */
  read(name: string, version: string): Capability | undefined {
    const entry = this.entry(name, version);
    return entry?.state === 'valid' ? entry.capability : undefined;
  }

  /** The same by one name: `iso-dates@1.0.0`. */
  named(name: string): RegistryEntry | undefined {
    const asked = namedVersion(name);
    return asked && this.entry(asked.capability, asked.version);
  }

  /** All that can be read. */
  list(): readonly Capability[] {
    // A scope is one more folder: `@team/dates`.
    const manifests = findFiles(
      this.#root,
      ['*/*', '*/*/*'].map((folder) => `${versionsFolder}/${folder}/package.json`),
    );
    return manifests.flatMap((path) => {
      const place = relative(versionsFolder, dirname(path));
      return this.read(dirname(place), basename(place)) ?? [];
    });
  }

  /** What is in the place of a version, as it is on the disk now. */
  entry(name: string, version: string): RegistryEntry | undefined {
    const place = placeOf(name, version);
    const stamps = packageFiles.map((file) => JSON.stringify(stampOf(join(this.#root, place, file)))).join();
    const known = this.#known.get(place);
    if (known?.stamps === stamps) return known.entry;
    const read = readFolder(join(this.#root, place), place);
    const isIt = read?.state !== 'valid' || (read.name === name && read.capability.version === version);
    const entry = isIt ? read : undefined;
    this.#known.set(place, { stamps, entry });
    return entry;
  }
}

/** @param version semver: letters, digits, `.`, `-` and `+` */
const placeOf = (name: string, version: string): string => `${versionsFolder}/${name}/${version}`;
