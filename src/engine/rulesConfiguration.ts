import { isAbsolute, relative } from 'node:path';
import { join } from 'node:path/posix';
import type { Problem, TaskOptions } from '#base';
import { compileRules, defaultRules, type GraphView, loadRulesInThread, type RuleSet, reachableFrom } from '#graph';
import { rulesFileNames } from '#protocol';
import { modifiedOf, stampOf } from '#workspace';
import type { GraphSettings } from './options.ts';

/** The rules of a workspace, and where they come from. */
export interface CurrentRules {
  /** The rules file that there is, relative to the root, also where it could not be read. */
  readonly path: string | undefined;
  /** Whose rules these are. */
  readonly origin: 'configuration' | 'defaults';
  readonly configuration: unknown;
  readonly rules: RuleSet;
  readonly problems: readonly Problem[];
}

interface Loaded extends CurrentRules {
  /** The files that had a say when the rules were read; undefined where that is not known, and they are read again. */
  readonly consulted: readonly string[] | undefined;
  readonly stamps: string;
}

/** The rules file of a workspace, read again when it or a file that it was made from changes. */
export class RulesConfiguration {
  readonly #settings: GraphSettings;
  #loaded: Loaded | undefined;
  #defaults: Pick<CurrentRules, 'origin' | 'configuration' | 'rules'> | undefined;

  constructor(settings: GraphSettings) {
    this.#settings = settings;
  }

  /** The same object as before where nothing changed. @param view tells what a rules file in JavaScript imports */
  async current(view: GraphView, task: TaskOptions): Promise<CurrentRules> {
    const { root } = this.#settings;
    // Also what is no file, and cannot be read: that is told, and not passed over.
    const path = rulesFileNames.find((name) => modifiedOf(join(root, name)) !== undefined);
    const known = this.#loaded;
    if (known?.consulted && known.path === path && known.stamps === this.#stamps(known.consulted, view)) return known;
    this.#loaded = path === undefined ? this.#without() : await this.#read(path, view, task);
    return this.#loaded;
  }

  async #read(path: string, view: GraphView, task: TaskOptions): Promise<Loaded> {
    const { root, trusted } = this.#settings;
    const { value, problems, consulted } = await loadRulesInThread({ root, path, trusted }, task);
    // dependency-cruiser does not tell which file was missing or broken: its coming would not be noticed.
    const isCertain = value !== undefined || !trusted;
    const loaded = {
      path,
      consulted: isCertain ? consulted : undefined,
      stamps: this.#stamps(consulted, view),
    };
    if (value === undefined) return { ...loaded, ...this.#useDefaults(), problems };
    const compiled = compileRules(value);
    return {
      ...loaded,
      origin: 'configuration',
      configuration: value,
      rules: compiled.value,
      problems: [...problems, ...compiled.problems],
    };
  }

  #without(): Loaded {
    return { ...this.#useDefaults(), path: undefined, problems: [], consulted: [], stamps: '' };
  }

  #useDefaults() {
    this.#defaults ??= { origin: 'defaults', configuration: defaultRules, rules: compileRules(defaultRules).value };
    return this.#defaults;
  }

  /** A rules file in JavaScript is in the graph itself, so the graph knows what else it loads. */
  #stamps(consulted: readonly string[], view: GraphView): string {
    const { root } = this.#settings;
    const files = new Set(consulted);
    for (const file of consulted) {
      const id = view.idOf.get(relativeTo(root, file));
      if (id === undefined) continue;
      for (const other of reachableFrom(view.all, id)) files.add(join(root, view.file(other).path));
    }
    return Array.from(files, (file) => `${file}:${JSON.stringify(stampOf(file) ?? null)}`).join('\n');
  }
}

function relativeTo(root: string, file: string): string {
  const way = relative(root, file);
  return isAbsolute(way) ? file : way.replaceAll('\\', '/');
}
