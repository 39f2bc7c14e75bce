import type { CapabilityDraft, Example, KeptAs, TaughtExample } from '#protocol';
import { type Answers, canDecline, changedLines, lineByLine } from './perLine.ts';
import { textInput } from './schemas.ts';
import { oneLine, titleOf } from './words.ts';

/** A program, and what it was taught. */
export interface Taught {
  /** As printed: it exports `run({ text })`. */
  readonly source: string;
  /** What the program gives. */
  readonly answers: Answers;
  readonly examples: readonly TaughtExample[];
  readonly intent: string;
  /** Whether an example says that nothing may be left of a text. */
  readonly canBeEmpty: boolean;
}

/** The package of a capability that does what a program does. */
export function taughtDraft(taught: Taught, { name, intent, eachLine }: KeptAs): CapabilityDraft {
  const title = titleOf(intent);
  const lines = eachLine ? lineByLine(taught.source, taught.canBeEmpty, title) : undefined;
  const declines = lines === undefined && canDecline(taught.source);
  return {
    name,
    description: `${title}. Learned from ${taught.examples.length === 1 ? 'an example' : `${taught.examples.length} examples`}.`,
    manifest: {
      title,
      intents: intentsOf(intent),
      input: textInput(eachLine ? 'The lines to change.' : 'The text to change.'),
      output: { type: declines ? ['string', 'null'] : 'string' },
      permissions: {},
      provenance: { generator: 'example', source: taught.intent },
    },
    source: lines ?? taught.source,
    examples: examplesOf(taught, eachLine),
  };
}

/** The ways of asking for it: in the words of the intent, about what is selected or about a text that is named. */
function intentsOf(intent: string): string[] {
  const words = oneLine(intent);
  return words.includes('{') ? [words] : [words, `${words} in {text}`];
}

/** Those that were taught; and, for lines, all of them at once, with one that has no text. */
function examplesOf({ examples, answers }: Taught, eachLine: boolean): Example[] {
  const different = new Map(examples.map(({ input, output }) => [input, output]));
  const own = [...different].map(([input, output], at) => {
    // What is no line of its own is not what the program was learned for, so it says itself what becomes of that.
    const expected = eachLine && (input === '' || /[\r\n]/.test(input)) ? changedLines(input, answers) : output;
    return { name: `taught ${at + 1}`, input: { text: input }, output: expected };
  });
  if (!eachLine) return own;
  const text = `${[...different.keys()].join('\n')}\n\n`;
  return [...own, { name: 'all lines at once', input: { text }, output: changedLines(text, answers) }];
}
