import type { ErrorObject } from 'ajv/dist/2020.js';

/** One thing that is wrong with a value. */
export interface Violation {
  /** JSON pointer to what is wrong; for a missing property, to where it should be. */
  readonly pointer: string;
  /** One sentence without a full stop: `dates[0] is 5, not a string`. */
  readonly message: string;
}

/** @param whole what the checked value is called: `input` */
function explain(error: ErrorObject, whole: string): Violation {
  const { params, instancePath } = error;
  const name: unknown =
    params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? error.propertyName;
  const pointer = typeof name === 'string' ? `${instancePath}/${escaped(name)}` : instancePath;
  const at = placeOf(pointer, whole);
  const own = ownWords(error);
  if (own !== undefined) return { pointer, message: `${at} is ${shown(error.data)}, but ${own}` };
  return { pointer, message: `${at} ${reasonOf(error)}` };
}

/** What the schema itself says about values that it refuses, in the words of VS Code's JSON support. */
function ownWords({ keyword, parentSchema }: ErrorObject): string | undefined {
  const { patternErrorMessage, errorMessage } = (parentSchema ?? {}) as Record<string, unknown>;
  const words = keyword === 'pattern' ? patternErrorMessage : selfExplaining.has(keyword) ? undefined : errorMessage;
  return typeof words === 'string' ? words : undefined;
}

const selfExplaining = new Set(['additionalProperties', 'required', 'type']);

function reasonOf({ keyword, params, data, message }: ErrorObject): string {
  const is = `is ${shown(data)}`;
  switch (keyword) {
    case 'type':
      return `${is}, not ${kindsOf(params.type)}`;
    case 'required':
    case 'dependentRequired':
      return 'is missing';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a known property';
    case 'enum':
      return `${is}, which is none of ${params.allowedValues.map(shown).join(', ')}`;
    case 'const':
      return `${is}, not ${shown(params.allowedValue)}`;
    case 'format':
      return `${is}, which is no ${params.format}`;
    case 'pattern':
      return `${is}, which does not match ${params.pattern}`;
    case 'minLength':
    case 'maxLength':
      return `has ${[...String(data)].length} characters ${boundOf(keyword, params.limit)}`;
    case 'additionalItems':
    case 'items':
    case 'minItems':
    case 'maxItems':
      return `has ${(data as unknown[]).length} items ${boundOf(keyword, params.limit)}`;
    case 'minimum':
      return `${is}; the least is ${params.limit}`;
    case 'maximum':
      return `${is}; the most is ${params.limit}`;
    case 'exclusiveMinimum':
      return `${is}, which is not more than ${params.limit}`;
    case 'exclusiveMaximum':
      return `${is}, which is not less than ${params.limit}`;
    case 'uniqueItems':
      return 'has an item twice';
    case 'anyOf':
    case 'oneOf':
      return `${is}, which fits ${params.passingSchemas ? 'more than one' : 'none'} of the allowed forms`;
    case 'false schema':
      return 'is not allowed';
    default:
      return `${is} and ${message ?? `breaks "${keyword}"`}`;
  }
}

function boundOf(keyword: string, limit: number): string {
  return `${keyword.startsWith('min') ? 'and needs at least' : 'and may have at most'} ${limit}`;
}

/** `/dates/0/from` → `dates[0].from`; the whole by its name. */
export function placeOf(pointer: string, whole: string): string {
  if (pointer === '') return whole;
  const parts = pointer.slice(1).split('/').map(unescaped);
  return parts
    .map((part, index) => {
      if (/^\d+$/.test(part)) return index === 0 ? `${whole}[${part}]` : `[${part}]`;
      return `${index === 0 ? '' : '.'}${/^[\w$@-]+$/.test(part) ? part : JSON.stringify(part)}`;
    })
    .join('');
}

const longestShown = 60;

/** A value as JSON, short. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, longestShown + 1)) : String(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function kindsOf(types: string | readonly string[]): string {
  return [types]
    .flat()
    .map((type) => kinds[type] ?? type)
    .join(' or ');
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** All that errors say, each place once: the first word on a place is the most specific one. */
export function explainAll(errors: readonly ErrorObject[], whole: string): Violation[] {
  const byPlace = new Map<string, Violation>();
  for (const error of withoutBranches(errors)) {
    const violation = explain(error, whole);
    if (!byPlace.has(violation.pointer)) byPlace.set(violation.pointer, violation);
    if (byPlace.size === mostViolations) break;
  }
  return [...byPlace.values()];
}

const mostViolations = 20;

/** Why each of several forms does not fit says less than that none does. */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => ['anyOf', 'oneOf', 'not', 'if'].includes(keyword));
  const inBranch = ({ schemaPath }: ErrorObject) =>
    choices.some((choice) => schemaPath.startsWith(`${choice.schemaPath}/`));
  const rest = errors.filter((error) => !inBranch(error) && error.keyword !== 'propertyNames');
  return rest.length > 0 ? rest : [...errors];
}
