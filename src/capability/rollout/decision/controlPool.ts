/** Outcomes that are kept at most; the oldest go first. */
const most = 4096;

/** Requests of the control arm that have not been compared with any of the candidate yet, first in, first out. */
export class ControlPool {
  #failed: boolean[] = [];
  #next = 0;

  add(failed: boolean): void {
    this.#failed.push(failed);
    if (this.#failed.length - this.#next > most) this.#next++;
    if (this.#next >= most) {
      this.#failed = this.#failed.slice(this.#next);
      this.#next = 0;
    }
  }

  /**
   * Uses up half of what is there, the oldest, so that something is left when the next one of the candidate comes at
   * once. How many that is depends on no outcome.
   */
  takeHalf(): { readonly controls: number; readonly controlErrors: number } {
    const controls = Math.ceil((this.#failed.length - this.#next) / 2);
    let controlErrors = 0;
    for (let taken = 0; taken < controls; taken++) if (this.#failed[this.#next++]) controlErrors++;
    return { controls, controlErrors };
  }
}
