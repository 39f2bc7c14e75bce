import { isRecord } from '#base';
import { type CapabilityRow, matchDoubts, type PlainData, proposalTexts, type RequestOutcome } from '#protocol';

/** What agents are told, in English: they are no people. */

/**
 * What came of a request, with what to do next.
 * @param which whether it has to be told which capability answered: `named` for a request in words
 */
export function answerText(outcome: RequestOutcome, which?: 'named'): string {
  if (outcome.kind !== 'served' || outcome.result.status !== 'ok') {
    const reason = outcome.kind === 'served' ? messageIn(outcome.result) : outcome.reason;
    const guesses = outcome.kind === 'served' ? [] : outcome.guesses;
    return [
      `Not done (${outcome.kind}): ${reason}`,
      ...(guesses.length === 0 ? [] : ['It may be one of these capabilities:']),
      ...guesses.map(({ name, title, intent }) => `- ${name}: ${title} ("${intent}")`),
    ].join('\n');
  }
  const { value, effects } = outcome.result;
  const proposed = proposalTexts(effects);
  return [
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    ...(which === undefined ? [] : ['', `(Done by the capability ${outcome.name} ${outcome.version}.)`]),
    ...matchDoubts(outcome.match),
    ...(proposed.length === 0 ? [] : ['', ...proposed]),
  ].join('\n');
}

/** The capabilities that can be run, with all that a caller needs. */
export function catalogue(rows: readonly CapabilityRow[]): PlainData {
  return rows.flatMap(({ standing, capability }) =>
    standing === 'admitted' && capability !== undefined
      ? [
          {
            name: capability.name,
            title: capability.manifest.title,
            description: capability.description,
            intents: [...capability.manifest.intents],
            input: capability.manifest.input as PlainData,
            output: capability.manifest.output as PlainData,
            permissions: capability.manifest.permissions as PlainData,
          },
        ]
      : [],
  );
}

/** What a capability reaches beyond its input that a person should have agreed to; nothing for most. */
export function reachOf({ capability }: CapabilityRow): {
  readonly writes: readonly string[];
  readonly network: readonly string[];
  readonly tasks: readonly string[];
} {
  const permissions = capability?.manifest.permissions ?? {};
  return {
    writes: permissions['workspace:write'] ?? [],
    network: permissions.network ?? [],
    tasks: permissions.tasks ?? [],
  };
}

export function reachesOut(row: CapabilityRow): boolean {
  return row.standing === 'admitted' && Object.values(reachOf(row)).some((reached) => reached.length > 0);
}

/** A field of what an agent gave, if it is a text. */
export function textIn(input: unknown, key: string): string | undefined {
  const value = isRecord(input) ? input[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function messageIn(result: { readonly status: string }): string {
  return 'message' in result ? String(result.message) : result.status;
}
