import { describe, expect, it } from 'vitest';
import { type PackageTexts, readPackage, scaffold } from '../../../src/capability/package/index.ts';
import { isoDates } from './draft.ts';

const texts = scaffold(isoDates);
const folder = '.toolwright/capabilities/iso-dates';

/** What is said about a package of which some texts differ: `line: message`. */
function saysOf(changed: Partial<PackageTexts>, name = 'iso-dates'): string[] {
  const entry = readPackage(name, { ...texts, ...changed });
  return entry.state === 'valid' ? [] : entry.problems.map(({ line, message }) => `${line ?? '-'}: ${message}`);
}

it('reads what scaffold writes', () => {
  const { name, version, description, manifest, source, examples } = isoDates;
  const content = {
    name,
    version,
    description,
    manifest,
    source,
    examples,
    folder,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  };
  expect(readPackage('iso-dates', texts)).toEqual({ state: 'valid', name, folder, capability: content });
});

it('takes permissions as none and provenance as a person where nothing is said', () => {
  const manifest = JSON.parse(texts['package.json']);
  delete manifest.toolwright.permissions;
  delete manifest.toolwright.provenance;
  const entry = readPackage('iso-dates', { ...texts, 'package.json': JSON.stringify(manifest) });
  expect(entry).toMatchObject({ capability: { manifest: { permissions: {}, provenance: { generator: 'hand' } } } });
});

describe('says what is wrong in examples.json and where', () => {
  it.each<[string, unknown, string]>([
    ['no list', {}, '1: examples.json is an object, not a list.'],
    ['no name', [{ input: { text: 'x' }, output: '2026-01-31' }], '2: examples.json[0].name is missing.'],
    ['no input', [{ name: 'a', error: 'x' }], '2: examples.json[0].input is missing.'],
    [
      'neither output nor error',
      [{ name: 'a', input: { text: 'x' } }],
      '2: examples.json[0] is an object, but an example says either `output` or `error`: what must come out, or what the error must say.',
    ],
    [
      'unknown field',
      [{ name: 'a', input: 1, error: 'x', out: 1 }],
      '6: examples.json[0].out is not a known property.',
    ],
    [
      'input',
      [{ name: 'a', input: { text: 5 }, output: '2026-01-31' }],
      '5: In the example "a", input: text is 5, not a text.',
    ],
    [
      'output',
      [{ name: 'a', input: { text: 'x' }, output: 'no' }],
      '7: In the example "a", output is "no", which is no date.',
    ],
    [
      'a name twice',
      [
        { name: 'a', input: 1, error: 'x' },
        { name: 'a', input: 2, error: 'x' },
      ],
      '8: Two examples are called "a".',
    ],
    [
      'world',
      [{ name: 'a', input: 1, error: 'x', world: { file: {} } }],
      '7: examples.json[0].world.file is not a known property.',
    ],
  ])('%s', (_, examples, message) => {
    expect(saysOf({ 'examples.json': JSON.stringify(examples, null, 2) })).toContain(message);
  });

  it('but an input that does not fit may be what an expected error is about', () => {
    const examples = [{ name: 'no date', input: { text: 5 }, error: 'text' }];
    expect(saysOf({ 'examples.json': JSON.stringify(examples) })).toEqual([]);
  });
});

describe('says what is wrong with files', () => {
  it.each<[string, Partial<PackageTexts>, string]>([
    ['syntax', { 'package.json': '{\n  "name": "iso-dates",\n}' }, '3: The file is not JSON: property name expected.'],
    ['comment', { 'examples.json': '[\n// x\n]' }, '2: The file is not JSON: invalid comment token.'],
    ['no text', { 'examples.json': '' }, '1: The file is not JSON: value expected.'],
    ['deep', { 'examples.json': '['.repeat(200_000) }, '1: The file is not JSON: it is nested too deep.'],
    [
      'missing',
      { 'index.ts': { missing: 'there is no such file' } },
      '-: The capability has no usable index.ts: there is no such file.',
    ],
    ['empty', { 'index.ts': ' \n' }, '-: The capability has no usable index.ts: it is empty.'],
  ])('%s', (_, changed, message) => {
    expect(saysOf(changed)).toContain(message);
  });

  it('tells a folder that cannot hold a capability', () => {
    expect(saysOf({}, 'Iso Dates')[0]).toBe(
      '-: The folder "Iso Dates" cannot hold a capability: its name is not one that npm allows.',
    );
  });

  it('gives every problem a code, a hint and a file', () => {
    const entry = readPackage('iso-dates', { 'package.json': '{}', 'examples.json': '{}', 'index.ts': '' });
    const problems = entry.state === 'broken' ? entry.problems : [];
    expect(problems.length).toBeGreaterThan(4);
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: expect.stringMatching(/^[a-z-]+$/), hint: expect.stringMatching(/\.$/) });
      expect(problem.path).toMatch(/^\.toolwright\/capabilities\/iso-dates\/(package\.json|examples\.json|index\.ts)$/);
    }
  });

  it('takes __proto__ for a name like others', () => {
    const text = texts['package.json'].replace(
      '"toolwright": {',
      '"__proto__": { "x": 1 }, "toolwright": { "__proto__": 1,',
    );
    expect(saysOf({ 'package.json': text })).toEqual(['6: toolwright.__proto__ is not a known property.']);
  });
});
