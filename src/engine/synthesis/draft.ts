import type { CapabilityDraft, Example, KeptAs, TaughtExample } from '#protocol';

/** A program, and what it was taught. */
export interface Taught {
  /** As printed: it exports `run({ text })`. */
  readonly source: string;
  /** What the program gives. */
  readonly answers: (text: string) => string | null;
  readonly examples: readonly TaughtExample[];
  readonly intent: string;
  /** Whether an example says that nothing may be left of a text. */
  readonly canBeEmpty: boolean;
}

/** Characters of a text that a kept capability takes. */
const longest = 1_000_000;

/** The package of a capability that does what a program does. */
export function draftOf(taught: Taught, { name, intent, eachLine }: KeptAs): CapabilityDraft {
  const title = titleOf(intent);
  const lines = eachLine ? lineByLine(taught, title) : undefined;
  const declines = lines === undefined && canDecline(taught.source);
  return {
    name,
    description: `${title}. Learned from ${taught.examples.length === 1 ? 'an example' : `${taught.examples.length} examples`}.`,
    manifest: {
      title,
      intents: intentsOf(intent),
      input: {
        type: 'object',
        properties: {
          text: {
            type: 'string',
            description: eachLine ? 'The lines to change.' : 'The text to change.',
            maxLength: longest,
          },
        },
        required: ['text'],
        additionalProperties: false,
      },
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

/** One line, as an order. */
function titleOf(intent: string): string {
  const words = oneLine(intent.replace(/\{([^{}]*)\}/g, '$1'));
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Those that were taught; and, for lines, all of them at once, with one that has no text. */
function examplesOf({ examples, answers }: Taught, eachLine: boolean): Example[] {
  const different = new Map(examples.map(({ input, output }) => [input, output]));
  const own = [...different].map(([input, output], at) => {
    // What is no line of its own is not what the program was learned for, so it says itself what becomes of that.
    const expected = eachLine && (input === '' || /[\r\n]/.test(input)) ? changed(input, answers) : output;
    return { name: `taught ${at + 1}`, input: { text: input }, output: expected };
  });
  if (!eachLine) return own;
  const text = `${[...different.keys()].join('\n')}\n\n`;
  return [...own, { name: 'all lines at once', input: { text }, output: changed(text, answers) }];
}

function changed(text: string, answers: Taught['answers']): string {
  return text
    .split(/(\r\n|[\r\n])/)
    .map((part, at) => (at % 2 === 1 || part === '' ? part : (answers(part) ?? part)))
    .join('');
}

const entry = /^export function run\(/m;

function canDecline(source: string): boolean {
  return /^export function run\(.*\): .*\| null \{$/m.test(source);
}

/** The printed function under another name, and one that calls it for each line. */
function lineByLine({ source, canBeEmpty }: Taught, title: string): string {
  if (!entry.test(source)) throw new Error('The printed program has no function `run`.');
  const call = 'changedLine({ text: part })';
  const always = canBeEmpty && !canDecline(source);
  const line = always ? call : `(${call} ${canBeEmpty ? '??' : '||'} part)`;
  return `/**
 * ${title.replaceAll('*/', '*\\/')}: in each line of the text.${always ? '' : ' Lines that are not of the form stay as they are.'}
 */
export function run({ text }: { readonly text: string }): string {
  // The line ends are parts of their own, at the odd places.
  const parts = text.split(/(\\r\\n|[\\r\\n])/);
  return parts.map((part, at) => (at % 2 === 1 || part === '' ? part : ${line})).join('');
}

${source.replace(entry, 'function changedLine(')}`;
}
