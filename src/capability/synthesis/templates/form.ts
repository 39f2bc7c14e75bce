import { isRecord } from '#base';
import type { Example, JsonSchema, Permissions, PlainData } from '#protocol';
import type { CandidateManifest } from '../generator.ts';
import type { ParameterValue, Template, TemplateExample, TemplateManifest, Values } from './template.ts';
import { withNames } from './values.ts';

/** Other names for properties of the input, by those of the template. */
export type Renamed = Readonly<Record<string, string>>;

/** Properties of the input that a template cannot do without, in their order. */
export function requiredInputs({ input }: TemplateManifest): readonly string[] {
  return isRecord(input) && Array.isArray(input.required) ? (input.required as string[]) : [];
}

/** What a capability is besides its program, where a template's parameters have these values. */
export function formOf(
  { name, manifest, examples }: Template,
  values: Values,
  renamed: Renamed = {},
): CandidateManifest {
  const named = withNames(manifest, values);
  const slots = (intent: string) =>
    intent.replaceAll(/\{([A-Za-z_$][\w$]*)\}/g, (_, slot: string) => `{${renamed[slot] ?? slot}}`);
  const permissions = permissionsOf(manifest.permissions ?? {}, values);
  const given = Object.entries(values).flatMap(([parameter, value]) =>
    shown(value) === shown(manifest.parameters[parameter]?.default) ? [] : [`${parameter}: ${shown(value)}`],
  );
  return {
    title: named(manifest.title),
    intents: [...new Set(manifest.intents.map((intent) => slots(named(intent))))],
    input: inputOf(manifest, values, renamed),
    output: outputOf(manifest, values),
    permissions,
    ...(manifest.limits === undefined ? {} : { limits: manifest.limits }),
    examples: examples.flatMap((example) => exampleOf(example, manifest, values, renamed)),
    madeFrom: given.length === 0 ? name : `${name} (${given.join(', ')})`,
  };
}

/** The values that were chosen among several, with what each of them says of itself. */
function choices({ parameters }: TemplateManifest, values: Values): ParameterValue[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => parameter.values?.[String(values[name])] ?? []);
}

export function inputOf(manifest: TemplateManifest, values: Values, renamed: Renamed = {}): JsonSchema {
  const { input } = manifest;
  if (!isRecord(input) || !isRecord(input.properties)) return input;
  const properties: Record<string, unknown> = { ...input.properties };
  for (const { types } of choices(manifest, values)) Object.assign(properties, types?.input);
  return {
    ...input,
    properties: withNewKeys(properties, renamed),
    ...(Array.isArray(input.required) ? { required: input.required.map((name) => renamed[name] ?? name) } : {}),
  };
}

export function outputOf(manifest: TemplateManifest, values: Values): JsonSchema {
  return (
    choices(manifest, values).findLast(({ types }) => types?.output !== undefined)?.types?.output ?? manifest.output
  );
}

/** `{files}` alone stands for the value: a glob, or a list of globs. In `{folder}/*` it stands for a part of one. */
function permissionsOf(permissions: Permissions, values: Values): Permissions {
  const entries = Object.entries(permissions).map(([name, granted]) => {
    if (!Array.isArray(granted)) return [name, granted] as const;
    const globs = granted.flatMap((glob: string) => {
      const parameter = /^\{([A-Za-z_]\w*)\}$/.exec(glob)?.[1];
      const value = parameter === undefined ? undefined : values[parameter];
      if (value !== undefined) return [value].flat() as string[];
      return [glob.replaceAll(/\{([A-Za-z_]\w*)\}/g, (whole, name: string) => String(values[name] ?? whole))];
    });
    return [name, globs] as const;
  });
  return Object.fromEntries(entries);
}

/** The example as one of this form, where it is one. */
function exampleOf(
  { name, with: only = {}, input, world, output, error, effects }: TemplateExample,
  manifest: TemplateManifest,
  values: Values,
  renamed: Renamed,
): Example[] {
  if (Object.entries(only).some(([parameter, value]) => shown(values[parameter]) !== shown(value))) return [];
  const open = Object.keys(manifest.parameters).filter((parameter) => !(parameter in only));
  const written = wordsIn([input, world, output, error, effects]);
  let fits = true;
  const chosen = (value: PlainData | undefined): PlainData | undefined => {
    if (!isRecord(value) || typeof value.$by !== 'string') return value;
    const of = value[String(values[value.$by])] as PlainData | undefined;
    fits &&= of !== undefined;
    return of;
  };
  /** In texts of examples only words can stand for others: of anything else nobody knows how a format writes it. */
  const filled = (value: PlainData): PlainData => {
    if (typeof value === 'string') {
      return value.replaceAll(/\{([A-Za-z_]\w*)(?::([\w-]+))?\}/g, (whole, parameter: string, file?: string) => {
        if (!open.includes(parameter)) return whole;
        const text = String(values[parameter]);
        const standsFor = file === undefined ? text : pathIn(text, file);
        // Nor can a word that the example has for something else: the name of another column.
        fits &&= standsFor !== undefined && (file !== undefined || (isWord(text) && !written.has(text)));
        return standsFor ?? '';
      });
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(filled);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [filled(key) as string, filled(one)]));
  };
  const [given, expected] = [chosen(input), chosen(output)];
  if (given === undefined || (expected === undefined && error === undefined)) return [];
  const properties = filled(given);
  const example: Example = {
    name,
    input: isRecord(properties) ? (withNewKeys(properties, renamed) as PlainData) : properties,
    ...(world === undefined ? {} : { world: filled(world as PlainData) as NonNullable<Example['world']> }),
    ...(error === undefined ? { output: filled(expected ?? null) } : { error: filled(error) as string }),
    ...(effects === undefined ? {} : { effects: filled(effects as PlainData) as NonNullable<Example['effects']> }),
  };
  return fits ? [example] : [];
}

function isWord(text: string): boolean {
  return /^[A-Za-z](?:[\w -]*\w)?$/.test(text);
}

/** All words in the texts of an example; placeholders are none. */
function wordsIn(parts: readonly unknown[]): ReadonlySet<string> {
  const text = JSON.stringify(parts)
    .replaceAll(/\{[A-Za-z_]\w*\}/g, ' ')
    .replaceAll(/\\[nrt]/g, ' ');
  return new Set(text.match(/[\w-]+/g));
}

/** A path that a glob names, with a name in the place of the star of its file; undefined where it has none there. */
function pathIn(glob: string, name: string): string | undefined {
  const parts = glob.split('/');
  const file = parts.pop() ?? '';
  if (!/^\*{1,2}[^*?[\]]*$/.test(file) || /[?[\]]/.test(glob)) return undefined;
  const plain = (part: string, star: string) => part.replaceAll(/\{([^{},]*)[^{}]*\}/g, '$1').replaceAll(/\*+/g, star);
  return [...parts.map((part) => plain(part, 'folder')), plain(file, name)].join('/');
}

function withNewKeys(record: Readonly<Record<string, unknown>>, renamed: Renamed): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [renamed[name] ?? name, value]));
}

function shown(value: PlainData | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
