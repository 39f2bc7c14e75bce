import { stripTypeScriptTypes } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, recordedPorts, type Sandbox } from '#capability/sandbox';
import { builtInTemplates } from '#capability/synthesis';
import { defaultPolicy, verify } from '#capability/verification';
import type { Example, PlainData } from '#protocol';
import { formOf } from '../../../../src/capability/synthesis/templates/form.ts';
import { compose } from '../../../../src/capability/synthesis/templates/program/compose.ts';
import type { Template } from '../../../../src/capability/synthesis/templates/template.ts';
import { capability } from '../../verification/support.ts';
import { formsOf } from './forms.ts';

const { templates, problems } = await builtInTemplates();

/** A few boundary values: what is tried here is the template, not the check. */
const policy = { ...defaultPolicy, standard: { cases: 6 } };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'isolate' });
});
afterAll(() => sandbox.dispose());

test('all of them can be used', () => {
  expect(problems).toEqual([]);
  expect(templates.map(({ name }) => name)).toEqual([
    'compare-images',
    'convert-data',
    'dominant-colours',
    'filter-rows',
    'group-rows',
    'image-info',
    'join-tables',
    'plan-renames',
    'read-data',
    'replace-in-files',
    'sort-rows',
    'validate-column',
  ]);
});

// The sandbox has its own tests: what each of some hundred forms makes of its examples is seen without one.
test.each(templates)('every form of $name does what its examples say', async (template) => {
  const forms = new Map(formsOf(template).map((form) => [compose(template, form), form]));
  for (const [source, form] of forms) {
    const { examples = [], madeFrom } = formOf(template, form);
    const code = stripTypeScriptTypes(source);
    const { run } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { run: Run };
    const names = examples.map(({ name }) => name);
    expect([madeFrom, new Set(names).size]).toEqual([madeFrom, names.length]);
    for (const example of examples) {
      expect([madeFrom, example.name, await outcomeOf(run, example)]).toEqual([
        madeFrom,
        example.name,
        expectedOf(example),
      ]);
    }
  }
});

test.each(templates)('$name reaches STANDARD', async (template) => {
  const { examples = [], ...manifest } = formOf(template, richest(template));
  const source = compose(template, richest(template));
  const made = capability({ ...manifest, provenance: { generator: 'template' }, source, examples });
  const report = await verify(made, { level: 'STANDARD', policy, sandbox: async () => sandbox });
  expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect([report.reached, report.types]).toEqual(['STANDARD', []]);
});

type Run = (input: PlainData, context: object) => PlainData | Promise<PlainData>;

async function outcomeOf(run: Run, { input, world = {} }: Example): Promise<unknown> {
  try {
    return { output: await run(input, { workspace: recordedPorts({ files: world.files ?? {} }).workspace }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : error };
  }
}

function expectedOf({ output, error }: Example): unknown {
  return error === undefined ? { output } : { error: expect.stringContaining(error) };
}

/** The form with the longest program. */
function richest(template: Template) {
  const forms = formsOf(template).filter((form) => (formOf(template, form).examples ?? []).length > 0);
  return forms.reduce((best, form) => (compose(template, form).length > compose(template, best).length ? form : best));
}
