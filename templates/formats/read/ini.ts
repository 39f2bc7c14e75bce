import type { Data, Row } from '../data.ts';

/** Reads INI: `key = value`, below `[section]`; a section is a record in the record of the whole. Values are texts. */
export function read(text: string): Data {
  const whole = new Map<string, Data>();
  const sections = new Map<string, Map<string, Data>>();
  let section = whole;
  for (const [at, line] of text.split(/\r\n|\n/).entries()) {
    const said = line.trim();
    if (said === '' || said.startsWith(';') || said.startsWith('#')) continue;
    const name = /^\[([^\]]*)\]$/.exec(said)?.[1]?.trim();
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, Data>();
      sections.set(name, section);
      continue;
    }
    const equals = said.indexOf('=');
    if (equals < 1) throw new Error(`Line ${at + 1} is neither a section nor \`key = value\`.`);
    section.set(said.slice(0, equals).trim(), unquotedValue(said.slice(equals + 1).trim()));
  }
  const records = [...sections].map(([name, entries]): [string, Row] => [name, Object.fromEntries(entries)]);
  return { ...Object.fromEntries(whole), ...Object.fromEntries(records) };
}

function unquotedValue(text: string): string {
  if (text.length >= 2 && text.startsWith('"') && text.endsWith('"'))
    return text.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  return text.length >= 2 && text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1) : text;
}
