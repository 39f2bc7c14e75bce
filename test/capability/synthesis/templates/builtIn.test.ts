import { stripTypeScriptTypes } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import { builtInTemplates } from '#capability/synthesis';
import { defaultPolicy, portsOf, verify } from '#capability/verification';
import { asExpected, type Example, type PlainData, proposedBy, type RunEffect } from '#protocol';
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
    'find-colour',
    'group-rows',
    'image-info',
    'join-tables',
    'move-files',
    'raise-version',
    'read-data',
    'rename-files',
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
  expect(report.safety.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

type Run = (input: PlainData, context: object) => PlainData | Promise<PlainData>;

/** What came out, and what was asked for where the example says something of it. */
async function outcomeOf(run: Run, { input, world = {}, effects: expected }: Example): Promise<unknown> {
  const { workspace, screen } = portsOf(world);
  const effects: RunEffect[] = [];
  // What is refused here is so before it is done, so that a call that is made is an effect.
  const noted =
    (call: string, made: (...args: string[]) => Promise<void>) =>
    async (...args: string[]) => {
      await made(...args);
      effects.push({ call, arguments: args, result: null });
    };
  const context = {
    ...(screen && { screen }),
    workspace: workspace && {
      ...workspace,
      write: noted('workspace.write', (path = '', text = '') => workspace.write(path, text)),
      move: noted('workspace.move', (from = '', to = '') => workspace.move(from, to)),
    },
    tasks: { request: noted('tasks.request', async () => {}) },
  };
  try {
    const output = await run(input, context);
    return { output, ...(expected && { effects: asExpected(proposedBy(effects)) }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : error };
  }
}

function expectedOf({ output, error, effects }: Example): unknown {
  if (error !== undefined) return { error: expect.stringContaining(error) };
  return { output, ...(effects && { effects: { writes: {}, moves: {}, tasks: [], ...effects } }) };
}

/** The form with the longest program. */
function richest(template: Template) {
  const forms = formsOf(template).filter((form) => (formOf(template, form).examples ?? []).length > 0);
  return forms.reduce((best, form) => (compose(template, form).length > compose(template, best).length ? form : best));
}
