import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { fastFormats } from 'ajv-formats/dist/formats.js';
import { messageOf, ToolwrightError } from '#base';
import type { JsonSchema } from '#protocol';

/** What ajv's generated code asks for by `require`, as code of its own. */
const helpers: Readonly<Record<string, string>> = {
  'ajv/dist/runtime/ucs2length': `(function (text) { let length = 0; for (const _ of text) length++; return length; })`,
  'ajv/dist/runtime/equal': `(function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a !== a && b !== b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
})`,
};

/**
 * A function expression in JavaScript that checks a value against a schema: it answers what is wrong, in words, or
 * nothing. Undefined where the schema takes everything. It is made here and needs no library and no eval where it runs.
 *
 * @throws ToolwrightError `bad-schema`
 */
export function validatorCode(schema: JsonSchema): string | undefined {
  if (schema === true || (typeof schema === 'object' && Object.keys(schema).length === 0)) return undefined;
  // One for each schema, so that none knows another; that the schema is one was asked of an instance that is kept, since
  // to compile what judges schemas takes ten times as long as all that is made here.
  const ajv = new Ajv2020({
    ...options,
    code: { source: true, esm: false, lines: false },
    inlineRefs: true,
    validateSchema: false,
  });
  try {
    const { $id: _, $schema: __, ...plain } = typeof schema === 'object' ? schema : { not: {} };
    ofSchemas().validateSchema(plain, true);
    const code = standalone(ajv, ajv.compile(plain));
    return `(function () {\nconst module = {}, exports = {};\n${inlined(code)}\nreturn function (value) {
  if (module.exports(value)) return undefined;
  const { instancePath, message } = module.exports.errors[0];
  return (instancePath === '' ? 'it' : instancePath.slice(1)) + ' ' + message;
};\n})()`;
  } catch (error) {
    throw new ToolwrightError('bad-schema', `The schema can't be used: ${messageOf(error)}.`, {
      hint: 'Write it as JSON Schema, draft 2020-12, without references to other documents.',
      cause: error,
    });
  }
}

function inlined(code: string): string {
  return code.replaceAll(/require\("([^"]+)"\)(?:\.default)?/g, (whole, name: string) => {
    const helper = helpers[name];
    if (helper === undefined) throw new Error(`its check needs ${whole}`);
    return helper;
  });
}

const options = { strict: false, validateFormats: true, formats: formats(), logger: false } as const;

let judge: Ajv2020 | undefined;

/** Tells whether a schema is one. */
function ofSchemas(): Ajv2020 {
  // To optimise the code that judges takes longer than to make it, and schemas are few.
  judge ??= new Ajv2020({ ...options, code: { optimize: false } });
  return judge;
}

/** The formats that a regular expression can check. */
function formats(): Record<string, RegExp | true> {
  return Object.fromEntries(
    Object.entries(fastFormats).map(([name, format]) => {
      const check = typeof format === 'object' && 'validate' in format ? format.validate : format;
      return [name, check instanceof RegExp ? check : (true as const)];
    }),
  );
}
