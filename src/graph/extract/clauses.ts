import type { ParsedExport, ParsedImport } from './record.ts';

/**
 * Reads import and export statements of the usual forms from their text, once the parser has said where they are:
 * several times faster than taking each name out of the parser's memory. Every reader gives undefined for what is not
 * plain (comments, string names, escapes, phases, several declarators), and then the parser's record is asked.
 */

const name = /^[\w$\u0080-\uFFFF]+$/;

/** @param text from `import` to the specifier: `import a, { type B as C } from ` */
export function readImportClause(text: string): ParsedImport['names'] | undefined {
  if (/["'`/\\]/.test(text)) return undefined;
  const from = text.lastIndexOf('from');
  if (from === -1) return text.trim() === 'import' ? [] : undefined;
  let clause = text.slice('import'.length, from).trim();
  const typeOnly = /^type(?:\s+[^\s,]|[{*])/.test(clause);
  if (typeOnly) clause = clause.slice('type'.length).trim();
  const names: ParsedImport['names'][number][] = [];
  const brace = clause.search(/[{*]/);
  const before = (brace === -1 ? clause : clause.slice(0, brace)).trim();
  // Without a comma it is a phase: `import defer * as a`.
  if (brace !== -1 && before !== '' && !before.endsWith(',')) return undefined;
  const first = before.replace(/\s*,$/, '');
  if (first !== '') {
    if (!name.test(first)) return undefined;
    names.push({ imported: 'default', local: first, typeOnly });
  }
  if (brace === -1) return first === '' ? undefined : names;
  const rest = clause.slice(brace);
  const namespace = /^\*\s*as\s+(\S+)$/.exec(rest)?.[1];
  if (namespace !== undefined && name.test(namespace)) return [...names, { imported: '*', local: namespace, typeOnly }];
  const listed = readList(rest);
  if (!listed) return undefined;
  for (const item of listed) names.push({ imported: item.name, local: item.as, typeOnly: typeOnly || item.typeOnly });
  return names;
}

/** `{ a, b as c, type D }` */
function readList(text: string): { name: string; as: string; typeOnly: boolean }[] | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  const items: { name: string; as: string; typeOnly: boolean }[] = [];
  for (const part of text.slice(1, -1).split(',')) {
    const words = part.trim().split(/\s+/);
    if (words.length === 1 && words[0] === '') continue;
    const typeOnly = words.length % 2 === 0;
    // `type` and `as` can be names themselves: whoever calls a thing that pays with time.
    if (typeOnly && words.shift() !== 'type') return undefined;
    const [first = '', as, second] = words;
    if (words.length > 3 || words.some((word) => !name.test(word)) || first === 'type' || first === 'as')
      return undefined;
    if (as !== undefined && as !== 'as') return undefined;
    items.push({ name: first, as: second ?? first, typeOnly });
  }
  return items;
}

const passOn = /^export\s+(type\s+)?(\*(?:\s*as\s+([\w$]+))?|\{[^{}"'`/\\]*\})\s*from\s*(["'])([^"'\\\n]*)\4\s*;?$/;

/** `export … from '…'` @param text the whole statement, which begins at `start` */
export function readPassingOn(text: string, start: number): ParsedExport[] | undefined {
  const match = passOn.exec(text);
  if (!match) return undefined;
  const [, type, what = '', namespace, , value = ''] = match;
  const specifierEnd = start + text.replace(/\s*;?$/, '').length;
  const from = { value, start: specifierEnd - value.length - 2, end: specifierEnd };
  const all = type !== undefined;
  if (what.startsWith('*')) return [{ start, from, imported: '*', exported: namespace ?? '*', typeOnly: all }];
  return readList(what)?.map((item) => ({
    start,
    from,
    imported: item.name,
    exported: item.as,
    typeOnly: all || item.typeOnly,
  }));
}

const declaration =
  /^export\s+(?:(const|let|var|async\s+function\b|function\b|class|enum|const\s+enum|abstract\s+class)(?:\s*\*)?|(interface|type))\s+([\w$]+)\s*(.)/;

/** `export const a = …`, `export function a(…`, `export class A …` with one name @param text the beginning of the statement */
export function readDeclaration(text: string, start: number): ParsedExport | undefined {
  const match = declaration.exec(text);
  if (!match) return undefined;
  const [, value, type, exported = '', next = ''] = match;
  if (exported === 'enum' || (type === 'type' && next !== '=' && next !== '<')) return undefined;
  if (value !== undefined && /^(?:const|let|var)$/.test(value) && !/[=:;!]/.test(next)) return undefined;
  return { start, from: undefined, imported: undefined, exported, typeOnly: type !== undefined };
}
