import { ts } from 'ts-morph';
import type { Stub } from '#protocol';
import { parseSource } from '../syntax/source.ts';
import { unlessTooDeep } from '../syntax/unlessTooDeep.ts';
import type { ImportedFunction } from './scope.ts';

/** How files of the workspace are found and read. Paths are relative to the workspace folder, with `/`. */
export interface Modules {
  /** The file of the workspace that an import leads to. */
  resolve(from: string, specifier: string): string | undefined;
  /** Undefined for a file that can't be read. */
  read(path: string): string | undefined;
}

/** What a file passes on of others. */
interface PassedOn {
  readonly named: ReadonlyMap<string, ImportedFunction>;
  /** The files of `export *`. */
  readonly all: readonly string[];
}

/** Files that pass on what others pass on. */
const longestWay = 8;

/** Finds the stub that an import means, also where files on the way pass it on. */
export class StubIndex {
  readonly #modules: Modules;
  readonly #byFile = new Map<string, Stub[]>();
  readonly #passedOn = new Map<string, PassedOn>();

  constructor(stubs: readonly Stub[], modules: Modules) {
    this.#modules = modules;
    for (const stub of stubs) this.#byFile.set(stub.place.path, [...(this.#byFile.get(stub.place.path) ?? []), stub]);
  }

  /** @param from the importing file */
  find(from: string, { specifier, imported, member }: ImportedFunction, way = 0): Stub | undefined {
    const path = way > longestWay ? undefined : this.#modules.resolve(from, specifier);
    if (path === undefined) return undefined;
    // A whole module that is called is its default export.
    const wanted = imported === '*' ? 'default' : imported;
    const name = member === undefined ? wanted : `${wanted}.${member}`;
    const own = this.#byFile.get(path)?.find(({ exportedAs }) => exportedAs.includes(name));
    if (own) return own;
    const { named, all } = this.#passedOnBy(path);
    const next = named.get(wanted);
    if (next) return this.find(path, { ...next, ...(member === undefined ? {} : { member }) }, way + 1);
    // A module in CommonJS is its own default export.
    if (wanted === 'default') {
      const [own, ...below] = member?.split('.') ?? [];
      if (own === undefined) return undefined;
      const rest = below.length === 0 ? {} : { member: below.join('.') };
      return this.find(from, { specifier, imported: own, ...rest }, way + 1);
    }
    for (const other of all) {
      const found = this.find(
        path,
        { specifier: other, imported: wanted, ...(member === undefined ? {} : { member }) },
        way + 1,
      );
      if (found) return found;
    }
    return undefined;
  }

  #passedOnBy(path: string): PassedOn {
    let known = this.#passedOn.get(path);
    if (known === undefined) {
      const text = this.#modules.read(path) ?? '';
      known = unlessTooDeep(
        () => passedOnBy(path, text),
        () => ({ named: new Map(), all: [] }),
      );
      this.#passedOn.set(path, known);
    }
    return known;
  }
}

function passedOnBy(path: string, text: string): PassedOn {
  const named = new Map<string, ImportedFunction>();
  const all: string[] = [];
  if (!/\bexport\b/.test(text)) return { named, all };
  const source = parseSource(path, text);
  const imports = new Map<string, ImportedFunction>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const specifier = statement.moduleSpecifier.text;
      const { name, namedBindings } = statement.importClause ?? {};
      if (name) imports.set(name.text, { specifier, imported: 'default' });
      if (namedBindings && ts.isNamedImports(namedBindings)) {
        for (const element of namedBindings.elements) {
          imports.set(element.name.text, { specifier, imported: (element.propertyName ?? element.name).text });
        }
      }
    }
  }
  for (const statement of source.statements) {
    if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) {
      const target = imports.get(statement.expression.text);
      if (target) named.set('default', target);
    }
    if (!ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier, exportClause } = statement;
    const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
    if (exportClause === undefined) all.push(...(specifier === undefined ? [] : [specifier]));
    else if (ts.isNamedExports(exportClause)) {
      for (const { name, propertyName } of exportClause.elements) {
        const local = (propertyName ?? name).text;
        const target = specifier === undefined ? imports.get(local) : { specifier, imported: local };
        if (target) named.set(name.text, target);
      }
    }
  }
  return { named, all };
}
