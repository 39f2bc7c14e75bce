import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
// The very files that VS Code completes and explains with.
import capabilitySchema from '../../../media/schemas/capability.schema.json' with { type: 'json' };
import examplesSchema from '../../../media/schemas/examples.schema.json' with { type: 'json' };
import { explainAll, type Violation } from './schema/explain.ts';

// The package says in its types that it is an ES module's default export, and is CommonJS.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;

let validators: { readonly capability: ValidateFunction; readonly examples: ValidateFunction } | undefined;

/** What is wrong with the content of a capability's package.json, by the published schema. */
export function manifestViolations(value: unknown): Violation[] {
  // Schemas in it are of a newer draft than VS Code completes by; they are checked by their own rules.
  return violationsOf('capability', value, 'package.json').filter(
    ({ pointer }) => !/^\/toolwright\/(input|output)\//.test(pointer),
  );
}

/** What is wrong with the content of examples.json, by the published schema. */
export function examplesViolations(value: unknown): Violation[] {
  return violationsOf('examples', value, 'examples.json');
}

function violationsOf(kind: 'capability' | 'examples', value: unknown, whole: string): Violation[] {
  validators ??= compile();
  const validate = validators[kind];
  return validate(value) ? [] : explainAll(validate.errors ?? [], whole);
}

function compile() {
  const ajv = new Ajv({
    ...{ allErrors: true, verbose: true, strict: true, ownProperties: true, strictRequired: false },
    // Every start pays for it: the schemas are checked by a test, and optimised code is no quicker for a few packages.
    ...{ validateSchema: false, code: { optimize: false } },
  });
  addFormats(ajv);
  // Words of VS Code's JSON support: what to say where a check fails, and what to put in.
  ajv.addVocabulary(['errorMessage', 'patternErrorMessage', 'defaultSnippets']);
  return { capability: ajv.compile(capabilitySchema), examples: ajv.compile(examplesSchema) };
}
