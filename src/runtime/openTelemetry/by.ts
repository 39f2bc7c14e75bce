import type { Attributes } from '@opentelemetry/api';

type Tree<Leaf> = Map<string, Tree<Leaf> | Leaf>;

interface About<Leaf> {
  readonly attributes: Attributes;
  readonly tree: Tree<Leaf>;
}

/** What is kept of things of a kind, for each thing that it is about and each value of some labels more. */
export class By<Leaf extends object> {
  readonly #labels: readonly string[];
  readonly #made: () => Leaf;
  readonly #all = new Map<string, About<Leaf>>();
  /** The same, by the object: what it is about is mostly the same one, and then no text is made of it. */
  readonly #known = new WeakMap<object, Tree<Leaf>>();

  /** @param labels the names of the further labels */
  constructor(labels: readonly string[], made: () => Leaf) {
    this.#labels = labels;
    this.#made = made;
  }

  /**
   * @param about attributes that never change
   * @param values of the further labels, in the order of their names; those at the end may be left out
   */
  of(about: object, first: string, second?: string, third?: string): Leaf {
    const tree = this.#known.get(about) ?? this.#newTree(about);
    if (second === undefined) return this.#leaf(tree, first);
    if (third === undefined) return this.#leaf(below(tree, first), second);
    return this.#leaf(below(below(tree, first), second), third);
  }

  #leaf(tree: Tree<Leaf>, value: string): Leaf {
    const known = tree.get(value);
    if (known !== undefined && !(known instanceof Map)) return known;
    const leaf = this.#made();
    tree.set(value, leaf);
    return leaf;
  }

  #newTree(about: object): Tree<Leaf> {
    const key = JSON.stringify(about);
    let known = this.#all.get(key);
    if (known === undefined) {
      known = { attributes: { ...about }, tree: new Map() };
      this.#all.set(key, known);
    }
    this.#known.set(about, known.tree);
    return known.tree;
  }

  each(tell: (leaf: Leaf, attributes: Attributes) => void): void {
    const walk = (tree: Tree<Leaf>, above: Attributes, at: number) => {
      const name = this.#labels[at] ?? '';
      for (const [value, next] of tree) {
        const attributes = { ...above, [name]: value };
        if (next instanceof Map) walk(next, attributes, at + 1);
        else tell(next, attributes);
      }
    };
    for (const { attributes, tree } of this.#all.values()) walk(tree, attributes, 0);
  }
}

function below<Leaf>(tree: Tree<Leaf>, value: string): Tree<Leaf> {
  const known = tree.get(value);
  if (known instanceof Map) return known;
  const made: Tree<Leaf> = new Map();
  tree.set(value, made);
  return made;
}
