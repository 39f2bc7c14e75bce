import { Ajv2020, type FuncKeywordDefinition, type Options } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { canonicalJson } from '../canonical.ts';
import { compileAutomaton } from './automaton.ts';
import { spend } from './budget.ts';

// The package says in its types that it is an ES module's default export, and is CommonJS.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

/** Put into every schema that is an object, with what a step into it costs, so that no way through is unbounded. */
export const stepKeyword = 'toolwright:step';

const options: Options = {
  // A keyword that nobody knows is a spelling mistake, and would check nothing.
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allowUnionTypes: true,
  allowMatchingProperties: true,
  // What a prototype has is no data: `required: ["constructor"]`.
  ownProperties: true,
  // Small schemas that refer to each other many times over would become very large code.
  inlineRefs: false,
  verbose: true,
  // Done before, with a place for each mistake.
  validateSchema: false,
  logger: false,
};

/** Texts beyond it have no format, except for those that hold whole files. */
const longestFormatted = 2048;
const longFormats = new Set(['binary', 'byte', 'password']);

/** An engine for schemas of capabilities, which nobody may have looked at. @param all finds all that is wrong, not the first */
export function createEngine(all: boolean): Ajv2020 {
  // Optimising the code takes six times as long as making it, and a check is rarely run as often as that.
  const ajv = new Ajv2020({
    ...options,
    allErrors: all,
    code: { optimize: false, regExp: Object.assign(matcher, { code: 'unused' }) },
  });
  addFormats(ajv);
  for (const [name, format] of Object.entries(ajv.formats)) {
    if (!longFormats.has(name) && format) ajv.formats[name] = bounded(format);
  }
  // Before what can lead into another schema: nothing is done after a keyword that failed.
  ajv.addKeyword({ keyword: stepKeyword, schemaType: 'number', errors: false, validate: step, before: '$ref' });
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword(uniqueItems);
  // Editors show them; they check nothing.
  ajv.addVocabulary(['markdownDescription', 'enumDescriptions', 'markdownEnumDescriptions', 'defaultSnippets']);
  return ajv;
}

function matcher(pattern: string) {
  // The engine takes patterns that are written alike for the same one.
  return { ...compileAutomaton(pattern, spend), toString: () => pattern };
}

function step(cost: number): boolean {
  spend(cost);
  return true;
}

/** The engine's own compares every pair, and a capability may answer with a hundred thousand items. */
const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  errors: false,
  validate: (unique: boolean, items: readonly unknown[]) => {
    if (!unique) return true;
    const texts = items.map(canonicalJson);
    spend(items.length);
    return new Set(texts).size === items.length;
  },
};

type Format = Ajv2020['formats'][string];

/** Some formats are regular expressions that take quadratic time. */
function bounded(format: NonNullable<Format>): Format {
  if (typeof format === 'boolean') return format;
  const test = format instanceof RegExp ? (text: string) => format.test(text) : format;
  if (typeof test === 'function') return (text: string) => text.length <= longestFormatted && test(text);
  const { validate } = test as { validate: RegExp | ((text: string) => boolean) };
  if (typeof validate !== 'function' && !(validate instanceof RegExp)) return format;
  const check = validate instanceof RegExp ? (text: string) => validate.test(text) : validate;
  return { ...test, validate: (text: string) => text.length <= longestFormatted && check(text) } as Format;
}
