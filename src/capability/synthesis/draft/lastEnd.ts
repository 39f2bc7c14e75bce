import type { Example } from '#protocol';
import type { Program, Value } from '../byExample/language/expression.ts';
import type { SynthesisGap } from '../generator.ts';
import { canDecline, entry } from './perLine.ts';

/** Whether a program works on the lines of its one text, and nobody has shown what becomes of what ends the last one. */
export function isAboutLines(program: Program, { examples, parameters = ['text'], declared }: SynthesisGap): boolean {
  const isText = declared === undefined && parameters.length <= 1 && (parameters[0] ?? 'text') === 'text';
  const isShown = examples.some(({ input: [text], output }) =>
    [text, output].some((one) => typeof one === 'string' && /\r|\n$/.test(one)),
  );
  return isText && !isShown && splitsLines.test(JSON.stringify(program));
}

const splitsLines = /"op":"split","of":\{"op":"input","column":0,"path":\[\]\},"by":"\\n"/;

/**
 * The program under another name, and one that hands it a text without what ends its last line, which is no line of its
 * own: sorted, an empty one would come first. Lines end as they did.
 * @param source exports `run({ text })`
 * @param title what it does, in words
 */
export function withoutLastEnd(source: string, title: string): string {
  const [, type] = /^export function run\(.*\): (.*) \{$/m.exec(source) ?? [];
  if (type === undefined) throw new Error('The printed program has no function `run`.');
  const body = type.includes('string') ? textBody(canDecline(source)) : countBody;
  return `/**
 * ${title.replaceAll('*/', '*\\/')}. What ends the last line is no line of its own.
 */
export function run({ text }: { readonly text: string }): ${type} {
${body}
}

${source.replace(entry, 'function ofLines(')}`;
}

/** A case of such a program, from one that is known: the same text with other line ends, and one at its end. */
export function withEnds(text: string, output: Value): Example {
  const ended = (one: string) => `${one.replaceAll('\n', '\r\n')}\r\n`;
  return {
    name: 'other line ends',
    input: { text: ended(text) },
    output: typeof output === 'string' ? ended(output) : output,
  };
}

const countBody = `  return ofLines({ text: text.replace(/\\r?\\n$/, '').replaceAll('\\r\\n', '\\n') });`;

function textBody(declines: boolean): string {
  const answer = declines ? 'answer' : 'ofLines({ text: lines })';
  const ended = `${answer}.replaceAll('\\n', end) + last`;
  return `  const end = text.includes('\\r\\n') ? '\\r\\n' : '\\n';
  const last = /\\r?\\n$/.exec(text)?.[0] ?? '';
  const lines = text.slice(0, text.length - last.length).replaceAll('\\r\\n', '\\n');
${declines ? `  const answer = ofLines({ text: lines });\n  return answer === null ? null : ${ended};` : `  return ${ended};`}`;
}
