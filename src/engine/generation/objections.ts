import type { TaskOptions } from '#base';
import { readPackage, scaffold } from '#capability/package';
import { byExample, candidateDraft, type Gates, judge, synthesisGapOf } from '#capability/synthesis';
import { type Gap, nameFromTitle } from '#protocol';

/**
 * What speaks against a program that was learned for the gap of a stub, in sentences: it is taken through the gates as
 * a capability would be, with the gap's examples for its cases.
 */
export async function objections(
  gap: Gap,
  source: string,
  gates: Gates,
  task: TaskOptions,
): Promise<readonly string[]> {
  const wanted = synthesisGapOf(gap);
  const candidate = {
    ...{ source, generator: byExample.name, cost: 0, caveats: [] },
    satisfied: wanted.examples.length,
  };
  const name = nameFromTitle(gap.stub?.name ?? gap.intent) || 'function';
  const draft = candidateDraft(candidate, wanted, { name, intents: [name] });
  const entry = readPackage(name, scaffold(draft));
  if (entry.state === 'broken') return entry.problems.map(({ message }) => message);
  const { rejection } = await judge(entry.capability, gates, task);
  return rejection?.reasons ?? [];
}
