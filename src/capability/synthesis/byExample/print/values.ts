import type { Program } from '../language/expression.ts';
import { operand, unwrapped } from './brackets.ts';
import { defaulted } from './defaulted.ts';
import { printEntriesKept } from './entries.ts';
import { access, propertyKey, readRecord, readValue, typeAt, typeText } from './inputs.ts';
import { narrowedBy } from './narrowed.ts';
import type { Printer } from './printer.ts';
import { lookedUp } from './text.ts';
import { itemTypeOf, resultTypeOf } from './types.ts';
import { quoted } from './writer.ts';

/** A program as an expression; its statements go to the writer. */
export function printValue(program: Program, to: Printer): string {
  switch (program.gives) {
    case 'text':
      return to.text(program.body);
    case 'number':
      return to.number(program.body);
    case 'boolean':
      return to.test(program.body);
    case 'list':
      return to.list(program.body);
    case 'array':
      return to.array(program.body);
    case 'value':
      return readValue(program, to.writer, to.inputs);
    case 'constant':
      return typeof program.value === 'string' ? quoted(program.value) : String(program.value);
    case 'table':
      return lookedUp(to.text(program.of), program.entries, to.writer);
    case 'nothing':
      to.writer.declineIf('true');
      return 'null';
    case 'error':
      to.writer.lines.push(thrown(program, to));
      return 'null';
    case 'choice':
      return printChoice(program, to);
    case 'entry':
      return printEntry(program, to);
    case 'record':
      return printRecord(program, to);
    case 'merged':
      return `{ ${program.of.map((place) => `...${readRecord(place, to.writer, to.inputs)}`).join(', ')} }`;
    case 'property':
      return printProperty(program, to);
    case 'tuple':
      return `[${program.items.map((item) => to.value(item)).join(', ')}]`;
    default:
      return printMap(program, to);
  }
}

function printChoice(program: Extract<Program, { gives: 'choice' }>, to: Printer): string {
  const { writer } = to;
  const test = to.test(program.test);
  if (test === 'true') return to.value(program.yes);
  if (test === 'false') return to.value(program.no);
  const otherwise = defaulted(program, to);
  if (otherwise !== undefined) return otherwise;
  const name = writer.freeName('chosen');
  writer.lines.push(`let ${name}: ${typeText(resultTypeOf(program, to.inputs))};`, `if (${test}) {`);
  for (const [branch, answer, close] of [
    [program.yes, true, '} else {'],
    [program.no, false, '}'],
  ] as const) {
    const block = writer.block();
    const known = to.knowing(narrowedBy(program.test, answer, to.inputs));
    if (branch.gives === 'nothing') {
      block.lines.push('return null;');
      block.canDecline = true;
    } else if (branch.gives === 'error') block.lines.push(thrown(branch, known.within(block)));
    else block.lines.push(`${name} = ${known.within(block).value(branch)};`);
    writer.add(block);
    writer.lines.push(close);
  }
  return name;
}

/** The statement that ends with an error. */
export function thrown({ kind, message }: Extract<Program, { gives: 'error' }>, to: Printer): string {
  return `throw new ${kind}(${unwrapped(to.text(message))});`;
}

function printEntry({ of, at, path }: Extract<Program, { gives: 'entry' }>, to: Printer): string {
  const { writer } = to;
  const type = itemTypeOf(of, to.inputs);
  const entry = writer.require('entry', `${operand(to.array(of))}${at < 0 ? `.at(${at})` : `[${at}]`}`);
  if (path.length === 0) return entry;
  const found = access(entry, type, path, writer);
  return typeAt(type, path).kind === found.type.kind && found.type.kind !== 'unknown'
    ? found.code
    : writer.require('value', found.code);
}

function printRecord({ rest, fields }: Extract<Program, { gives: 'record' }>, to: Printer): string {
  const { writer, inputs } = to;
  const parts: string[] = [];
  if (rest !== undefined) {
    const record = readRecord(rest, writer, inputs);
    const type = typeAt(inputs[rest.column]?.type ?? { kind: 'unknown' }, rest.path);
    const fields = type.kind === 'record' ? type.fields.map(({ name }) => name) : [];
    const without = rest.without.filter((name) => type.kind !== 'record' || fields.includes(name));
    if (without.length === 0) parts.push(`...${record}`);
    else if (type.kind === 'record') parts.push(`...${withoutFields(record, without, to)}`);
    else {
      const names = without.map(quoted).join(', ');
      parts.push(`...Object.fromEntries(Object.entries(${record}).filter(([name]) => ![${names}].includes(name)))`);
    }
  }
  for (const [name, field] of fields) {
    const value = to.value(field);
    parts.push(value === name ? name : `${propertyKey(name)}: ${value}`);
  }
  return `{ ${parts.join(', ')} }`;
}

/** What has no property of this name is declined, as is one that was not its own. */
function printProperty(program: Extract<Program, { gives: 'property' }>, { writer, inputs, text }: Printer): string {
  const record = readRecord(program, writer, inputs);
  const key = writer.declare('key', text(program.key));
  if (typeAt(inputs[program.column]?.type ?? { kind: 'unknown' }, program.path).kind === 'map') {
    writer.declineIf(`!Object.hasOwn(${record}, ${key})`);
    return `${operand(record)}[${key}]`;
  }
  return writer.require('value', `new Map(Object.entries(${record})).get(${key})`);
}

/** What is left of a record without some fields, each taken out under a name that says that it is not used. */
function withoutFields(record: string, names: readonly string[], { writer }: Printer): string {
  const rest = writer.freeName('rest');
  const taken = names.map((name) => `${propertyKey(name)}: ${writer.freeName('_unused')}`);
  writer.lines.push(`const { ${taken.join(', ')}, ...${rest} } = ${record};`);
  return rest;
}

type Mapped = Extract<Program, { gives: 'keyed' | 'grouped' }>;

/** A record that is filled in a loop, so that one item without a value ends the whole. */
function printMap(program: Mapped, to: Printer): string {
  const { writer, inputs } = to;
  const kept = program.gives === 'keyed' ? printEntriesKept(program, to) : undefined;
  if (kept !== undefined) return kept;
  const type = itemTypeOf(program.of, inputs);
  const items = to.array(program.of);
  const name = writer.freeName('entry');
  const block = writer.block();
  const key = to.within(block, [{ name, type }]).text(program.key);
  if (program.gives === 'keyed') {
    const value = block.inlined(to.within(block, [{ name, type }]).value(program.value));
    const values = typeText(resultTypeOf(program.value, [{ name, type }]));
    const entries = writer.freeName('results');
    block.lines.push(`${entries}.set(${key}, ${value});`);
    writer.lines.push(`const ${entries} = new Map<string, ${values}>();`, `for (const ${name} of ${items}) {`);
    writer.add(block);
    writer.lines.push('}');
    return `Object.fromEntries(${entries})`;
  }
  const groups = writer.freeName('groups');
  writer.lines.push(`const ${groups} = new Map<string, (${typeText(type)})[]>();`, `for (const ${name} of ${items}) {`);
  const keyName = block.declare('key', key);
  block.lines.push(`${groups}.set(${keyName}, [...(${groups}.get(${keyName}) ?? []), ${name}]);`);
  writer.add(block);
  writer.lines.push('}');
  return printGroups(program, groups, to);
}

function printGroups(program: Mapped, groups: string, to: Printer): string {
  const { writer, inputs } = to;
  const group = {
    name: writer.freeName('entries'),
    type: { kind: 'array', of: itemTypeOf(program.of, inputs) } as const,
  };
  if (program.value.gives === 'value' && program.value.path.length === 0) return `Object.fromEntries(${groups})`;
  const results = writer.freeName('results');
  const key = writer.freeName('group');
  const block = writer.block();
  const value = block.inlined(to.within(block, [group]).value(program.value));
  block.lines.push(`${results}.set(${key}, ${value});`);
  const values = typeText(resultTypeOf(program.value, [group]));
  writer.lines.push(
    `const ${results} = new Map<string, ${values}>();`,
    `for (const [${key}, ${group.name}] of ${groups}) {`,
  );
  writer.add(block);
  writer.lines.push('}');
  return `Object.fromEntries(${results})`;
}
