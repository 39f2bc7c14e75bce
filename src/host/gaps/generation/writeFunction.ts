import type { FilledStub, Stub } from '#protocol';
import { type GapAt, generateIn, isUsable } from './generate.ts';
import type { GenerationUi } from './ports.ts';

/**
 * Writes the body of a function that nothing was learned for from its examples: from templates, from capabilities, and by a
 * language model where the user has agreed to one, or does so now. Undefined where nothing passes all gates.
 * @param text of its file, which the stub's offsets are of
 */
export async function writeFunction(
  ui: GenerationUi,
  at: GapAt,
  { text, stub }: { readonly text: string; readonly stub: Stub },
): Promise<FilledStub | undefined> {
  const session = ui.sessionOf(at.folder);
  const { best, failures } = await generateIn(ui, session, at.gap, [], true);
  for (const { generator, message } of failures) ui.log.warn(`${generator}: ${message}`);
  if (!isUsable(best)) return undefined;
  const { id, satisfied, examples, caveats } = best;
  return { text: await session.fill(id, text, stub), satisfied, examples, wrong: [], caveats };
}
