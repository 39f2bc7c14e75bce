import * as v from 'valibot';
import { schemaViolations } from '#capability/package';
import { type JsonSchema, longestAnswer, type PlainData } from '#protocol';
import type { CandidateManifest } from '../generator.ts';

/** A program that a language model wrote, and what it says about it. */
export interface ModelProgram {
  readonly source: string;
  readonly manifest: CandidateManifest;
}

/** Characters. */
const longest = { source: longestAnswer / 2, manifest: longestAnswer / 4 };

/**
 * Reads an answer: one block of TypeScript that exports `run`, and maybe one of JSON about it. Nothing of it is trusted:
 * the program goes through all gates, and what it says about itself is checked here; what nobody has asked for is passed over.
 * @param described whether schemas and examples are known, so that what the answer says of them does not count
 * @returns the program, or what is wrong with the answer, in a sentence
 */
export function readAnswer(text: string, described = false): ModelProgram | string {
  if (text.trim() === '') return 'It is empty.';
  if (text.length >= longestAnswer) return `It is longer than ${longestAnswer} characters.`;
  const blocks = blocksOf(text.replaceAll('\r\n', '\n'));
  if (typeof blocks === 'string') return blocks;
  const programs = blocks.filter(({ language }) => language !== 'json');
  const entries = programs.filter(({ body }) => exportsRun.test(body));
  const [program] = entries;
  if (program === undefined) {
    return programs.length === 0
      ? `It has no block of TypeScript${sayingInstead(text)}.`
      : 'Its program does not export a function `run`.';
  }
  if (entries.length > 1) return 'It has several blocks that export `run`.';
  const source = `${program.body.trim()}\n`;
  if (source.length > longest.source) return `Its program is longer than ${longest.source} characters.`;
  const manifests = blocks.filter(({ language }) => language === 'json');
  if (manifests.length > 1) return 'It has several blocks of JSON.';
  const manifest = readManifest(manifests[0]?.body ?? '{}', described);
  return typeof manifest === 'string' ? manifest : { source, manifest };
}

/** How it begins, on one line. */
function sayingInstead(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  const letters = [...line];
  return `, but says “${letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : line}”`;
}

/** A first look only: what the program exports is found out by the static analysis. */
const exportsRun = /\bexport\s+(?:(?:async\s+)?function\s+run\b|(?:const|let)\s+run\b|\{[^}]*\brun\b)/;

interface Block {
  readonly language: string;
  readonly body: string;
}

/** The fenced blocks; a text without any that looks like a program is one. */
function blocksOf(text: string): Block[] | string {
  const blocks: Block[] = [];
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const [, fence = '', info = ''] = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(line) ?? [];
    if (open === undefined) {
      if (fence !== '') open = { fence, language: languageOf(info), lines: [] };
    } else if (fence.startsWith(open.fence) && info === '') {
      blocks.push({ language: open.language, body: open.lines.join('\n') });
      open = undefined;
    } else open.lines.push(line);
  }
  if (open !== undefined) return 'Its last block does not end: it was cut off.';
  if (blocks.length > 0) return blocks.filter(({ language }) => readable.includes(language));
  return /^\s*(?:\/[*/]|export\b|function\b|const\b|interface\b|type\b)/.test(text)
    ? [{ language: 'ts', body: text }]
    : [];
}

const readable = ['ts', 'json', ''];

function languageOf(info: string): string {
  const word = info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '';
  if (['ts', 'typescript', 'js', 'javascript', 'mts'].includes(word)) return 'ts';
  return ['json', 'jsonc'].includes(word) ? 'json' : word;
}

const oneLine = v.pipe(v.string(), v.regex(/^[^\p{Cc}]*$/u), v.maxLength(200));
const names = v.pipe(v.array(v.pipe(oneLine, v.nonEmpty())), v.minLength(1), v.maxLength(20));
const json = v.custom<PlainData>((value) => value !== undefined);
const jsonSchema = v.custom<JsonSchema>((value) => typeof value === 'object' && value !== null);

const permissions = v.exactOptional(
  v.object({
    'workspace:read': v.exactOptional(names),
    'workspace:write': v.exactOptional(names),
    network: v.exactOptional(names),
    clock: v.exactOptional(v.boolean()),
    random: v.exactOptional(v.boolean()),
    log: v.exactOptional(v.boolean()),
  }),
);

/** Its output is called as in examples.json, or as test libraries call it. */
const example = v.pipe(
  v.object({
    input: json,
    output: v.exactOptional(json),
    expect: v.exactOptional(json),
    expected: v.exactOptional(json),
  }),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const output = value.output ?? value.expect ?? value.expected;
    if (output !== undefined) return { input: value.input, output };
    addIssue({ message: 'It has no "output"' });
    return NEVER;
  }),
);

const permissionsSchema = v.object({ permissions });
const manifestSchema = v.object({
  permissions,
  input: v.exactOptional(jsonSchema),
  output: v.exactOptional(jsonSchema),
  examples: v.exactOptional(v.pipe(v.array(example), v.maxLength(10))),
});
type Manifest = v.InferOutput<typeof manifestSchema>;

function readManifest(text: string, described: boolean): CandidateManifest | string {
  if (text.length > longest.manifest) return `Its JSON is longer than ${longest.manifest} characters.`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'Its block of JSON cannot be parsed.';
  }
  const read = v.safeParse<v.GenericSchema<unknown, Manifest>>(described ? permissionsSchema : manifestSchema, value);
  if (!read.success) {
    const [{ message }, path] = [read.issues[0], v.getDotPath(read.issues[0])];
    return `Its JSON is not of the form that was asked for${path === null ? '' : `, at "${path}"`}: ${message}.`;
  }
  const { examples, ...rest } = read.output;
  for (const which of ['input', 'output'] as const) {
    const schema = rest[which];
    const [mistake] = schema === undefined ? [] : schemaViolations(schema);
    if (mistake) return `Its ${which} schema cannot be used: ${mistake.message}.`;
  }
  return {
    ...rest,
    ...(examples && { examples: examples.map((one, at) => ({ name: `proposed ${at + 1}`, ...one })) }),
  };
}
