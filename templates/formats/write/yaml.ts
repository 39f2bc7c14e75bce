import { type Data, isRecord } from '../data.ts';

/** Writes YAML 1.2 in block style. */
export function write(data: Data): string {
  return yamlLines(data).join('\n');
}

function yamlLines(data: Data): string[] {
  if (Array.isArray(data) && data.length > 0) return data.flatMap((item: Data) => yamlItem(item));
  if (!isRecord(data) || Object.keys(data).length === 0) return [yamlScalar(data)];
  return Object.entries(data).flatMap(([key, value]) => {
    const name = yamlText(key);
    return isNested(value)
      ? [`${name}:`, ...yamlLines(value).map((line) => `  ${line}`)]
      : [`${name}: ${yamlScalar(value)}`];
  });
}

function yamlItem(item: Data): string[] {
  if (!isNested(item)) return [`- ${yamlScalar(item)}`];
  const [first = '', ...others] = yamlLines(item);
  return [`- ${first}`, ...others.map((line) => `  ${line}`)];
}

function isNested(data: Data): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length > 0;
}

function yamlScalar(data: Data): string {
  if (typeof data === 'string') return yamlText(data);
  return typeof data === 'object' && data !== null ? (Array.isArray(data) ? '[]' : '{}') : String(data);
}

/** Words that are no texts, or were none in YAML 1.1. */
const yamlWords = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** Texts that could be read as something else are in quotes. */
function yamlText(text: string): string {
  const isPlain =
    /^[A-Za-z_/\u00c0-\u1fff\u3040-\ud7ff][\w ./()+'*&%$@!?;<=>~^|\u00c0-\u1fff\u3040-\ud7ff-]*$/.test(text) &&
    text === text.trimEnd();
  return isPlain && !yamlWords.has(text.toLowerCase()) ? text : JSON.stringify(text);
}
