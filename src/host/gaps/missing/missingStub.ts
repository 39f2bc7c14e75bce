import { type Gap, type MissingCall, stubGapId } from '#protocol';

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
