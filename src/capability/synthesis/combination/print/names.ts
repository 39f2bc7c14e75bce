/** Words of the language that are no names, and names that every combination has. */
const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield async of run context`.split(/\s+/),
);

/** Gives names that nothing else has. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** The name itself, where it can be one. */
  own(name: string): string {
    if (!/^[A-Za-z_$][\w$]*$/.test(name) || reserved.has(name) || this.#taken.has(name)) return this.fresh(name);
    this.#taken.add(name);
    return name;
  }

  /** `csv-to-json` → `csvToJson`, with a number where that is taken. */
  fresh(words: string): string {
    const base = camelCase(words);
    let name = base;
    for (let nth = 2; reserved.has(name) || this.#taken.has(name); nth++) name = `${base}${nth}`;
    this.#taken.add(name);
    return name;
  }
}

function camelCase(words: string): string {
  const [first = '', ...rest] = words.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capital)].join('');
  return /^[A-Za-z]/.test(name) ? name : `part${capital(name)}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A name of a property as it is written in an object. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : `[${literal(name)}]`;
}

/** A value as TypeScript has it, in single quotes as far as that can be read. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, one]) => `${propertyKey(name)}: ${literal(one)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function quoted(text: string): string {
  const json = JSON.stringify(text);
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
