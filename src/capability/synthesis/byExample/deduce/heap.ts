/** A queue that gives the cheapest first; equals in the order in which they came, so that searches are reproducible. */
export class CheapestFirst<Item> {
  readonly #items: { readonly item: Item; readonly cost: number; readonly order: number }[] = [];
  #order = 0;

  get size(): number {
    return this.#items.length;
  }

  push(item: Item, cost: number): void {
    const items = this.#items;
    const added = { item, cost, order: this.#order++ };
    let at = items.length;
    items.push(added);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = items[above];
      if (parent === undefined || !isBefore(added, parent)) break;
      items[at] = parent;
      at = above;
    }
    items[at] = added;
  }

  pop(): { readonly item: Item; readonly cost: number } | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const [leftItem, rightItem] = [items[left], items[right]];
      if (leftItem === undefined) break;
      const [child, next] =
        rightItem !== undefined && isBefore(rightItem, leftItem) ? [right, rightItem] : [left, leftItem];
      if (!isBefore(next, last)) break;
      items[at] = next;
      at = child;
    }
    items[at] = last;
    return first;
  }
}

interface Ordered {
  readonly cost: number;
  readonly order: number;
}

function isBefore(a: Ordered, b: Ordered): boolean {
  return a.cost < b.cost || (a.cost === b.cost && a.order < b.order);
}
