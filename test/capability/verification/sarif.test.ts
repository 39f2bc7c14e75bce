import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { expect, test } from 'vitest';
import { analyse, safetyRules } from '#capability/safety';
import { toSarif } from '#capability/verification';
import type { Check, VerificationReport } from '#protocol';
import { checks } from '../../../src/capability/verification/checks/checks.ts';
import { sarifRules } from '../../../src/capability/verification/report/sarifRules.ts';
// Of draft 04, whose words here mean the same in draft 07 but for the name of `$id`.
import published from '../../fixtures/sarif/sarif-2.1.0.schema.json' with { type: 'json' };

const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;
const { id: _id, $schema: _draft, ...schema } = published;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

const source = "import { readFileSync } from 'node:fs';\nexport const run = () => readFileSync('x', 'utf8');\n";

async function report(name: string, more: Partial<VerificationReport> = {}): Promise<VerificationReport> {
  const check = { name: 'examples', level: 'STANDARD', status: 'failed', summary: 'One is wrong.', details: ['a: b'] };
  return {
    format: 1,
    name,
    version: '1.0.0',
    hash: 'a'.repeat(64),
    asked: 'STANDARD',
    at: '2026-01-01T00:00:00.000Z',
    milliseconds: 1,
    safety: await analyse(source, { permissions: {} }),
    types: [{ line: 2, message: 'Wrong.', severity: 'error' }],
    checks: [{ ...check, milliseconds: 1 } as Check],
    runs: [],
    risk: { score: 12.5, class: 'low', factors: [] },
    decision: { verdict: 'reject', reasons: ['examples: One is wrong.'], conditions: [], needsPerson: false },
    ...more,
  };
}

const broken = {
  code: 'json-invalid',
  severity: 'error' as const,
  message: 'The file is not JSON.',
  hint: 'Correct it.',
  path: '.toolwright/capabilities/bad/package.json',
  line: 3,
};

/** The log, which must be as the published schema of SARIF says. */
async function log(...args: Parameters<typeof toSarif>) {
  const value = JSON.parse(await toSarif(...args));
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  return value;
}

const path = (name: string) => `.toolwright/capabilities/${name}/index.ts`;

test('all capabilities are one run, those that cannot be read too, and each result has its rule', async () => {
  const reports = await Promise.all(['@team/one two', 'other'].map((name) => report(name)));
  const { runs } = await log(
    reports.map((each) => ({ report: each, path: path(each.name), source })),
    [broken],
    '1.2.3',
  );
  expect(runs).toHaveLength(1);
  const [{ tool, results, automationDetails, properties }] = runs;
  expect(automationDetails.id).toMatch(/\/$/);
  expect(properties.capabilities).toMatchObject([{ name: '@team/one two', verdict: 'reject' }, { name: 'other' }]);
  const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['forbidden-import', 'types', 'examples', 'json-invalid']));
  for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId);
  for (const { shortDescription, help, id } of tool.driver.rules) {
    expect(shortDescription.text).not.toBe(id);
    expect(help.markdown).toMatch(/\w/);
  }
  expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
    '.toolwright/capabilities/@team/one%20two/index.ts',
  );
  expect(results.at(-1)).toMatchObject({
    ruleId: 'json-invalid',
    locations: [{ physicalLocation: { artifactLocation: { uri: broken.path }, region: { startLine: 3 } } }],
  });
});

test('nothing but broken packages is a whole log, and so is nothing at all', async () => {
  expect(await log([], [broken], '1.2.3')).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ level: 'error' }] }],
  });
  expect(await log([], [], '1.2.3')).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
});

test('a place has an end where the source is known, and never half of two ways to say it', async () => {
  const found = await report('one', { types: [], checks: [] });
  const region = async (text?: string) =>
    (await log([{ report: found, path: path('one'), source: text }], [], '1.2.3')).runs[0].results.find(
      ({ ruleId }: { ruleId: string }) => ruleId === 'forbidden-import',
    ).locations[0].physicalLocation.region;
  const { startLine, startColumn, endLine, endColumn, ...rest } = await region(source);
  expect(rest).toEqual({});
  expect([startLine, endLine]).toEqual([1, 1]);
  expect(source.slice(startColumn - 1, endColumn - 1)).toMatch(/node:fs/);
  expect(Object.keys(await region())).toEqual(['startLine', 'startColumn']);
});

test('a rejection for the risk alone is a result as well', async () => {
  const risky = await report('one', {
    safety: { findings: [], uses: [], score: 100, parts: [], admitted: true },
    types: [],
    checks: [],
    decision: { verdict: 'reject', reasons: ['Its risk is 90.'], conditions: [], needsPerson: true },
  });
  expect((await log([{ report: risky, path: path('one') }], [], '1.2.3')).runs[0].results).toMatchObject([
    { ruleId: 'risk', level: 'error', message: { text: 'Its risk is 90.' } },
  ]);
});

test('every rule and check is described', async () => {
  const ruleOf = await sarifRules();
  const ids = [...(await safetyRules()).map(({ id }) => id), ...checks.map(({ name }) => name)];
  const named = ids.filter((id) => id !== 'static-analysis' && ruleOf(id).shortDescription.text === id);
  expect(named).toEqual([]);
  expect(ruleOf('constructor')).toEqual({ id: 'constructor', shortDescription: { text: 'constructor' } });
});
