import { type TaskOptions, ToolwrightError } from '#base';
import type { FilledStub, Stub } from '#protocol';
import { type GapAt, generateIn, isUsable } from './generate.ts';
import type { GenerationUi } from './ports.ts';

/** A file with a function written. */
export interface WrittenBody extends FilledStub {
  /** Whether all gates say that its program may run, without a person. */
  readonly proven: boolean;
}

/** Writes functions of the workspace, and looks for what speaks against those that others have written. */
export interface FunctionWriter {
  /** Starts what {@link objections} takes its time to start, while something is being learned. */
  warmUp(at: Pick<GapAt, 'folder'>): void;
  /**
   * Writes the body of a function that nothing was learned for from its examples: from templates, from capabilities, and by
   * a language model where the user has agreed to one, or does so now. Undefined where nothing passes all gates.
   * @param file.text which the stub's offsets are of
   */
  write(at: GapAt, file: { readonly text: string; readonly stub: Stub }): Promise<WrittenBody | undefined>;
  /**
   * What speaks against a program that was learned for the gap of a stub, or why that is not known; none where it has
   * passed all gates.
   */
  objections(at: GapAt, source: string, task: TaskOptions): Promise<readonly string[]>;
}

export function functionWriter(ui: GenerationUi): FunctionWriter {
  return {
    // What cannot start is told when it is needed.
    warmUp: ({ folder }) =>
      void ui
        .sessionOf(folder)
        .ready()
        .catch(() => undefined),
    async write(at, { text, stub }) {
      const session = ui.sessionOf(at.folder);
      const { best, failures } = await generateIn(ui, session, at.gap, [], true);
      for (const { generator, message } of failures) ui.log.warn(`${generator}: ${message}`);
      if (!isUsable(best)) return undefined;
      const { id, satisfied, examples, caveats, standing } = best;
      const written = await session.fill(id, text, stub);
      return { text: written, satisfied, examples, wrong: [], caveats, proven: standing === 'admitted' };
    },
    async objections({ folder, gap }, source, task) {
      try {
        return await ui.sessionOf(folder).objections(gap, source, task);
      } catch (error) {
        if (!ToolwrightError.is(error)) throw error;
        return [error.message];
      }
    },
  };
}
