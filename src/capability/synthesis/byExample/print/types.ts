import type { ArrayExpression, Program } from '../language/expression.ts';
import { type InputType, type PrintedInputs, typeAt } from './inputs.ts';
import { narrowedBy } from './narrowed.ts';

const unknown: InputType = { kind: 'unknown' };
const text: InputType = { kind: 'string' };

/** What a program gives where it has an answer. */
export function resultTypeOf(program: Program, inputs: PrintedInputs): InputType {
  switch (program.gives) {
    case 'text':
      return text;
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'list':
      return { kind: 'array', of: text };
    case 'array':
      return { kind: 'array', of: itemTypeOf(program.body, inputs) };
    case 'value':
      return typeAt(inputs[program.column]?.type ?? unknown, program.path);
    case 'entry':
      return typeAt(itemTypeOf(program.of, inputs), program.path);
    case 'constant':
      return scalar(program.value);
    case 'table':
      return union(program.entries.map(([, value]) => scalar(value)));
    case 'choice':
      return union(
        [true, false].map((answer) =>
          resultTypeOf(answer ? program.yes : program.no, narrowedBy(program.test, answer, inputs)),
        ),
      );
    case 'nothing':
    case 'error':
      return { kind: 'never' };
    case 'merged':
      return mergedType(program.of.map(({ column, path }) => typeAt(inputs[column]?.type ?? unknown, path)));
    case 'property': {
      const record = typeAt(inputs[program.column]?.type ?? unknown, program.path);
      return record.kind === 'map' ? record.of : record.kind === 'record' ? propertyType(record) : unknown;
    }
    case 'tuple':
      return { kind: 'tuple', of: program.items.map((item) => resultTypeOf(item, inputs)) };
    case 'keyed': {
      const item = [{ name: 'entry', type: itemTypeOf(program.of, inputs) }];
      return { kind: 'map', of: resultTypeOf(program.value, item) };
    }
    case 'grouped': {
      const items: InputType = { kind: 'array', of: itemTypeOf(program.of, inputs) };
      return { kind: 'map', of: resultTypeOf(program.value, [{ name: 'entries', type: items }]) };
    }
    case 'record': {
      const fields = program.fields.map(([name, field]) => ({
        name,
        type: resultTypeOf(field, inputs),
        optional: false,
      }));
      if (program.rest === undefined) return { kind: 'record', fields };
      const { column, path, without } = program.rest;
      const rest = typeAt(inputs[column]?.type ?? unknown, path);
      if (rest.kind !== 'record') return { kind: 'map', of: unknown };
      const own = new Set(fields.map(({ name }) => name));
      const others = rest.fields.filter(({ name }) => !own.has(name) && !without.includes(name));
      return { kind: 'record', fields: [...others, ...fields] };
    }
  }
}

/** What the items of an array are. */
export function itemTypeOf(expression: ArrayExpression, inputs: PrintedInputs): InputType {
  switch (expression.op) {
    case 'arrayInput': {
      const type = typeAt(inputs[expression.column]?.type ?? unknown, expression.path);
      const array = type.kind === 'union' ? type.of.find(({ kind }) => kind === 'array') : type;
      return array?.kind === 'array' && type.kind === 'array' ? array.of : unknown;
    }
    case 'entries': {
      const type = typeAt(inputs[expression.column]?.type ?? unknown, expression.path);
      const fields = type.kind === 'record' && type.fields.every(({ optional }) => !optional) ? type.fields : undefined;
      const value = type.kind === 'map' ? type.of : fields ? union(fields.map((field) => field.type)) : unknown;
      const name = { name: 'name', type: text, optional: false };
      return { kind: 'record', fields: [name, { name: 'value', type: value, optional: false }] };
    }
    case 'texts':
      return text;
    case 'running':
      return { kind: 'number' };
    case 'zipped': {
      const [left, right] = [itemTypeOf(expression.left, inputs), itemTypeOf(expression.right, inputs)];
      const field = (name: string, type: InputType) => ({ name, type, optional: false });
      return { kind: 'record', fields: [field('left', left), field('right', right)] };
    }
    case 'mapped':
      return resultTypeOf(expression.each, [{ name: 'entry', type: itemTypeOf(expression.of, inputs) }]);
    case 'flattened': {
      const inner = itemTypeOf(expression.of, inputs);
      return inner.kind === 'array' ? inner.of : unknown;
    }
    default:
      return itemTypeOf(expression.of, inputs);
  }
}

type RecordType = Extract<InputType, { kind: 'record' }>;

function mergedType(types: readonly InputType[]): InputType {
  if (!types.every((type): type is RecordType => type.kind === 'record')) return { kind: 'map', of: unknown };
  const fields = new Map(types.flatMap((type) => type.fields.map((field) => [field.name, field] as const)));
  return { kind: 'record', fields: [...fields.values()] };
}

/** What any of the properties is. */
function propertyType({ fields }: RecordType): InputType {
  return fields.every(({ optional }) => !optional) ? union(fields.map(({ type }) => type)) : unknown;
}

function scalar(value: string | number | boolean | null): InputType {
  if (value === null) return { kind: 'null' };
  return { kind: typeof value as 'string' | 'number' | 'boolean' };
}

/** Without repetitions. */
function union(types: readonly InputType[]): InputType {
  const known = types
    .flatMap((type) => (type.kind === 'union' ? type.of : [type]))
    .filter(({ kind }) => kind !== 'never');
  const alike = [...new Map(known.map((type) => [JSON.stringify(type), type])).values()];
  const hasNumbers = alike.filter(({ kind }) => kind === 'number').length > 1;
  const different = hasNumbers
    ? [...alike.filter(({ kind }) => kind !== 'number'), { kind: 'number' } as const]
    : alike;
  const [only] = different;
  if (only === undefined) return unknown;
  if (different.some(({ kind }) => kind === 'unknown')) return unknown;
  return different.length === 1 ? only : { kind: 'union', of: different };
}
