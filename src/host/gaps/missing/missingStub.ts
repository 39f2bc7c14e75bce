import { type Gap, type PlainData, stubGapId } from '#protocol';

/** A function that the language service does not find, where it is called. */
export interface MissingCall {
  readonly name: string;
  /** How many arguments the call has. */
  readonly count: number;
}

/** The name that a diagnostic is about, where it is called there. @param rest the text from the name on */
export function missingCall(name: string, rest: string): MissingCall | undefined {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) || !rest.startsWith(name)) return undefined;
  const [, list] = /^\s*\(([\s\S]*)/.exec(rest.slice(name.length)) ?? [];
  return list === undefined ? undefined : { name, count: countArguments(list) };
}

/** Arguments up to the bracket that closes the call: commas that are in no other bracket and no text. */
function countArguments(list: string): number {
  let depth = 0;
  let count = 0;
  let isEmpty = true;
  for (const [token] of list.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\S/g)) {
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token) && depth-- === 0) break;
    else if (token === ',' && depth === 0) {
      count++;
      isEmpty = true;
      continue;
    }
    isEmpty = false;
  }
  return isEmpty ? count : count + 1;
}

/** The gap of a function that is missing from a file, by the name that the file is to export it under. */
export function missingGapOf(gaps: readonly Gap[], path: string, name: string): Gap | undefined {
  return gaps.find(({ id, source, ignored }) => id === stubGapId(path, name) && source === 'missing' && !ignored);
}

/**
 * The text of a function that is not written yet, with the types that its examples have.
 * @param typed whether the file is TypeScript
 */
export function missingStubText({ name, count }: MissingCall, gap: Gap | undefined, typed: boolean): string {
  const examples = gap?.examples ?? [];
  const columns = examples[0]?.input.length ?? gap?.parameters.length ?? count;
  const rows = [...examples.map(({ input }) => input), ...(gap?.otherInputs ?? [])];
  const parameters = Array.from({ length: columns }, (_, at) => {
    const own = gap?.parameters[at] ?? (columns === 1 ? 'input' : `input${at + 1}`);
    return typed ? `${own}: ${typeOf(rows.flatMap((row) => (at < row.length ? [row[at] ?? null] : [])))}` : own;
  });
  const returns = typed ? `: ${typeOf(examples.map(({ output }) => output))}` : '';
  return `export function ${name}(${parameters.join(', ')})${returns} {\n  throw new Error('not implemented');\n}\n`;
}

/** The narrowest type that all values have; `unknown` where none is known. */
function typeOf(values: readonly PlainData[]): string {
  const types = [...new Set(values.map(typeOfOne))];
  return types.length === 0 || types.includes('unknown') ? 'unknown' : types.join(' | ');
}

function typeOfOne(value: PlainData): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const item = typeOf(value);
    return /^\w+(?:\[\])*$/.test(item) ? `${item}[]` : `(${item})[]`;
  }
  if (typeof value !== 'object') return typeof value;
  const of = typeOf(Object.values(value as Readonly<Record<string, PlainData>>));
  return `Record<string, ${of}>`;
}
