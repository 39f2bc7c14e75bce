/** A list that is written once, by name, and spread into the lists that begin with it. */
export interface SharedList {
  readonly name: string;
  readonly items: readonly string[];
}

const lineLength = 110;

/** Writes plain data as JavaScript, in the style of most formatters: two spaces, single quotes, trailing commas. */
export function toSource(value: unknown, shared: SharedList, indent = ''): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const { own, begins } = split(value, shared);
    if (begins && own.length === 0) return shared.name;
    const items = own.map((item) => toSource(item, shared, inner));
    return enclose(begins ? [`...${shared.name}`, ...items] : items, ['[', ']'], '', indent);
  }
  const items = Object.entries(value).map(([key, item]) => `${keyOf(key)}: ${toSource(item, shared, inner)}`);
  return enclose(items, ['{', '}'], ' ', indent);
}

/** On one line where it fits. */
function enclose(items: readonly string[], [open, close]: [string, string], space: string, indent: string): string {
  if (items.length === 0) return open + close;
  const line = `${open}${space}${items.join(', ')}${space}${close}`;
  if (!line.includes('\n') && indent.length + line.length <= lineLength) return line;
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close}`;
}

function split(list: readonly unknown[], { items }: SharedList): { own: readonly unknown[]; begins: boolean } {
  const begins = items.length > 0 && items.every((item, index) => list[index] === item);
  return { own: begins ? list.slice(items.length) : list, begins };
}

function keyOf(key: string): string {
  return /^[a-z_$][\w$]*$/i.test(key) ? key : quote(key);
}

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return `'${escaped.replaceAll("'", "\\'")}'`;
}
