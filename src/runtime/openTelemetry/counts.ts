import type { Attributes } from '@opentelemetry/api';

type Tree = Map<string, Tree | number>;

interface About {
  readonly attributes: Attributes;
  readonly counts: Tree;
}

/** Numbers of things of a kind, each with what it is about and some labels more. */
export class CountsBy {
  readonly #labels: readonly string[];
  readonly #all = new Map<string, About>();
  /** The same, by the object: what it is about is mostly the same one, and then no text is made of it. */
  readonly #known = new WeakMap<object, Tree>();

  /** @param labels the names of the further labels */
  constructor(labels: readonly string[]) {
    this.#labels = labels;
  }

  /**
   * @param about attributes that never change
   * @param values of the further labels, in the order of their names; those at the end may be left out
   */
  add(about: object, first: string, second?: string, third?: string): void {
    let tree = this.#known.get(about) ?? this.#newTree(about);
    let last = first;
    for (const next of [second, third]) {
      if (next === undefined) break;
      tree = below(tree, last);
      last = next;
    }
    const count = tree.get(last);
    tree.set(last, typeof count === 'number' ? count + 1 : 1);
  }

  #newTree(about: object): Tree {
    const key = JSON.stringify(about);
    let known = this.#all.get(key);
    if (known === undefined) {
      known = { attributes: { ...about }, counts: new Map() };
      this.#all.set(key, known);
    }
    this.#known.set(about, known.counts);
    return known.counts;
  }

  each(tell: (count: number, attributes: Attributes) => void): void {
    const walk = (tree: Tree, above: Attributes, at: number) => {
      const name = this.#labels[at] ?? '';
      for (const [value, next] of tree) {
        const attributes = { ...above, [name]: value };
        if (typeof next === 'number') tell(next, attributes);
        else walk(next, attributes, at + 1);
      }
    };
    for (const { attributes, counts } of this.#all.values()) walk(counts, attributes, 0);
  }
}

function below(tree: Tree, value: string): Tree {
  const known = tree.get(value);
  if (known instanceof Map) return known;
  const made: Tree = new Map();
  tree.set(value, made);
  return made;
}
