import { expect, test } from 'vitest';
import type { Candidate, Rejection, SynthesisExample, SynthesisGap } from '#capability/synthesis';
import { builtInTemplates, templates } from '#capability/synthesis';

const generator = templates(await builtInTemplates());
const plants = 'name,kind,size\nFern,tall,9\nMoss,low,1\nIvy,tall,4\n';

/** What is proposed for a gap, when each is rejected with what `reject` says of it. */
async function proposed(
  gap: Partial<SynthesisGap>,
  reject: (one: Candidate) => Rejection | undefined = () => undefined,
) {
  const found: Candidate[] = [];
  const candidates = generator.generate({ intent: '', examples: [], ...gap }, { steps: 1_000_000 });
  if (!('next' in candidates)) throw new Error('It has to hear why a candidate was rejected.');
  let rejection: Rejection | undefined;
  for (let step = await candidates.next(); step.done !== true; step = await candidates.next(rejection)) {
    found.push(step.value);
    rejection = reject(step.value);
  }
  return found;
}

const titles = async (gap: Partial<SynthesisGap>) => (await proposed(gap)).map(({ manifest }) => manifest?.title);

test.each([
  ['convert this CSV to JSON', 'Convert CSV to JSON'],
  ['turn the selected yaml into a json document', 'Convert YAML to JSON'],
  ['csv to markdown table', 'Convert CSV to a Markdown table'],
  ['convert from tabs to commas', 'Convert TSV to CSV'],
  ['parse the nginx log', 'Read an access log'],
  ['filter csv rows where country is "France"', 'Keep rows whose country is France'],
  ['sort the csv by country descending', 'Sort rows by country, descending'],
  ['count rows by country', 'Group rows by country: count'],
  ['sum amount by country', 'Group rows by country: sum'],
  ['join two csv tables by id', 'Join two tables by id'],
  ['validate that the column mail is an email address in CSV', 'Check that each mail is an e-mail address'],
  ['check that each email in the csv is an email address', 'Check that each email is an e-mail address'],
  ["replace 'foo' with 'bar' in all markdown files", 'Replace a text in **/*.md'],
  ['rename src/**/*.spec.ts files from ".spec" to ".test"', 'Rename src/**/*.spec.ts'],
  ['rename notes/*.md from draft to final', 'Rename notes/*.md'],
  ['replace foo with bar in notes/*.md', 'Replace a text in notes/*.md'],
  ['move notes/*.md into the folder docs/archive/', 'Move notes/*.md into docs/archive'],
  ['move all *.log files to old', 'Move *.log into old'],
  ['bump the minor version and run build', 'Raise the minor version and run build'],
  ['where is the color "#00ff00" on the screen', 'Find #00ff00 in a picture'],
  ['what are the dimensions of this image', 'Tell the size and format of a picture'],
  ['dominant colors of the jpeg image', 'Tell the dominant colours of JPEG'],
  ['compare two screenshots', 'Compare two pictures in PNG'],
])('without examples, words tell: %s', async (intent, title) => {
  expect((await titles({ intent }))[0]).toBe(title);
});

test.each(['make me a coffee', 'convert json to xml', 'translate this to French'])(
  'nothing is proposed for what no template does: %s',
  async (intent) => {
    expect(await titles({ intent })).toEqual([]);
  },
);

test('columns and values that are in the inputs are found in the request', async () => {
  const gap = { intent: 'keep the rows whose size is greater than 3', otherInputs: [[plants]] };
  expect((await titles(gap))[0]).toBe('Keep rows whose size is above 3');
});

test('what nobody named is found in the examples, and said to be a guess', async () => {
  const output = 'name,kind,size\nFern,tall,9\nIvy,tall,4\n';
  const [first] = await proposed({ intent: 'filter this', examples: [{ input: [plants], output }] });
  expect(first?.manifest?.madeFrom).toBe('filter-rows (column: kind, value: tall)');
  expect(first?.caveats).toEqual(expect.arrayContaining([expect.stringContaining('Nobody named the column')]));
});

const tables: readonly SynthesisExample[] = [{ input: ['a,b\n1,2'], output: [{ a: '1', b: '2' }] }];

test('outputs that are data are not written as texts', async () => {
  const found = await proposed({ intent: 'csv to json', examples: tables, parameters: ['csv'] });
  expect(found.map(({ manifest }) => manifest?.title)).toEqual(['Read CSV', 'Read CSV']);
  expect(found[0]?.manifest).toMatchObject({
    input: { required: ['csv'], properties: { csv: { type: 'string' } } },
    output: { type: 'array' },
    intents: expect.arrayContaining(['parse {csv} as CSV']),
  });
  expect(found[0]?.manifest?.examples?.[0]).toMatchObject({ input: { csv: expect.any(String) } });
  expect(found[0]?.source).toContain('export function run({ csv: text }: Input): Data {');
  expect(found[0]?.source).toContain('readonly csv: string;');
});

test('permissions are those of the files that were named', async () => {
  const [one] = await proposed({ intent: 'replace "foo" with "bar" in docs/**/*.md' });
  expect(one?.manifest?.permissions).toEqual({
    'workspace:read': ['docs/**/*.md'],
    'workspace:write': ['docs/**/*.md'],
  });
  expect(one?.source).toContain("const files = 'docs/**/*.md';");
});

test('a folder that files are moved into may be written, and the task that is named asked for, and no other', async () => {
  const [move] = await proposed({ intent: 'move notes/*.md into the folder docs/archive' });
  expect(move?.manifest?.permissions).toEqual({
    'workspace:read': ['notes/*.md'],
    'workspace:write': ['notes/*.md', 'docs/archive/*'],
  });
  const [raise] = await proposed({ intent: 'bump the patch version in package.json and run the task "test:unit"' });
  expect(raise?.manifest?.permissions?.tasks).toEqual(['test:unit']);
  expect(await titles({ intent: 'bump the patch version in package.json' }), 'no task was named').toEqual([]);
});

test('after a rejection for its types or its safety, no other constants are tried in the same program', async () => {
  const gap = { intent: 'sort this table', examples: [{ input: [plants], output: plants }] };
  const gate = (name: Rejection['gate']) => () => ({ gate: name, reasons: ['no'], counterexamples: [] });
  const sorting = (found: readonly Candidate[]) =>
    found.filter(({ manifest }) => manifest?.madeFrom?.startsWith('sort-rows')).map(({ manifest }) => manifest?.title);
  expect(sorting(await proposed(gap, gate('examples'))).length).toBeGreaterThan(2);
  expect(sorting(await proposed(gap, gate('safety')))).toEqual([
    'Sort rows by name, ascending',
    'Sort rows by name, descending',
  ]);
});

test('the same gap has the same candidates, and no program twice', async () => {
  const gap = { intent: 'filter this', examples: [{ input: [plants], output: 'name,kind,size\nMoss,low,1\n' }] };
  const [once, again] = [await proposed(gap), await proposed(gap)];
  expect(again).toEqual(once);
  expect(new Set(once.map(({ source }) => source)).size).toBe(once.length);
});

test('a program reads as if somebody had written it for this', async () => {
  const [one] = await proposed({ intent: 'keep rows whose kind is "tall"' });
  await expect(one?.source).toMatchFileSnapshot('../../../golden/templates/filter-rows.txt');
});
