import { isRecord } from '#base';
import { compileSchema } from '#capability/package';
import { tokensOf } from '#capability/router';
import type { JsonSchema, PlainData } from '#protocol';
import type { SynthesisGap } from '../../generator.ts';
import type { Parameter, Source, Values } from '../template.ts';
import { columnOf, fieldsOf } from './fields.ts';
import { keysOf, type Mention, mentionsOf, roleOf } from './mentions.ts';

/** A value that a parameter may have. */
export interface Found {
  readonly value: PlainData;
  /** 0 for what the request names; the more, the less there is for it. */
  readonly cost: number;
  /** Nothing but the examples, or nothing at all, speaks for it. */
  readonly guessed: boolean;
}

const costs = { named: 0, nearWords: 0.3, default: 0.2, guess: 1, anything: 2 };
/** Added for each place in a list: earlier ones are likelier. */
const perPlace = 0.03;
const mostValues = 16;

/**
 * The values that a parameter may have for a gap, the likeliest first: from where the template says that they are found,
 * and no others than its schema or its choice allows.
 */
export function candidatesFor(parameter: Parameter, gap: SynthesisGap, chosen: Values = {}): Found[] {
  const found = parameter.find.flatMap((source) => fromSource(source, parameter, gap, chosen));
  if (parameter.default !== undefined) found.push({ value: parameter.default, cost: costs.default, guessed: false });
  const best = new Map<string, Found>();
  for (const one of found.flatMap((each) => fitting(each, parameter))) {
    const key = JSON.stringify(one.value);
    const known = best.get(key);
    if (known === undefined || one.cost < known.cost) best.set(key, one);
  }
  const fits = [...best.values()].filter(({ value }) => looksRight(parameter, value, gap));
  const weighed = fits.map((one) =>
    one.guessed && hasLooks(parameter, one.value) ? { ...one, cost: one.cost - 1 } : one,
  );
  return weighed.sort((a, b) => a.cost - b.cost).slice(0, mostValues);
}

function fromSource(source: Source, parameter: Parameter, gap: SynthesisGap, chosen: Values): Found[] {
  const { intent, structure, examples, otherInputs = [] } = gap;
  const inputs = [...examples.map(({ input }) => input), ...otherInputs].flat();
  if (typeof source === 'object') {
    if ('cellsOf' in source) return cells(gap, String(chosen[source.cellsOf] ?? ''));
    return ranked(wordsAfter(source.after, intent), costs.nearWords, false);
  }
  switch (source) {
    case 'from':
    case 'to': {
      const mentions = mentionsOf(parameter, intent);
      const said = mentions.filter((mention) => roleOf(mention, intent) === source);
      const open = mentions.filter((mention) => roleOf(mention, intent) === undefined);
      const known = mentionsOf(parameter, structure?.[source] ?? '').slice(0, 1);
      const likely = said.length > 0 ? said : known;
      return [
        ...ranked(likely.map(mentioned), costs.named, false),
        ...ranked(open.map(mentioned), costs.nearWords, false),
      ];
    }
    case 'named': {
      const lengthOf = ({ start, end }: Mention) => end - start;
      // "is above": the word nearer to the value says more.
      const mentions = mentionsOf(parameter, intent).sort((a, b) => lengthOf(b) - lengthOf(a) || b.start - a.start);
      return ranked(mentions.map(mentioned), costs.named, false);
    }
    case 'any':
      return examples.length === 0 ? [] : ranked(valuesOf(parameter), costs.anything, true);
    case 'quoted':
      return ranked(quotedIn(intent), costs.named, false);
    case 'numbers':
      return ranked(
        (withoutQuoted(intent).match(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])/g) ?? []).map(Number),
        costs.named,
        false,
      );
    case 'globs':
      return ranked(globsIn(intent), costs.named, false);
    case 'fields': {
      const fields = [...new Set(inputs.flatMap((value) => fieldsOf(value)))];
      const named = fields.filter((field) => names(intent, field));
      const others = examples.length === 0 ? [] : fields.filter((field) => !named.includes(field));
      return [...ranked(named, costs.named, false), ...ranked(others, costs.guess, true)];
    }
  }
}

/** Cells of one column of the inputs: those that the request names, then those that each row of each output has. */
function cells({ intent, examples, otherInputs = [] }: SynthesisGap, column: string): Found[] {
  const inputs = [...examples.map(({ input }) => input), ...otherInputs].flat();
  const values = [...new Set(inputs.flatMap((value) => columnOf(value, column)))];
  const named = values.filter((cell) => names(intent, cell));
  if (examples.length === 0) return ranked(named, costs.named, false);
  const left = examples.flatMap(({ output }) => columnOf(output, column));
  const everywhere = values.filter((cell) => left.length > 0 && left.every((one) => one === cell));
  const others = values.filter((cell) => !everywhere.includes(cell));
  return [
    ...ranked(named, costs.named, false),
    ...ranked(everywhere, costs.guess, true),
    ...ranked(others, costs.anything, true),
  ];
}

function valuesOf({ values, schema }: Parameter): readonly PlainData[] {
  if (values !== undefined) return Object.keys(values);
  return isRecord(schema) && Array.isArray(schema.enum) ? (schema.enum as PlainData[]) : [];
}

function ranked(values: readonly PlainData[], cost: number, guessed: boolean): Found[] {
  return values.map((value, at) => ({ value, cost: cost + at * perPlace, guessed }));
}

const mentioned = ({ value }: { readonly value: string }) => value;

/** In the type that the schema wants, where it fits. */
function fitting(found: Found, { values, schema }: Parameter): Found[] {
  if (values !== undefined) return Object.hasOwn(values, String(found.value)) ? [found] : [];
  const { value } = found;
  const forms =
    typeof value === 'number'
      ? [value, String(value)]
      : typeof value === 'string' && value.trim() !== ''
        ? [value, Number(value), [value]]
        : [value];
  const form = forms.find((one) => fitsSchema(schema ?? true, one));
  return form === undefined ? [] : [{ ...found, value: form }];
}

function fitsSchema(schema: JsonSchema, value: PlainData): boolean {
  return compileSchema(schema)(value).length === 0;
}

/** Whether the texts of the examples look as they do where this is the value. */
function looksRight({ values }: Parameter, value: PlainData, { examples, otherInputs = [] }: SynthesisGap): boolean {
  const looks = values?.[String(value)]?.looks;
  if (looks === undefined) return true;
  const inputs = [...examples.map(({ input }) => input), ...otherInputs.slice(0, 20)].flat();
  const outputs = examples.map(({ output }) => output);
  return [[looks.input, inputs] as const, [looks.output, outputs] as const].every(
    ([pattern, texts]) => pattern === undefined || texts.every((text) => fitsSchema({ pattern }, text)),
  );
}

/** What looks as expected is a better guess than what can look in any way. */
function hasLooks({ values }: Parameter, value: PlainData): boolean {
  return values?.[String(value)]?.looks !== undefined;
}

/** `by country`, `where "unit price"`. */
function wordsAfter(words: readonly string[], text: string): string[] {
  const tokens = tokensOf(text);
  return tokens.flatMap(({ key, end }, at) => {
    if (!words.includes(key)) return [];
    const quoted = /^\s*(?:the\s+)?(?:column\s+|field\s+)?(["'`“])(.+?)["'`”]/.exec(text.slice(end))?.[2];
    if (quoted !== undefined) return [quoted];
    const next = tokens
      .slice(at + 1)
      .find((token) => !/^(?:that|whether|if|the|a|an|each|every|all|its|column|field|by|is|=|:)$/.test(token.key));
    return next?.isWord ? [text.slice(next.start, next.end)] : [];
  });
}

const quotes = /"([^"]+)"|“([^”]+)”|`([^`]+)`|(?<!\w)'([^']+)'(?!\w)/g;

function quotedIn(text: string): string[] {
  return [...text.matchAll(quotes)].map((found) => found.slice(1).find((part) => part !== undefined) ?? '');
}

function withoutQuoted(text: string): string {
  return text.replaceAll(quotes, ' ');
}

/** A request without what it only names: texts in quotes, numbers, paths and kinds of files. */
export function withoutValues(text: string): string {
  return withoutQuoted(text)
    .replaceAll(fileKinds, ' files ')
    .replaceAll(paths, ' ')
    .replaceAll(/\d[\d.,]*/g, ' ');
}

const paths = /(?<![\w*/.])(?:[\w*?{},[\]-]+\/)*[\w*?{},[\].-]*(?:\*|\/|\.\w)[\w*?{},[\]./-]*/g;
const fileKinds =
  /(?<!\S)\.?(md|markdown|txt|text|json|ya?ml|csv|tsv|[cm]?[jt]sx?|typescript|javascript|css|html?|py|python)\s+files?\b/gi;
const endings: Readonly<Record<string, string>> = {
  markdown: 'md',
  text: 'txt',
  typescript: 'ts',
  javascript: 'js',
  python: 'py',
};

/** `src/**` + `/*.ts`, `*.md`, `package.json`; `.ts files` are all files with that ending. */
function globsIn(text: string): string[] {
  const globs = withoutQuoted(text).match(paths) ?? [];
  const kinds = [...text.matchAll(fileKinds)].map(([, kind = '']) => kind.toLowerCase());
  return [
    ...globs.map((glob) => glob.replace(/[.,/]+$/, '')).filter((glob) => /[\w*]/.test(glob)),
    ...kinds.map((kind) => `**/*.${endings[kind] ?? kind}`),
  ];
}

function names(text: string, name: string): boolean {
  const [words, wanted] = [keysOf(text), keysOf(name)];
  if (wanted.length === 0) return false;
  return words.some((_, at) => wanted.every((key, offset) => words[at + offset] === key));
}
