import { compileIntent, contentStems, readingsOf, tokensOf } from '#capability/router';
import type { SynthesisGap } from '../../generator.ts';
import type { Template, Values } from '../template.ts';
import { withNames } from '../values.ts';
import { withoutValues } from './candidates.ts';

/**
 * The share of the words of a request that a template, with these values, has something to do with: words of its title
 * and intents, and names of its values; all of them where the request is one of its intents, with a word for each slot.
 */
export function relevanceOf(
  { manifest }: Template,
  { values }: { readonly values: Values },
  gap: SynthesisGap,
): number {
  const { parameters, title, intents } = manifest;
  if (intents.map(withNames(manifest, values)).some((intent) => isSaid(intent, gap.intent))) return 1;
  const named = Object.entries(values).flatMap(([name, value]) => {
    const choice = parameters[name]?.values?.[String(value)];
    return [String(value), choice?.name ?? '', ...(choice?.words ?? [])];
  });
  const own = [title, ...intents].map((text) => text.replaceAll(/\{[^{}]*\}/g, ' '));
  const known = new Set([...own, ...named].flatMap(contentStems));
  const wanted = new Set(contentStems(withoutValues(gap.intent)));
  if (gap.structure?.action !== undefined && known.has(gap.structure.action)) wanted.add(gap.structure.action);
  if (wanted.size === 0) return 0;
  return [...wanted].filter((stem) => known.has(stem)).length / wanted.size;
}

/** Whether a request is an intent, with one word, path or text in quotes for each of its slots. */
function isSaid(intent: string, request: string): boolean {
  for (const slots of readingsOf(compileIntent(intent), request, tokensOf(request))) {
    if (Object.values(slots).every((text) => /^(?:\S+|"[^"]*"|“[^”]*”)$/.test(text))) return true;
  }
  return false;
}
