import type { Attributes } from '@opentelemetry/api';

/** Numbers by label values, under the names of the labels; label values that are left out are labels that are not there. */
export class Counts {
  readonly #names: readonly string[];
  /** By the first label value, then by the second, … : a look-up each, and no text is made of them. */
  readonly #counts: Tree = new Map();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** @param values of all labels, in the order of their names */
  add(...values: readonly (string | undefined)[]): void {
    let tree = this.#counts;
    const last = values.length - 1;
    for (let at = 0; at < last; at++) {
      let next = tree.get(values[at]);
      if (!(next instanceof Map)) {
        next = new Map();
        tree.set(values[at], next);
      }
      tree = next;
    }
    const count = tree.get(values[last]);
    tree.set(values[last], typeof count === 'number' ? count + 1 : 1);
  }

  each(tell: (count: number, attributes: Attributes) => void): void {
    const walk = (tree: Tree, above: Attributes, at: number) => {
      const name = this.#names[at] ?? '';
      for (const [value, below] of tree) {
        const attributes = value === undefined ? above : { ...above, [name]: value };
        if (typeof below === 'number') tell(below, attributes);
        else walk(below, attributes, at + 1);
      }
    };
    walk(this.#counts, {}, 0);
  }
}

type Tree = Map<string | undefined, Tree | number>;
