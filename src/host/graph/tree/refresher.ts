/** Several changes in a moment are one refresh. */
export const refreshAfterMs = 100;
/** VS Code closes a row again when it is refreshed while it opens; so long it may take to draw rows that it was given. */
export const settleMs = 300;

/** Decides when rows of a tree are asked for again: soon, but not while rows are being opened. */
export class Refresher<Row> {
  readonly #refresh: (rows: readonly Row[] | 'all') => void;
  readonly #stale = new Set<Row>();
  #allStale = false;
  #opening = 0;
  #openedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(refresh: (rows: readonly Row[] | 'all') => void) {
    this.#refresh = refresh;
  }

  /** @param row that is out of date; all of them where it is left out */
  ask(row?: Row): void {
    if (row === undefined) this.#allStale = true;
    else this.#stale.add(row);
    this.#schedule(refreshAfterMs);
  }

  /** All rows are being asked for anyway. */
  allFresh(): void {
    this.#allStale = false;
    this.#stale.clear();
  }

  /** Runs what opens rows; refreshes wait until it has ended and its rows are drawn. */
  async whileOpening<T>(open: () => Thenable<T>): Promise<T> {
    this.#opening++;
    try {
      return await open();
    } finally {
      this.#opening--;
      this.#openedAt = Date.now();
    }
  }

  /** Waits until no row opens and what was opened is drawn. */
  async drawn(): Promise<void> {
    for (let left = this.#leftToDraw(); left > 0; left = this.#leftToDraw()) {
      await new Promise((done) => setTimeout(done, left));
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #schedule(inMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const left = this.#leftToDraw();
      if (left > 0) this.#schedule(left);
      else this.#run();
    }, inMs);
  }

  #leftToDraw(): number {
    return this.#opening > 0 ? settleMs : this.#openedAt + settleMs - Date.now();
  }

  #run(): void {
    const rows = this.#allStale ? 'all' : [...this.#stale];
    this.allFresh();
    if (rows.length > 0) this.#refresh(rows);
  }
}
