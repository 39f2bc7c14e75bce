/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  return values.map((value) =>
    /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value) ? undefined : 'It is no e-mail address.',
  );
}
