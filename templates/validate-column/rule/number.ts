/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  return values.map((value) => (value !== '' && Number.isFinite(Number(value)) ? undefined : 'It is no number.'));
}
