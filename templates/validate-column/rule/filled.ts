/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  return values.map((value) => (value !== '' ? undefined : 'It is empty.'));
}
