import type { Problem } from '#base';
import type { ExpectedEffects, JsonSchema, Permissions, PlainData, RecordedWorld, RunLimits } from '#protocol';
import type { Module } from './program/module.ts';

/** One of the values that a parameter has a choice of. */
export interface ParameterValue {
  /** What it is called in titles, intents and comments: `CSV`. */
  readonly name?: string;
  /** Other words by which requests mean it. */
  readonly words?: readonly string[];
  /** Patterns of the texts that go in and come out where this value is the right one. */
  readonly looks?: { readonly input?: string; readonly output?: string };
  /** Schemas that take the place of those of the template. */
  readonly types?: { readonly input?: Readonly<Record<string, JsonSchema>>; readonly output?: JsonSchema };
}

/** Where values of a parameter are looked for; media/schemas/template.schema.json tells what each one means. */
export type Source =
  | 'from'
  | 'to'
  | 'named'
  | 'any'
  | 'fields'
  | 'quoted'
  | 'numbers'
  | 'globs'
  | { readonly after: readonly string[] }
  | { readonly cellsOf: string };

/** What differs between the programs that a template gives: a constant of its program, or one of several modules. */
export interface Parameter {
  readonly description: string;
  /** Of a constant without a choice of values. */
  readonly schema?: JsonSchema;
  readonly values?: Readonly<Record<string, ParameterValue>>;
  /** `../formats/read/*.ts`: the value stands for the star. Without it the value is that of a constant of the same name. */
  readonly module?: string | readonly string[];
  readonly find: readonly Source[];
  /** What it is where nothing is found. */
  readonly default?: PlainData;
}

/** Values of parameters, by their names. */
export type Values = Readonly<Record<string, PlainData>>;

/** A case of examples.json. */
export interface TemplateExample {
  readonly name: string;
  /** The parameters that it is for. Those that are not named stand in its texts as `{name}`, or do not matter. */
  readonly with?: Values;
  readonly input: PlainData;
  readonly world?: RecordedWorld;
  readonly output?: PlainData;
  readonly error?: string;
  readonly effects?: ExpectedEffects;
}

/** The content of template.json. */
export interface TemplateManifest {
  readonly title: string;
  readonly description: string;
  readonly intents: readonly string[];
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly permissions?: Permissions;
  readonly limits?: Partial<RunLimits>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Groups of parameters that never have the same value. */
  readonly distinct?: readonly (readonly string[])[];
}

/** A program with parameters, and all that makes a capability of it. */
export interface Template {
  /** Of its folder. */
  readonly name: string;
  readonly manifest: TemplateManifest;
  readonly examples: readonly TemplateExample[];
  /** A module of the library by its path; undefined where there is none. */
  readonly module: (path: string) => Module | undefined;
}

/** Templates that can be used, and what is wrong with the others. */
export interface TemplateLibrary {
  /** By name. */
  readonly templates: readonly Template[];
  readonly problems: readonly Problem[];
}
