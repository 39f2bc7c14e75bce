import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { type TaskOptions, ToolwrightError } from '#base';
import { type CapabilityRow, type Gap, type GeneratedCapability, type Generation, isCapabilityName } from '#protocol';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { cancelOnInterrupt } from '../interrupt.ts';
import { type LanguageModelOptions, languageModelOf, modelLimitsOf } from '../languageModel/options.ts';
import type { CapabilityOptions } from '../opening/openCapabilities.ts';
import { workspaceOf, workspaceRoot } from '../opening/paths.ts';
import { progressReporter } from '../output/progressBar.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { terminal } from '../output/terminal.ts';
import { exampleOf } from '../teaching/examples.ts';
import { generationLines, generationText } from './generationText.ts';
import { knownGaps } from './knownGaps.ts';

export interface GapOptions extends CapabilityOptions, LanguageModelOptions {
  readonly example?: readonly string[];
  readonly arrow: string;
  readonly outcomes?: readonly string[];
  readonly name?: string;
  readonly write?: boolean;
  readonly root?: string;
}

/** Generates a capability for a gap, or for a wish in words, and writes it where that is asked for. */
export async function synthesizeGap(wanted: string, options: GapOptions): Promise<ExitCode> {
  const { name } = options;
  if (name !== undefined && !isCapabilityName(name)) {
    throw new ToolwrightError('capability-name', `A capability cannot be called ${JSON.stringify(name)}.`, {
      hint: 'Take small letters, digits and “-”, as in iso-dates.',
    });
  }
  const examples = (options.example ?? []).map((text) => exampleOf(text, options.arrow));
  const model = languageModelOf(options);
  const root = options.root === undefined ? workspaceOf(resolve('.')) : workspaceRoot(options.root);
  const signal = cancelOnInterrupt();
  const task: TaskOptions = { signal, report: progressReporter(!options.json) };
  const gap = gapFor(wanted, await knownGaps(root, task, options));
  const { openGenerationSession } = await import('#engine');
  const session = openGenerationSession({
    root,
    runner: options.runner,
    node: options.node,
    logger: stderrLogger(options.verbose === true),
    model,
  });
  try {
    const generation = await session.generate(gap, {
      ...task,
      ...(name === undefined ? {} : { name }),
      examples: examples.map(({ input, output }) => ({ input: [input], output })),
      languageModel: model !== undefined,
      modelLimits: modelLimitsOf(options),
    });
    const { best } = generation;
    if (best === undefined && isOneWord(gap.intent)) throw noSuchGap(wanted);
    const usable = best !== undefined && best.standing !== 'rejected';
    const row = usable && options.write ? await session.keep(best.id, { person: userName() }) : undefined;
    terminal.print(options.json ? JSON.stringify(document(generation, row)) : generationText(generation, row));
    if (!options.json) for (const line of generationLines(generation, row)) terminal.tell(line);
    return exitCodeOf(best);
  } finally {
    terminal.clear();
    await session.dispose();
  }
}

/**
 * By its id or the beginning of that, or by the words of a request; words that nobody has asked with yet are a wish of
 * their own.
 * @throws ToolwrightError `no-such-gap`, `gap-is-a-stub`
 */
function gapFor(wanted: string, gaps: readonly Gap[]): Gap {
  const words = wanted.trim().toLowerCase();
  const exact = gaps.find(
    ({ id, intent, requests }) =>
      id === wanted || [intent, ...requests.map(({ text }) => text)].some((text) => text.toLowerCase() === words),
  );
  const begun = gaps.filter(({ id }) => id.startsWith(wanted));
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined);
  if (found?.stub !== undefined) {
    throw new ToolwrightError('gap-is-a-stub', `${found.id} is a function that is not written yet.`, {
      hint: `Write its body from its tests: toolwright synthesize --stub ${found.id}`,
    });
  }
  if (found !== undefined) return found;
  // One word may be all there is to say: “slugify”. What nobody can make anything of is told after that was tried.
  if (/\s/.test(words) || isOneWord(words)) return wish(wanted.trim());
  throw new ToolwrightError('no-such-gap', `There is no gap ${JSON.stringify(wanted)}.`, {
    hint: '"toolwright gaps" lists them. What nobody has asked for yet is described in words: "write names as initials".',
  });
}

function isOneWord(words: string): boolean {
  return /^\p{L}+$/u.test(words);
}

function noSuchGap(wanted: string): ToolwrightError {
  return new ToolwrightError(
    'no-such-gap',
    `There is no gap ${JSON.stringify(wanted)}, and one word says too little.`,
    {
      hint: 'Say in a few words what is to be done: "write names as initials". "toolwright gaps" lists them.',
    },
  );
}

function wish(intent: string): Gap {
  return {
    id: intent,
    source: 'requests',
    intent,
    kind: 'missing_handler',
    structure: {},
    parameters: [],
    examples: [],
    contradictions: [],
    skipped: [],
    otherInputs: [],
    requests: [],
    near: [],
    frequency: 0,
    users: 0,
    score: 0,
  };
}

/** Some systems have no name for who runs it. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}

function document({ best, ...generation }: Generation, row: CapabilityRow | undefined): object {
  if (best === undefined) return { ...generation, best: null };
  const { id: _, draft, report, standing, reason, ...rest } = best;
  return {
    ...generation,
    best: { ...rest, ...draft, standing: row?.standing ?? standing, reason: row?.reason ?? reason, report },
    written: row === undefined ? null : row.folder,
  };
}

/** As for `verify`: of what was found, or else that nothing was. */
function exitCodeOf(best: GeneratedCapability | undefined): ExitCode {
  if (best === undefined || best.standing === 'rejected') return exitCodes.findings;
  return best.standing === 'admitted' ? exitCodes.ok : exitCodes.waiting;
}
