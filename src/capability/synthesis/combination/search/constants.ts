import { isRecord } from '#base';
import { compileSchema } from '#capability/package';
import type { PlainData } from '#protocol';
import { alone, finiteValues, type Rooted, type Type, typesOf } from '../schema/rooted.ts';
import { isSaid, type Said } from './said.ts';

/** A value that nobody gives, and how far-fetched it is. */
export interface Constant {
  readonly value: PlainData;
  readonly cost: number;
}

const most = 12;
/** What somebody names is wanted, also where it need not be given. */
const saidCost = -0.2;

/**
 * What a property can be set to where the input does not tell: the values that its schema lists or names as usual, and
 * what the request says; the likeliest first.
 */
export function constantsFor(name: string, property: Rooted, said: Said): readonly Constant[] {
  const { schema } = property;
  if (!isRecord(schema)) return [];
  const types = typesOf([property]);
  const found: Constant[] = 'default' in schema ? [{ value: schema.default as PlainData, cost: 0.05 }] : [];
  const listed = finiteValues(schema) as readonly PlainData[] | undefined;
  if (listed !== undefined) found.push(...listed.map((value) => ({ value, cost: costOf(value, said, listed.length) })));
  else if (isOnly(types, 'boolean')) {
    const wanted = isSaid(name, said);
    found.push({ value: true, cost: wanted ? saidCost : 0.6 }, { value: false, cost: wanted ? 0.8 : 0.5 });
  } else if (isOnly(types, 'string')) found.push(...said.quoted.map((value) => ({ value, cost: 0.3 })));
  else if (isOnly(types, 'number') || isOnly(types, 'integer')) {
    found.push(...said.numbers.map((value) => ({ value, cost: 0.3 })));
  }
  const fits = checkOf(property);
  const known = new Set<string>();
  return found
    .toSorted((a, b) => a.cost - b.cost)
    .filter(({ value }) => fits(value) && known.size < known.add(JSON.stringify(value)).size)
    .slice(0, most);
}

/** Whether a value fits a schema, as far as that can be told by itself. */
export function checkOf(property: Rooted): (value: PlainData) => boolean {
  const schema = alone(property);
  if (schema === undefined) return () => false;
  try {
    const check = compileSchema(schema);
    return (value) => check(value).length === 0;
  } catch {
    // No check can be made of a schema that refers to what is not in it.
    return () => false;
  }
}

function isOnly(types: readonly Type[], type: Type): boolean {
  return types.length === 1 && types[0] === type;
}

/** One value of one is no choice. */
function costOf(value: PlainData, said: Said, count: number): number {
  if (count === 1) return 0;
  return isSaid(String(value), said) || said.quoted.includes(String(value)) ? saidCost : 0.6;
}
