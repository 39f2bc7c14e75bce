import { type Data, isRecord } from '../data.ts';

/** Writes INI: a section for each record in the record, above them what is in no section. */
export function write(data: Data): string {
  if (!isRecord(data)) throw new Error('Only a record can be written as INI.');
  const entries = Object.entries(data);
  const lines = entries.filter(([, value]) => !isRecord(value)).map(([key, value]) => entryLine(key, value));
  const sections = entries.flatMap(([name, section]) => {
    if (!isRecord(section)) return [];
    if (/[[\]\r\n]/.test(name)) throw new Error(`"${name}" cannot be the name of a section.`);
    return [[`[${name}]`, ...Object.entries(section).map(([key, value]) => entryLine(key, value))].join('\n')];
  });
  return [...(lines.length > 0 ? [lines.join('\n')] : []), ...sections].join('\n\n');
}

function entryLine(key: string, value: Data): string {
  if (typeof value === 'object' && value !== null) throw new Error(`INI has no way to write what is in "${key}".`);
  const text = value === null ? '' : String(value);
  if (key !== key.trim() || key === '' || /^[;#[]|[=\r\n]/.test(key))
    throw new Error(`"${key}" cannot be a key in INI.`);
  if (/[\r\n]/.test(text)) throw new Error(`INI cannot write the line end in "${key}".`);
  const plain = text === text.trim() && !/^["';#]|["']$/.test(text);
  return `${key} = ${plain ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`}`;
}
