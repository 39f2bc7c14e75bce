import { type PermissionName, type PlainData, permissionNames } from '#protocol';
import { type Part, wholeInput } from '../part.ts';
import { type Call, callsOf, type Handed, type Plan, type Source, sourcesOf } from '../plan.ts';
import type { Guard } from '../schema/guard.ts';
import { literal, type Names, propertyKey } from './names.ts';

/** How much the types of parts are trusted to be those of their schemas. */
export type Style = 'plain' | 'cast';

export interface Scope {
  readonly names: Names;
  /** What the parts are called. */
  readonly parts: ReadonlyMap<Part, string>;
  /** What the inputs are called, in their order. */
  readonly inputs: readonly string[];
  /** The conditions of a choice, as expressions. */
  readonly conditions: readonly string[];
  readonly style: Style;
}

/** The statements of a plan. */
export function bodyOf(plan: Plan, scope: Scope): string[] {
  if (plan.kind === 'choice') return choiceLines(plan, scope);
  const writer = new BodyWriter(scope);
  const sources = sourcesOf(plan);
  const [only] = sources;
  if (plan.kind === 'value' && only !== undefined) return writer.returning(only);
  for (const call of callsOf(sources)) writer.name(call);
  return [...writer.lines, `return ${resultText(plan, (source) => writer.text(source))};`];
}

function choiceLines({ branches, otherwise }: Extract<Plan, { kind: 'choice' }>, scope: Scope): string[] {
  const lines = branches.flatMap(({ of }, at) => {
    const [first = '', ...more] = new BodyWriter(scope).returning(of);
    const condition = `if (${scope.conditions[at]})`;
    return more.length === 0
      ? [`${condition} ${first}`]
      : [`${condition} {`, ...[first, ...more].map((line) => `  ${line}`), '}'];
  });
  return [...lines, ...new BodyWriter(scope).returning(otherwise.of)];
}

function resultText(plan: Exclude<Plan, { kind: 'choice' }>, text: (source: Source) => string): string {
  switch (plan.kind) {
    case 'value':
      return text(plan.of);
    case 'record':
      return `{ ${plan.fields.map(([name, of]) => field(name, text(of))).join(', ')} }`;
    case 'list':
      return `[${plan.items.map(text).join(', ')}]`;
    case 'lists':
      return `[${plan.of.map((source) => `...${text(source)}`).join(', ')}]`;
    case 'text':
      return `\`${plan.pieces.map((piece) => (typeof piece === 'string' ? templated(piece) : `\${${text(piece)}}`)).join('')}\``;
  }
}

function templated(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(/`|\$\{/g, '\\$&');
}

function field(name: string, value: string): string {
  return name === value ? name : `${propertyKey(name)}: ${value}`;
}

/** Writes calls as constants, each once. */
class BodyWriter {
  readonly lines: string[] = [];
  readonly #scope: Scope;
  readonly #results = new Map<Call, string>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Names the result of a call; what it needs has to be named before. */
  name(call: Call): string {
    const known = this.#results.get(call);
    if (known !== undefined) return known;
    const code = this.#call(call);
    const name = this.#scope.names.fresh(`${call.part.capability.name} result`);
    this.lines.push(`const ${name} = ${code};`);
    this.#results.set(call, name);
    return name;
  }

  text(source: Source): string {
    if (source.kind === 'constant') return literal(source.value);
    if (source.kind === 'input') return this.#scope.inputs[source.at] ?? 'undefined';
    return `${this.name(source.of)}${access(source.property)}`;
  }

  /** Statements that end with the value of a source. */
  returning(source: Source): string[] {
    if (source.kind !== 'result') return [`return ${this.text(source)};`];
    for (const call of callsOf([source])) if (call !== source.of) this.name(call);
    const code = this.#call(source.of);
    const part = access(source.property);
    const value = part === '' || !code.startsWith('await ') ? `${code}${part}` : `(${code})${part}`;
    return [...this.lines, `return ${value};`];
  }

  #call({ part, input }: Call): string {
    const { style, parts } = this.#scope;
    const name = parts.get(part) ?? 'undefined';
    for (const handed of input) this.#guard(handed, part);
    const whole = input.find(({ property }) => property === wholeInput);
    const fields = input.map(({ property, source }) => field(property, this.text(source)));
    const given = whole ? this.text(whole.source) : fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    const cast = (code: string, at: number) =>
      style === 'cast' ? `${code} as Parameters<typeof ${name}>[${at}]` : code;
    const context = part.source.takesContext ? [cast(contextFor(part), 1)] : [];
    return `${part.source.isAsync ? 'await ' : ''}${name}(${[cast(given, 0), ...context].join(', ')})`;
  }

  #guard({ source, guards }: Handed, part: Part): void {
    for (const guard of guards) {
      const value = this.text(source);
      const message = `${part.capability.name} takes ${demand(guard)}.`;
      this.lines.push(`if (${broken(guard, value)}) throw new Error(${literal(message)});`);
    }
  }
}

function access(property: string | undefined): string {
  if (property === undefined) return '';
  return /^[A-Za-z_$][\w$]*$/.test(property) ? `.${property}` : `[${literal(property)}]`;
}

/** The functions that a permission grants. */
const granted: Readonly<Record<PermissionName, readonly [group: string, functions: readonly string[]]>> = {
  'workspace:read': ['workspace', ['list', 'read']],
  'workspace:write': ['workspace', ['write', 'move']],
  network: ['network', ['fetch']],
  clock: ['clock', ['now']],
  random: ['random', ['next']],
  log: ['log', ['info', 'warn', 'error']],
  tasks: ['tasks', ['request']],
};

/** What a part is granted itself and makes use of, and no more. */
function contextFor({ capability, source }: Part): string {
  const groups = new Map<string, string[]>();
  for (const name of permissionNames) {
    if (capability.manifest.permissions[name] === undefined) continue;
    const [group, functions] = granted[name];
    const used = functions.filter((one) => source.names.has(one)).map((one) => `${one}: context.${group}.${one}`);
    if (used.length > 0) groups.set(group, [...(groups.get(group) ?? []), ...used]);
  }
  const members = [...groups].map(([group, functions]) => `${group}: { ${functions.join(', ')} }`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Whether a value is not what the guard lets through, as an expression. */
function broken(guard: Guard, value: string): string {
  if (guard.kind === 'present') return `${value} === null`;
  const size = { value, characters: `[...${value}].length`, items: `${value}.length` }[guard.of];
  return `${size} ${{ least: '<', most: '>', above: '<=', below: '>=' }[guard.kind]} ${literal(guard.bound as PlainData)}`;
}

function demand(guard: Guard): string {
  if (guard.kind === 'present') return 'a value, and there is none';
  const bound = { least: 'at least', most: 'at most', above: 'more than', below: 'less than' }[guard.kind];
  const unit = guard.bound === 1 ? guard.of.replace(/s$/, '') : guard.of;
  return `${bound} ${guard.bound}${guard.of === 'value' ? '' : ` ${unit}`}`;
}
