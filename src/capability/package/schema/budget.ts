/** A check that a schema and a value together make too long; the value then counts as not valid. */
export class TooCostly extends Error {
  constructor() {
    super('Checking the value takes too long');
    this.name = 'TooCostly';
  }
}

let left = Number.POSITIVE_INFINITY;

/** Runs a check with a bound on its steps, whatever schema and value are. @throws TooCostly, or what `check` throws */
export function withBudget<T>(steps: number, check: () => T): T {
  const before = left;
  left = steps;
  try {
    return check();
  } finally {
    left = before;
  }
}

/** To be told by whatever is done in a number that the schema or the value decides. */
export function spend(steps: number): void {
  left -= steps;
  if (left < 0) throw new TooCostly();
}
