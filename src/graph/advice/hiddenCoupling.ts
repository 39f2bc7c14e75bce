import type { AdviceContext, Finding } from './context.ts';

/** Pairs that change together less surely are not worth a search for the reason. */
const leastConfidence = 0.7;

/** Tells of files that keep changing together though no import connects them. Tests are left out: they follow. */
export function hiddenCouplingAdvice({ view, options }: AdviceContext): Finding[] {
  const isTest = (path: string): boolean => {
    const id = view.idOf.get(path);
    return id === undefined || view.file(id).test;
  };
  return (options.hotSpots ?? []).flatMap((spot) =>
    spot.coChanges
      .filter(({ path, linked, confidence }) => !linked && confidence >= leastConfidence && spot.path < path)
      .filter(({ path }) => !isTest(spot.path) && !isTest(path))
      .map(({ path, together, confidence }) => ({
        advice: {
          id: `hidden-coupling:${spot.path}<>${path}`,
          kind: 'hidden-coupling',
          title: `Bring together what ${spot.path} and ${path} share`,
          detail:
            `They changed together in ${together} commits, ${Math.round(confidence * 100)} % of those of the less often ` +
            'changed one, and no import connects them. Something ties them that the code does not say: a copied piece, ' +
            'a format or a protocol. Give it one place that both import.',
          path: spot.path,
          line: 1,
          saves: {},
        },
        weight: together * confidence,
      })),
  );
}
