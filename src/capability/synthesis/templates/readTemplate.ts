import { isRecord, messageOf, type Problem } from '#base';
import { compileSchema, type JsonFile, parseJsonFile, schemaViolations } from '#capability/package';
import { type JsonSchema, type PlainData, slotsOf } from '#protocol';
// The very files that VS Code completes and explains with.
import templateSchema from '../../../../media/schemas/template.schema.json' with { type: 'json' };
import examplesSchema from '../../../../media/schemas/template-examples.schema.json' with { type: 'json' };
import { inputOf, outputOf } from './form.ts';
import { compose } from './program/compose.ts';
import { type Module, readModule } from './program/module.ts';
import type { Parameter, Template, TemplateExample, TemplateManifest, Values } from './template.ts';

/** The texts of a library by path: `NAME/template.json`, `formats/read/csv.ts`. */
export type LibraryTexts = ReadonlyMap<string, string>;

/**
 * Reads one template of a library. Whatever is in its files, the answer is a template that is whole, or everything that
 * keeps it from being one.
 * @param name of its folder
 * @param place of the library, for problems: `.toolwright/templates`
 */
export function readTemplate(name: string, texts: LibraryTexts, place: string): Template | readonly Problem[] {
  const problems: Problem[] = [];
  const say = (file: string, message: string, line?: number) => {
    const path = `${place}/${name}/${file}`;
    problems.push({
      ...{ code: 'template-invalid', severity: 'error', message: `${message}.`, hint, path },
      ...(line === undefined ? {} : { line }),
    });
  };
  const manifest = read('template.json', templateSchema, texts.get(`${name}/template.json`), say);
  const examples = read('examples.json', examplesSchema, texts.get(`${name}/examples.json`), say);
  if (manifest === undefined || examples === undefined) return problems;
  const modules = new Map<string, Module>();
  const template: Template = {
    name,
    manifest: manifest.value as unknown as TemplateManifest,
    examples: examples.value as unknown as readonly TemplateExample[],
    module: (path) => {
      const text = texts.get(path);
      const known = modules.get(path);
      if (known !== undefined || text === undefined) return known;
      const module = readModule(path, text);
      if ('reason' in module) throw new Error(`${path}:${module.line}: ${module.reason}`);
      modules.set(path, module);
      return module;
    },
  };
  for (const { pointer, message } of manifestMistakes(template.manifest)) {
    say('template.json', message, manifest.lineOf(pointer));
  }
  for (const [index, example] of template.examples.entries()) {
    const mistake = exampleMistake(example, template.manifest);
    if (mistake !== undefined) say('examples.json', mistake, examples.lineOf(`/${index}`));
  }
  if (problems.length > 0) return problems;
  for (const mistake of programMistakes(template)) say('index.ts', mistake);
  return problems.length > 0 ? problems : template;
}

const hint = 'Correct it; docs/templates.md tells how a template is written.';

type Say = (file: string, message: string, line?: number) => void;

function read(file: string, { $schema: _, ...schema }: { $schema: string }, text: string | undefined, say: Say) {
  if (text === undefined) return void say(file, `The template has no ${file}`);
  const json = parseJsonFile(text);
  if ('reason' in json) return void say(file, `The file is not JSON: ${json.reason}`, json.line);
  const violations = compileSchema(schema as JsonSchema, file)(json.value);
  for (const { pointer, message } of violations) say(file, message, json.lineOf(pointer));
  return violations.length > 0 ? undefined : (json as JsonFile);
}

interface Mistake {
  readonly pointer: string;
  readonly message: string;
}

function* mistakesIn(schema: unknown, pointer: string): Generator<Mistake> {
  for (const found of schemaViolations(schema)) yield { pointer: pointer + found.pointer, message: found.message };
}

/** What a schema cannot say. */
function* manifestMistakes(manifest: TemplateManifest): Generator<Mistake> {
  const { parameters, input, intents, distinct = [] } = manifest;
  yield* mistakesIn(input, '/input');
  yield* mistakesIn(manifest.output, '/output');
  const properties = isRecord(input) && isRecord(input.properties) ? Object.keys(input.properties) : [];
  for (const [name, parameter] of Object.entries(parameters)) {
    yield* parameterMistakes(parameter, `/parameters/${name}`);
    if (properties.includes(name)) {
      yield { pointer: `/parameters/${name}`, message: `\`${name}\` is both a parameter and a property of the input` };
    }
  }
  for (const [at, intent] of intents.entries()) {
    const slot = slotsOf(intent).find((one) => !(one in parameters) && !properties.includes(one));
    if (slot !== undefined) {
      yield { pointer: `/intents/${at}`, message: `{${slot}} is neither a parameter nor a property of the input` };
    }
  }
  for (const name of distinct.flat()) {
    if (!(name in parameters)) yield { pointer: '/distinct', message: `there is no parameter ${name}` };
  }
}

function* parameterMistakes(
  { schema, values = {}, module, ...parameter }: Parameter,
  pointer: string,
): Generator<Mistake> {
  if (schema !== undefined) yield* mistakesIn(schema, `${pointer}/schema`);
  if (schema !== undefined && module !== undefined)
    yield { pointer, message: 'a `module` needs `values` to choose from' };
  for (const [value, { looks, types }] of Object.entries(values)) {
    const at = `${pointer}/values/${value}`;
    for (const pattern of Object.values(looks ?? {})) yield* mistakesIn({ pattern }, `${at}/looks`);
    for (const type of Object.values(types?.input ?? {})) yield* mistakesIn(type, `${at}/types/input`);
    if (types?.output !== undefined) yield* mistakesIn(types.output, `${at}/types/output`);
  }
  if (
    parameter.default !== undefined &&
    !allows({ ...(schema === undefined ? { values } : { schema }) }, parameter.default)
  ) {
    yield { pointer: `${pointer}/default`, message: 'the default is no value of the parameter' };
  }
}

function allows({ schema, values = {} }: Partial<Parameter>, value: PlainData): boolean {
  return schema === undefined ? Object.hasOwn(values, String(value)) : compileSchema(schema)(value).length === 0;
}

function exampleMistake(
  { name, with: only = {} }: TemplateExample,
  { parameters }: TemplateManifest,
): string | undefined {
  for (const [parameter, value] of Object.entries(only)) {
    const known = parameters[parameter];
    if (known === undefined) return `The example “${name}” is for ${parameter}, and there is no such parameter`;
    if (!allows(known, value)) return `The example “${name}” has a value that ${parameter} cannot have`;
  }
  return undefined;
}

/** Each value is put in once: a module that is missing or broken shows itself so. */
function* programMistakes(template: Template): Generator<string> {
  const { parameters } = template.manifest;
  const first = Object.fromEntries(Object.entries(parameters).map(([name, one]) => [name, someValue(one)]));
  const others = Object.entries(parameters).flatMap(([name, { values = {} }]) =>
    Object.keys(values).map((value): Values => ({ ...first, [name]: value })),
  );
  const forms = [first, ...others].map((values) => formOrMistake(template, values));
  yield* new Set(forms.flatMap((form) => ('mistake' in form ? [form.mistake] : [])));
  if (forms.some((form) => 'mistake' in form)) return;
  // A constant that one form does not need may be one of another.
  for (const [name, { module }] of Object.entries(parameters)) {
    const isThere = forms.some((form) => 'source' in form && new RegExp(`\\bconst ${name}\\b`).test(form.source));
    if (module === undefined && !isThere) yield `The program has no constant ${name}, which is a parameter`;
  }
}

function someValue({ values, default: usual }: Parameter): PlainData {
  return usual ?? Object.keys(values ?? {})[0] ?? '';
}

function formOrMistake(template: Template, values: Values): { readonly source: string } | { readonly mistake: string } {
  try {
    const source = compose(template, values);
    if (!/^export (?:async )?function run\b/m.test(source)) return { mistake: 'The program has no function `run`' };
    compileSchema(inputOf(template.manifest, values));
    compileSchema(outputOf(template.manifest, values));
    return { source };
  } catch (error) {
    return { mistake: messageOf(error).replace(/\.$/, '') };
  }
}
