/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  const rows = new Map<string, number>();
  return values.map((value, at) => {
    const first = rows.get(value);
    if (first === undefined) rows.set(value, at);
    return first === undefined ? undefined : `It is in row ${first + 1}, too.`;
  });
}
