import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TaskOptions, ToolwrightError } from '#base';
import {
  contradictionAmong,
  type FilledStub,
  type Gap,
  type Generation,
  type LanguageModel,
  type Stub,
  stubGapId,
} from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { type LanguageModelOptions, languageModelOf, modelLimitsOf } from '../languageModel/options.ts';
import type { CapabilityOptions } from '../opening/openCapabilities.ts';
import { withSynthesis } from '../opening/openSynthesis.ts';
import { namedFile } from '../opening/paths.ts';
import { progressReporter } from '../output/progressBar.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { terminal } from '../output/terminal.ts';
import { counted } from '../output/text.ts';
import { writeFile } from '../output/writeFile.ts';
import { triedLines } from './generationText.ts';
import { declared, knownGaps } from './knownGaps.ts';

export interface StubOptions extends CapabilityOptions, LanguageModelOptions {
  readonly stub: string;
  readonly write?: boolean;
  readonly root?: string;
}

/** A file with the function written, and what is known of how well it is. */
interface Written extends FilledStub {
  /** Absent where it was learned from the examples. */
  readonly generation?: Generation;
}

/**
 * Writes the body of a function: learned from the examples in its tests; where nothing fits them, from templates and
 * capabilities, and by a language model where that is asked for.
 */
export async function synthesizeStub(options: StubOptions): Promise<ExitCode> {
  const { file, name } = stubOf(options.stub);
  const { root, path } = namedFile(file, options.root);
  const model = languageModelOf(options);
  const signal = cancelOnInterrupt();
  const task = { signal, report: progressReporter(!options.json) };
  const before = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
  const known = await gapOf(root, path, name, task, options.verbose === true);
  const found = known.stub === undefined ? await declared(root, known, before, options.verbose === true) : undefined;
  const { stub, text } = found ?? { stub: known.stub, text: before };
  if (stub === undefined) throw noSuchStub(root, path, name);
  const gap = { ...known, stub };
  const { examples } = gap;
  if (examples.length === 0 && model === undefined) throw noExamples(gap, name);
  const contradiction = contradictionAmong(examples);
  if (contradiction !== undefined) {
    throw new ToolwrightError('contradictory-examples', contradiction, { hint: 'Correct one of the tests.' });
  }
  const learned = examples.length === 0 ? undefined : await learn({ ...options, signal }, gap, stub, text);
  const isLearned = learned !== undefined && isTaken(learned);
  const written = isLearned ? learned : ((await generate(options, { root, gap, stub, text, model }, task)) ?? learned);
  const fits = written !== undefined && isTaken(written);
  if (fits && options.write) await writeFile(join(root, path), written.text);
  const patch = written && (await patchOf(path, before, written.text));
  if (options.json) terminal.print(JSON.stringify(document(gap, written, patch)));
  else if (patch !== undefined && !(fits && options.write)) terminal.printRaw(patch);
  tell(gap, written);
  return fits ? exitCodes.ok : exitCodes.findings;
}

function isTaken({ wrong, against }: FilledStub): boolean {
  return wrong.length === 0 && against === undefined;
}

function learn(
  options: StubOptions & { readonly signal: AbortSignal },
  { intent, examples, otherInputs, errors, skipped }: Gap,
  stub: Stub,
  text: string,
): Promise<FilledStub | undefined> {
  return withSynthesis(options, (session, progress) =>
    session.fill({ text, stub, intent, examples, otherInputs, errors, skipped }, progress),
  );
}

interface Place {
  readonly root: string;
  readonly gap: Gap;
  readonly stub: Stub;
  readonly text: string;
  readonly model: LanguageModel | undefined;
}

/** Undefined where nothing passes all gates. */
async function generate(
  options: StubOptions,
  { root, gap, stub, text, model }: Place,
  task: TaskOptions,
): Promise<Written | undefined> {
  const { openGenerationSession } = await import('#engine');
  const logger = stderrLogger(options.verbose === true);
  const session = openGenerationSession({ root, runner: options.runner, node: options.node, logger, model });
  try {
    const languageModel = model !== undefined;
    const generation = await session.generate(gap, { ...task, languageModel, modelLimits: modelLimitsOf(options) });
    const { best } = generation;
    if (best === undefined || best.standing === 'rejected') {
      terminal.clear();
      if (!options.json) for (const line of triedLines(generation)) terminal.tell(line);
      return undefined;
    }
    const { satisfied, examples, caveats } = best;
    return { text: await session.fill(best.id, text, stub), satisfied, examples, wrong: [], caveats, generation };
  } finally {
    terminal.clear();
    await session.dispose();
  }
}

/** `src/slug.ts#slug`. @throws ToolwrightError `stub-form` */
function stubOf(text: string): { readonly file: string; readonly name: string } {
  const at = text.lastIndexOf('#');
  if (at > 0 && at < text.length - 1) return { file: text.slice(0, at), name: text.slice(at + 1) };
  throw new ToolwrightError('stub-form', `${JSON.stringify(text)} does not name a function of a file.`, {
    hint: 'Write the file, # and the name: --stub src/slug.ts#slug',
  });
}

/** @throws ToolwrightError `no-such-stub` */
async function gapOf(root: string, path: string, name: string, task: TaskOptions, verbose: boolean): Promise<Gap> {
  const gap = (await knownGaps(root, task, { verbose })).find(({ id }) => id === stubGapId(path, name));
  if (gap !== undefined) return gap;
  throw noSuchStub(root, path, name);
}

function noSuchStub(root: string, path: string, name: string): ToolwrightError {
  if (!existsSync(join(root, path))) {
    return new ToolwrightError(
      'no-such-file',
      `There is no file ${path}, and nothing calls a function ${name} of it.`,
      {
        hint: '"toolwright gaps" lists what is missing.',
      },
    );
  }
  return new ToolwrightError('no-such-stub', `${path} has no function ${name} that is not written yet.`, {
    hint: 'One that throws "not implemented" counts as such, one that failed tests find wrong, and one that is called and does not exist; accessors and generators do not. "toolwright gaps" lists them.',
  });
}

function noExamples({ skipped }: Gap, name: string): ToolwrightError {
  const unread = skipped.length === 0 ? '' : ` ${counted(skipped.length, 'assertion')} could not be read.`;
  const owner = /^(.+)\.([^.]+)$/.exec(name);
  const call = owner === null ? name : `new ${owner[1]}().${owner[2]}`;
  return new ToolwrightError('no-examples', `The tests have no examples for ${name}.${unread}`, {
    hint: `Write one or two, as in: expect(${call}('input')).toBe('output'). With --model, a language model goes by its signature and documentation.`,
  });
}

async function patchOf(path: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
}

function document({ id, examples }: Gap, written: Written | undefined, patch: string | undefined): object {
  const wrong = written?.wrong.map((at) => examples[at]) ?? [];
  const { satisfied = 0, caveats = [], generation } = written ?? {};
  const by = { generator: generation?.best?.generator ?? 'by-example', usage: generation?.usage };
  const against = written?.against === undefined ? {} : { against: written.against };
  return { stub: id, examples: examples.length, satisfied, wrong, caveats, ...against, ...by, patch: patch ?? null };
}

function tell({ examples, stub }: Gap, written: Written | undefined): void {
  const name = stub?.name ?? '';
  const known = counted(examples.length, 'example');
  if (written === undefined) {
    const none = examples.length === 0 ? `for ${name}` : `that fits the ${known} of ${name}`;
    terminal.tell(`toolwright: No program was found ${none}.`);
    return;
  }
  if (written.wrong.length === 0 && written.against !== undefined) {
    terminal.tell(`toolwright: A program for ${name} fits ${known}, and was not written. ${written.against}`);
    return;
  }
  if (written.wrong.length === 0) {
    const from = written.generation?.best;
    const by = from === undefined ? '' : ` It is from the generator ${from.generator}: read it before you keep it.`;
    const fits =
      examples.length === 0 ? `${name} is written, and nothing but its words speaks for it` : `${name} fits ${known}`;
    terminal.tell(`toolwright: ${fits}.${by}`);
    for (const caveat of written.caveats) terminal.tell(`  ${caveat}`);
    return;
  }
  terminal.tell(
    `toolwright: The best program for ${name} fits ${written.satisfied} of ${known}, so nothing was written:`,
  );
  for (const at of written.wrong) {
    const example = examples[at];
    if (example)
      terminal.tell(
        `  ${example.place.path}:${example.place.line}: ${JSON.stringify(example.input)} should give ${JSON.stringify(example.output)}`,
      );
  }
}
