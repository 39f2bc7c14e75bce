/** Letters of an input that programs are weighed by: on a longer one each of many programs would take its time. */
const longest = 20_000;

/** At most so many of the texts that are not too long, from all over the list, each with its place. */
export function shortOnesOf(
  texts: readonly string[],
  most: number,
): readonly { readonly value: string; readonly at: number }[] {
  const short = texts.flatMap((value, at) => (value.length <= longest ? [{ value, at }] : []));
  return spreadOver(short, most).map(({ value }) => value);
}

/** At most so many of the values, from all over the list, always the same ones; each with its place. */
function spreadOver<T>(values: readonly T[], most: number): readonly { readonly value: T; readonly at: number }[] {
  const count = Math.min(values.length, most);
  return Array.from({ length: count }, (_, nth) => {
    const at = Math.floor((nth * values.length) / count);
    return { value: values[at] as T, at };
  });
}
