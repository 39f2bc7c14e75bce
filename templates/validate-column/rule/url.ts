/** What is wrong with each value. */
export function problemsOf(values: readonly string[]): (string | undefined)[] {
  return values.map((value) =>
    /^https?:\/\/[^\s/]+(?:\/\S*)?$/.test(value) ? undefined : 'It is no address of the web.',
  );
}
