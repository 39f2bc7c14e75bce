import type { Dependency, ExportedName, GraphFile } from '#protocol';
import { perView } from '../model/perView.ts';
import type { GraphView } from '../model/view.ts';

/** A name that a file passes on under a name of its own: `export { imported as … } from`. */
export interface PassedName {
  readonly dependency: Dependency;
  /** The name in the file it comes from, `*` for its namespace. */
  readonly imported: string;
  readonly typeOnly: boolean;
}

/** What a file offers, told by itself alone. */
export interface Surface {
  /** What it exports itself. Of a type and a value with one name, the value. */
  readonly own: ReadonlyMap<string, ExportedName>;
  /** What it passes on by name, by the name it has here. */
  readonly passed: ReadonlyMap<string, PassedName>;
  /** `export * from`. */
  readonly stars: readonly Dependency[];
}

function surfaceOf(file: GraphFile): Surface {
  const own = new Map<string, ExportedName>();
  for (const exported of file.exports) {
    if (own.get(exported.name)?.typeOnly !== false) own.set(exported.name, exported);
  }
  const passed = new Map<string, PassedName>();
  const stars: Dependency[] = [];
  for (const dependency of file.dependencies) {
    if (dependency.syntax !== 'export') continue;
    for (const { imported, as, typeOnly } of dependency.names) {
      if (as === '*') stars.push(dependency);
      else if (!own.has(as)) passed.set(as, { dependency, imported, typeOnly: typeOnly || dependency.typeOnly });
    }
  }
  return { own, passed, stars };
}

/** An edit leaves most files as they are, and with them what they offer. */
const known = new WeakMap<GraphFile, Surface>();

/** The surfaces of a view's files, each found out when first asked for. */
export class Surfaces {
  readonly #view: GraphView;
  readonly #listed: (ReadonlySet<string> | undefined)[];

  constructor(view: GraphView) {
    this.#view = view;
    this.#listed = new Array(view.files.length);
  }

  of(id: number): Surface {
    const file = this.#view.file(id);
    let surface = known.get(file);
    if (surface === undefined) {
      surface = surfaceOf(file);
      known.set(file, surface);
    }
    return surface;
  }

  /** Every name that can be told to be offered by a file: its own, those passed on, and those behind `export *`. */
  listed(id: number): ReadonlySet<string> {
    let names = this.#listed[id];
    if (names === undefined) {
      names = this.#collect(id);
      this.#listed[id] = names;
    }
    return names;
  }

  /** The workspace file that a dependency leads to. */
  targetOf(dependency: Dependency): number | undefined {
    return dependency.target.kind === 'file' ? this.#view.idOf.get(dependency.target.path) : undefined;
  }

  #collect(id: number): ReadonlySet<string> {
    const names = new Set<string>();
    const reached = new Set([id]);
    for (const file of reached) {
      const { own, passed, stars } = this.of(file);
      for (const name of [...own.keys(), ...passed.keys()]) if (file === id || name !== 'default') names.add(name);
      for (const star of stars) {
        const target = this.targetOf(star);
        if (target !== undefined) reached.add(target);
      }
    }
    return names;
  }
}

export const surfacesOf = perView((view) => new Surfaces(view));
