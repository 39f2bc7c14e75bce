import type { Test, Value } from '../../byExample/language/expression.ts';
import { print as printProgram } from '../../byExample/print/print.ts';
import type { SynthesisExample } from '../../generator.ts';
import type { Part } from '../part.ts';
import { inputsOf, type Plan, partsOf } from '../plan.ts';
import type { Rooted } from '../schema/rooted.ts';
import { bodyOf, type Style } from './body.ts';
import { type EnclosedSource, enclosed } from './enclosed.ts';
import { indented } from './indented.ts';
import { Names, propertyKey } from './names.ts';
import { typeText } from './types.ts';

/** A plan with what is said about it. */
export interface Combination {
  readonly plan: Plan;
  /** What it is for, in words. */
  readonly intent: string;
  /** In the order of the plan's inputs. */
  readonly parameters: readonly { readonly name: string; readonly schema: Rooted }[];
  readonly output: Rooted;
  readonly examples: readonly SynthesisExample[];
  /** Further inputs, whose types it has to take. */
  readonly otherInputs: readonly (readonly Value[])[];
}

/**
 * One TypeScript module: `run`, and below it each part in a function of its own, so that no name of one is seen by
 * another. A part is called by its name, and its text is as it was, but for `export` and the indentation.
 * @param style `cast` where the types of the parts say something else than their schemas
 */
export function print(combination: Combination, style: Style): string {
  const { plan, parameters } = combination;
  const parts = partsOf(plan);
  const conditions = plan.kind === 'choice' ? plan.branches.map(({ test }) => conditionOf(test, combination)) : [];
  // A part must find the same names around it as before; what is inside of `run` is not around it.
  const outer = new Names([...parts.map(({ source }) => source), ...conditions].flatMap(({ names }) => [...names]));
  const partNames = new Map(parts.map((part) => [part, outer.fresh(part.capability.name)]));
  const conditionNames = conditions.map((_, at) => outer.fresh(`is for ${branchName(plan, at) ?? 'no part'}`));
  const names = new Names([...partNames.values(), ...conditionNames, 'Error']);
  const inputs = parameters.map(({ name }) => names.own(name));
  const asked = `{ ${parameters.map(({ name }, at) => fieldOf(name, inputs[at] ?? name)).join(', ')} }`;
  const body = bodyOf(plan, {
    ...{ names, inputs, style, parts: partNames },
    conditions: conditionNames.map((name) => `${name}(${asked})`),
  });
  const lines = [
    ...documentation(combination, parts),
    headOf(combination, { parts, partNames, inputs, style, all: conditions.length > 0 }),
    ...body.map((line) => `  ${line}`),
    '}',
  ];
  const sections = [
    ...conditions.map((source, at) => section(conditionNames[at] ?? '', source, conditionTitle(plan, at))),
    ...parts.map((part) => section(partNames.get(part) ?? '', part.source, partTitle(part))),
  ];
  return `${[lines.join('\n'), ...sections].join('\n\n')}\n`;
}

interface Head {
  readonly parts: readonly Part[];
  readonly partNames: ReadonlyMap<Part, string>;
  readonly inputs: readonly string[];
  readonly style: Style;
  /** Whether all inputs are used, whatever the plan needs. */
  readonly all: boolean;
}

function headOf({ plan, parameters, output }: Combination, { parts, partNames, inputs, style, all }: Head): string {
  const used = inputsOf(plan);
  const shown = parameters.flatMap(({ name, schema }, at) =>
    all || used.has(at) ? [{ name, local: inputs[at] ?? name, type: typeText(schema) }] : [],
  );
  const taken = shown.map(({ name, local }) => fieldOf(name, local)).join(', ');
  const types = shown.map(({ name, type }) => `readonly ${propertyKey(name)}: ${type}`).join('; ');
  const context = parts.filter(({ source, capability }) => source.takesContext && hasPermissions(capability.manifest));
  const contextTypes = context.map((part) => `Parameters<typeof ${partNames.get(part)}>[1]`);
  const granted = contextTypes.map((type) => (style === 'cast' ? `NonNullable<${type}>` : type)).join(' & ');
  const input = shown.length === 0 ? '_input: object' : `{ ${taken} }: { ${types} }`;
  const isAsync = parts.some(({ source }) => source.isAsync);
  const result = style === 'cast' ? 'unknown' : typeText(output);
  const returns = result === 'unknown' ? '' : `: ${isAsync ? `Promise<${result}>` : result}`;
  return `export ${isAsync ? 'async ' : ''}function run(${input}${granted === '' ? '' : `, context: ${granted}`})${returns} {`;
}

function hasPermissions({ permissions }: Part['capability']['manifest']): boolean {
  return Object.keys(permissions).length > 0;
}

function fieldOf(name: string, local: string): string {
  return name === local ? name : `${propertyKey(name)}: ${local}`;
}

/** A condition as a function, printed as programs by example are, without their documentation. */
function conditionOf(test: Test, { parameters, examples, otherInputs }: Combination): EnclosedSource {
  const names = parameters.map(({ name }) => name);
  const inputs = [...examples.map(({ input }) => input), ...otherInputs];
  const options = { intent: '', parameters: names, examples: [], otherInputs: inputs };
  const source = printProgram({ gives: 'boolean', body: test }, options).replace(/^\/\*\*[\s\S]*?\*\/\n/, '');
  const condition = enclosed(source);
  if (condition === undefined) throw new Error('The printed condition cannot stand in a function.');
  return condition;
}

function conditionTitle(plan: Plan, at: number): string {
  const name = branchName(plan, at);
  return name === undefined ? 'Whether it stays as it is' : `Whether it is for ${name}`;
}

function branchName(plan: Plan, at: number): string | undefined {
  const of = plan.kind === 'choice' ? plan.branches[at]?.of : undefined;
  return of?.kind === 'result' ? of.of.part.capability.name : undefined;
}

function section(name: string, source: EnclosedSource, title: string): string {
  return `/** ${safe(title)}. */\nconst ${name} = (() => {\n${indented(source)}\n\n  return ${source.entry};\n})();`;
}

function partTitle({ capability: { name, version, manifest } }: Part): string {
  return `${name} ${version}: ${manifest.title.replace(/\.$/, '')}`;
}

const examplesShown = 3;

function documentation({ intent, examples }: Combination, parts: readonly Part[]): string[] {
  const made = parts.map(({ capability: { name, version } }) => `${name} ${version}`);
  const shown = examples.slice(0, examplesShown).map(({ input, output }) => {
    const from = input.map((value) => shortened(JSON.stringify(value))).join(', ');
    return ` * - ${from} gives ${shortened(JSON.stringify(output))}`;
  });
  const list = shown.length === 0 ? [] : [' *', ...shown];
  return [
    '/**',
    ...[` * ${sentence(intent)}`, ' *', ` * Put together from ${listed(made)}.`, ...list].map(safe),
    ' */',
  ];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function sentence(intent: string): string {
  const text = intent.replace(/\s+/g, ' ').trim();
  if (text === '') return 'Combines capabilities.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** What is written must not end the comment that it is in, nor its line. */
function safe(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll('*/', '*\\/');
}

function shortened(text: string): string {
  return text.length > 90 ? `${[...text].slice(0, 87).join('')}…` : text;
}
