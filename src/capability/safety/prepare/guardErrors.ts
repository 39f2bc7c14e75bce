/** Names of the errors that a prepared program throws by itself. */
export const guardErrors = {
  /** It ran through more turns of loops and calls than its processor time can take. */
  budget: 'BudgetError',
  /** It asked for more memory at once than it may hold. */
  memory: 'OutOfMemoryError',
  /** It was called with what its input schema refuses. */
  input: 'InvalidInputError',
  /** It answered what its output schema refuses. */
  output: 'InvalidOutputError',
} as const;
