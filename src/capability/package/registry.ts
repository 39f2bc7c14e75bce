import { join } from 'node:path/posix';
import { setImmediate } from 'node:timers/promises';
import { type Logger, messageOf } from '#base';
import { capabilitiesFolder, type RegistryEntry } from '#protocol';
import { IgnoreRules, listFiles, modifiedOf, stampOf } from '#workspace';
import { folderFor, nameFromPath, packageFiles } from './names.ts';
import { textsOf } from './packageTexts.ts';
import { readPackage } from './readPackage.ts';

export interface RegistryOptions {
  /** The workspace folder, absolute, with `/`. */
  readonly root: string;
  readonly logger: Logger;
}

/**
 * The capabilities of a workspace, as they were on disk at the last {@link refresh}. A broken package is an entry with
 * its problems and never keeps the others from being read.
 */
export class CapabilityRegistry {
  readonly #root: string;
  readonly #logger: Logger;
  readonly #known = new Map<string, { readonly stamps: string; readonly entry: RegistryEntry }>();
  readonly #listeners = new Set<(names: readonly string[]) => void>();
  /** The end of the queue of refreshes. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ root, logger }: RegistryOptions) {
    this.#root = root;
    this.#logger = logger;
  }

  /** All entries, by name. */
  list(): readonly RegistryEntry[] {
    return [...this.#known.values()].map(({ entry }) => entry).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(name: string): RegistryEntry | undefined {
    return this.#known.get(name)?.entry;
  }

  /** Tells the names of entries that came, went or changed. @returns ends it */
  onDidChange(listener: (names: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Looks at the disk. Packages whose files have not changed since are not read again.
   * @param paths that may have changed, relative to the workspace folder; everything by default
   */
  refresh(paths?: readonly string[]): Promise<void> {
    const run = this.#last.then(() => this.#refresh(paths));
    this.#last = run.catch(() => {});
    return run;
  }

  async #refresh(paths: readonly string[] | undefined): Promise<void> {
    const names = paths === undefined ? undefined : namesOf(paths);
    if (names?.size === 0) return;
    // A path may be a folder of several packages, as when a whole folder is deleted.
    const present = await this.#present();
    const concerned =
      names === undefined
        ? [...present, ...this.#known.keys()]
        : [...present, ...this.#known.keys()].filter((name) => within(name, names));
    const changed: string[] = [];
    for (const name of new Set(concerned)) {
      if (present.has(name) ? this.#read(name) : this.#known.delete(name)) changed.push(name);
      await setImmediate();
    }
    if (changed.length === 0) return;
    this.#logger.debug(`Capabilities changed: ${changed.join(', ')}`);
    for (const listener of this.#listeners) this.#tell(listener, changed);
  }

  #tell(listener: (names: readonly string[]) => void, names: readonly string[]): void {
    try {
      listener(names);
    } catch (error) {
      this.#logger.error(`A listener to changes of capabilities failed: ${messageOf(error)}`);
    }
  }

  /** Names of the folders with at least one file of a package. */
  async #present(): Promise<Set<string>> {
    const folder = join(this.#root, capabilitiesFolder);
    if (modifiedOf(folder) === undefined) return new Set();
    const wanted = (name: string) => packageFiles.some((file) => file === name);
    const { value, problems } = await listFiles(folder, new IgnoreRules(folder), wanted);
    for (const { message } of problems) this.#logger.warn(`${capabilitiesFolder}: ${message}`);
    return new Set(value.flatMap((path) => nameFromPath(path) ?? []));
  }

  /** Whether the entry is another one now. */
  #read(name: string): boolean {
    const folder = join(this.#root, folderFor(name));
    const stamps = packageFiles.map((file) => JSON.stringify(stampOf(join(folder, file)))).join();
    const known = this.#known.get(name);
    if (known?.stamps === stamps) return false;
    const entry = readPackage(name, textsOf(folder));
    this.#known.set(name, { stamps, entry });
    return JSON.stringify(known?.entry) !== JSON.stringify(entry);
  }
}

/** Names that paths are about; `''` stands for all. */
function namesOf(paths: readonly string[]): Set<string> {
  const names = paths.flatMap((path) => {
    if (capabilitiesFolder.startsWith(`${path}/`) || path === capabilitiesFolder || path === '') return [''];
    if (!path.startsWith(`${capabilitiesFolder}/`)) return [];
    const inside = path.slice(capabilitiesFolder.length + 1);
    return [nameFromPath(`${inside}/`) ?? inside];
  });
  return new Set(names);
}

function within(name: string, names: ReadonlySet<string>): boolean {
  return names.has('') || names.has(name) || names.has(name.slice(0, Math.max(0, name.indexOf('/'))));
}
