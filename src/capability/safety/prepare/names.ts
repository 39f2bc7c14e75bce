import { ts } from 'ts-morph';

/** The names that the preparation adds to a program; none of them is in the program's own text. */
export interface AddedNames {
  /** A name of its own for each purpose, the same every time. */
  of(purpose: string): string;
}

/** Chooses names that no identifier of the file has, however it is written. */
export function addedNames(file: ts.SourceFile): AddedNames {
  const taken = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) taken.add(node.text);
    ts.forEachChild(node, collect);
  };
  collect(file);
  const given = new Map<string, string>();
  return {
    of(purpose) {
      let name = given.get(purpose) ?? `$tw_${purpose}`;
      while (!given.has(purpose) && taken.has(name)) name += '_';
      given.set(purpose, name);
      return name;
    },
  };
}
