import type { InputType } from './inputs.ts';
import type { Printer } from './printer.ts';

/** What is done with the items of a list. */
interface Steps {
  readonly filter?: (item: Printer) => string;
  readonly map?: { readonly type: string; readonly print: (item: Printer) => string };
}

/**
 * The items for which a test holds, or what becomes of each. Where it can be said in one expression, it is a `filter` or
 * `map`; else a loop, so that one item without a value ends the whole.
 */
export function loop(of: string, type: InputType, to: Printer, { filter, map }: Steps): string {
  const { writer } = to;
  const name = writer.freeName('entry');
  const block = writer.block();
  const inner = to.within(block, [{ name, type }]);
  const test = filter?.(inner);
  const testEnd = block.lines.length;
  const printed = map?.print(inner) ?? name;
  const value = block.lines.length > testEnd ? block.inlined(printed) : printed;
  if (block.lines.length === 0) {
    writer.freed(name);
    const kept = test === undefined ? of : `${of}.filter((${name}) => ${test})`;
    return map === undefined || value === name ? kept : `${kept}.map((${name}) => ${bodyOf(value)})`;
  }
  const results = writer.freeName('results');
  const itemType = map?.type ?? `(typeof ${of})[number]`;
  const source = map === undefined ? writer.declare('items', of) : of;
  writer.lines.push(
    `const ${results}: ${arrayOf(map === undefined ? `(typeof ${source})[number]` : itemType)} = [];`,
    `for (const ${name} of ${source}) {`,
  );
  const lines = [...block.lines];
  if (test !== undefined) lines.splice(testEnd, 0, `if (!(${test})) continue;`);
  block.lines.splice(0, block.lines.length, ...lines, `${results}.push(${value});`);
  writer.add(block);
  writer.lines.push('}');
  return results;
}

/** A record needs brackets where it is all that a function gives. */
function bodyOf(value: string): string {
  return value.startsWith('{') ? `(${value})` : value;
}

function arrayOf(type: string): string {
  return /^\w+$|^\{.*\}$/.test(type) ? `${type}[]` : `(${type})[]`;
}
