import type { Example, PlainData } from '#protocol';

/** More would leave too few inputs for each. */
const most = 8;

/** The worlds of examples that differ, each with the inputs that belong to it; one without anything where there are none. */
export function worldsOf(
  examples: readonly Example[],
): readonly { readonly world: Example['world']; readonly inputs: readonly PlainData[] }[] {
  // An example of an expected error is no good base: what is derived from it fails as it does.
  const good = examples.filter(({ error }) => error === undefined);
  const groups = Map.groupBy(good.length > 0 ? good : examples, ({ world }) => JSON.stringify(world ?? {}));
  if (groups.size === 0) return [{ world: undefined, inputs: [] }];
  return [...groups.values()]
    .slice(0, most)
    .map((group) => ({ world: group[0]?.world, inputs: group.map(({ input }) => input) }));
}
