/** At most so many of the values, from all over the list, always the same ones; each with its place. */
export function spreadOver<T>(
  values: readonly T[],
  most: number,
): readonly { readonly value: T; readonly at: number }[] {
  const count = Math.min(values.length, most);
  return Array.from({ length: count }, (_, nth) => {
    const at = Math.floor((nth * values.length) / count);
    return { value: values[at] as T, at };
  });
}
