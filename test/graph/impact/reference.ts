import type { Dependency } from '#protocol';
import type { GraphView } from '../../../src/graph/model/view.ts';

/** What changes: a file as a whole, or one name of it. */
export interface Subject {
  readonly path: string;
  readonly exportName?: string;
}

/**
 * The affected files by the plainest means: facts of the form "this name of that file is affected", each asked for by
 * following names from importer to definition, until no file's own code is newly affected.
 */
export function affectedByReference(
  view: GraphView,
  subject: Subject,
): { affected: Set<string>; loading: Set<string> } {
  const tainted = new Set<string>();
  const reference = new Reference(view, subject, tainted);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { path, dependencies } of view.files) {
      if (tainted.has(path) || !dependencies.some((dependency) => reference.importFeels(dependency))) continue;
      tainted.add(path);
      grown = true;
    }
  }
  const others = view.files.map(({ path }) => path).filter((path) => path !== subject.path);
  return {
    affected: new Set(others.filter((path) => tainted.has(path) || reference.passesOn(path))),
    loading: new Set(others.filter((path) => reference.loadingFeels(path, new Set()))),
  };
}

class Reference {
  readonly #view: GraphView;
  readonly #subject: Subject;
  readonly #tainted: ReadonlySet<string>;

  constructor(view: GraphView, subject: Subject, tainted: ReadonlySet<string>) {
    this.#view = view;
    this.#subject = subject;
    this.#tainted = tainted;
  }

  importFeels(dependency: Dependency): boolean {
    const target = targetPath(dependency);
    if (target === undefined) return false;
    if (dependency.names.length === 0) return this.loadingFeels(target, new Set());
    return dependency.syntax !== 'export' && dependency.names.some(({ imported }) => this.#nameFeels(target, imported));
  }

  passesOn(path: string): boolean {
    const { own, stars } = this.#parts(path);
    const names = [...this.#listed(path, new Set())].filter((name) => !own.has(name));
    const hidden = stars.some((star) => this.#unlistedFeels(targetPath(star), new Set()));
    return hidden || names.some((name) => this.#nameFeels(path, name));
  }

  /** Whether what happens when a file is loaded is affected. */
  loadingFeels(path: string, asked: Set<string>): boolean {
    if (asked.has(path)) return false;
    asked.add(path);
    if (this.#tainted.has(path) || this.#isWholeSubject(path)) return true;
    return this.#file(path).dependencies.some((dependency) => {
      const target = targetPath(dependency);
      const passing = dependency.syntax === 'export' && !dependency.typeOnly && dependency.names.length > 0;
      return passing && target !== undefined && this.loadingFeels(target, asked);
    });
  }

  #nameFeels(path: string, name: string, asked = new Set<string>()): boolean {
    if (asked.has(`${path} ${name}`)) return false;
    asked.add(`${path} ${name}`);
    if (this.#isWholeSubject(path)) return true;
    if (path === this.#subject.path && (name === this.#subject.exportName || name === '*')) return true;
    const listed = this.#listed(path, new Set());
    if (name === '*') {
      return [...listed].some((each) => this.#nameFeels(path, each, asked)) || this.#unlistedFeels(path, new Set());
    }
    const { own, passed, stars } = this.#parts(path);
    if (own.has(name)) return this.#tainted.has(path);
    const passing = passed.get(name);
    if (passing !== undefined) {
      const target = targetPath(passing.dependency);
      return target !== undefined && this.#nameFeels(target, passing.imported, asked);
    }
    if (!listed.has(name)) return this.#unlistedFeels(path, new Set());
    return stars.some((star) => {
      const target = targetPath(star);
      return target !== undefined && this.#listed(target, new Set()).has(name) && this.#nameFeels(target, name, asked);
    });
  }

  /** Whether exports are affected that a file does not tell of. */
  #unlistedFeels(path: string | undefined, asked: Set<string>): boolean {
    if (path === undefined || asked.has(path)) return false;
    asked.add(path);
    const ofSubject = path === this.#subject.path && this.#isHiddenSubject();
    if (ofSubject || this.#tainted.has(path) || this.#isWholeSubject(path)) return true;
    return this.#parts(path).stars.some((star) => this.#unlistedFeels(targetPath(star), asked));
  }

  #isHiddenSubject(): boolean {
    const { path, exportName } = this.#subject;
    return exportName === 'default' || (exportName !== undefined && !this.#listed(path, new Set()).has(exportName));
  }

  #isWholeSubject(path: string): boolean {
    return path === this.#subject.path && this.#subject.exportName === undefined;
  }

  #listed(path: string, asked: Set<string>): Set<string> {
    if (asked.has(path)) return new Set();
    asked.add(path);
    const { own, passed, stars } = this.#parts(path);
    const names = new Set([...own, ...passed.keys()]);
    for (const star of stars) {
      const target = targetPath(star);
      if (target === undefined) continue;
      for (const name of this.#listed(target, asked)) if (name !== 'default') names.add(name);
    }
    return names;
  }

  #parts(path: string) {
    const file = this.#file(path);
    const own = new Set(file.exports.map(({ name }) => name));
    const passed = new Map<string, { dependency: Dependency; imported: string }>();
    const stars: Dependency[] = [];
    for (const dependency of file.dependencies) {
      if (dependency.syntax !== 'export') continue;
      for (const { imported, as } of dependency.names) {
        if (as === '*') stars.push(dependency);
        else if (!own.has(as)) passed.set(as, { dependency, imported });
      }
    }
    return { own, passed, stars };
  }

  #file(path: string) {
    return this.#view.file(this.#view.idOf.get(path) as number);
  }
}

function targetPath({ target }: Dependency): string | undefined {
  return target.kind === 'file' ? target.path : undefined;
}
