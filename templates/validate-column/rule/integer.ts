/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  return values.map((value) => (/^[+-]?\d+$/.test(value) ? undefined : 'It is no whole number.'));
}
