import { type Logger, ToolwrightError } from '#base';
import { CapabilityRegistry, writeCapability } from '#capability/package';
import type { Capability, CapabilityDraft, RegistryEntry } from '#protocol';

/** The capabilities of a workspace as a session knows them: read once, and again when a change is told. */
export class Packages {
  readonly #root: string;
  readonly #registry: CapabilityRegistry;
  /** The first look at the disk. */
  #read: Promise<void> | undefined;
  #isRead = false;

  constructor(root: string, logger: Logger) {
    this.#root = root;
    this.#registry = new CapabilityRegistry({ root, logger });
  }

  onDidChange(listener: () => void): void {
    this.#registry.onDidChange(listener);
  }

  /** Reads the disk once; after that changes are told. */
  ready(): Promise<void> {
    this.#read ??= this.#registry.refresh().then(() => {
      this.#isRead = true;
    });
    return this.#read;
  }

  /** Looks at the disk again. */
  async change(): Promise<void> {
    await this.ready();
    await this.#registry.refresh();
  }

  /** @throws ToolwrightError as {@link writeCapability} */
  async create(draft: CapabilityDraft): Promise<RegistryEntry> {
    await this.ready();
    const { name, folder } = writeCapability(this.#root, draft);
    await this.#registry.refresh([folder]);
    return this.entry(name);
  }

  /** By name. */
  list(): readonly RegistryEntry[] {
    return this.#registry.list();
  }

  find(name: string): RegistryEntry | undefined {
    return this.#registry.get(name);
  }

  /** @throws ToolwrightError `no-such-capability` */
  entry(name: string): RegistryEntry {
    const entry = this.#registry.get(name);
    if (entry) return entry;
    throw new ToolwrightError('no-such-capability', `There is no capability “${name}” in this workspace.`, {
      hint: 'Capabilities lie in .toolwright/capabilities, one folder each.',
    });
  }

  /** @throws ToolwrightError `no-such-capability`, and `broken-capability` for one that cannot be read */
  capability(name: string): Capability {
    return capabilityIn(this.entry(name), name);
  }

  /** Of the contents that can be read; undefined before the disk was. */
  hashes(): ReadonlySet<string> | undefined {
    if (!this.#isRead) return undefined;
    return new Set(this.list().flatMap((entry) => (entry.state === 'valid' ? [entry.capability.hash] : [])));
  }
}

/**
 * What is in a package.
 * @param name that it was asked for by
 * @throws ToolwrightError `broken-capability` for one that cannot be read
 */
export function capabilityIn(entry: RegistryEntry, name: string): Capability {
  if (entry.state === 'valid') return entry.capability;
  const [first] = entry.problems;
  throw new ToolwrightError('broken-capability', `The package of ${name} cannot be read: ${first?.message ?? ''}`, {
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  });
}
