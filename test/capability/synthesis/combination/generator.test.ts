import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceTools } from '#capability/safety';
import { openSandbox, type Sandbox } from '#capability/sandbox';
import type { Candidate, Generator, SynthesisGap } from '#capability/synthesis';
import { combination } from '#capability/synthesis';
import { defaultPolicy, portsOf, verify } from '#capability/verification';
import { type Capability, defaultLimits, type PlainData, type RecordedWorld, type RunResult } from '#protocol';
import { all, capability, objectOf } from './parts.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ runner: 'isolate' });
  // Reading TypeScript's library takes longer than checking a source.
  await sourceTools.types('export {};');
});
afterAll(() => sandbox.dispose());

const partsCalled = (...names: readonly string[]) => all.filter(({ name }) => names.includes(name));

const programs = new Map<string, ReturnType<typeof sourceTools.prepare>>();

async function runIn(
  { source, manifest }: Capability,
  input: PlainData,
  world: RecordedWorld = {},
): Promise<RunResult> {
  const { permissions, output } = manifest;
  const limits = { ...defaultLimits, ...manifest.limits };
  const program = programs.get(source) ?? sourceTools.prepare(source, { input: manifest.input, output, limits });
  programs.set(source, program);
  return sandbox.run({ program: await program, input, permissions, ports: portsOf(world), limits });
}

function generatorOf(capabilities: readonly Capability[]): Generator {
  return combination({
    capabilities,
    run: async (name, input) => {
      const part = capabilities.find((one) => one.name === name);
      const result = part && (await runIn(part, input));
      return result?.status === 'ok' ? result.value : undefined;
    },
  });
}

async function firstCandidate(gap: SynthesisGap, capabilities: readonly Capability[]): Promise<Candidate | undefined> {
  for await (const candidate of generatorOf(capabilities).generate(gap, { steps: 1_000_000 })) return candidate;
  return undefined;
}

function packaged({ source, manifest = {} }: Candidate): Capability {
  const { input = true, output = true, permissions = {}, limits, examples } = manifest;
  return capability({
    name: 'combined',
    title: 'Combined',
    source,
    ...{ input, output, permissions },
    ...(limits === undefined ? {} : { limits }),
    ...(examples === undefined ? {} : { examples }),
  });
}

/** The first candidate, which passes BASIC, and what it gives for an input. */
async function firstFor(gap: SynthesisGap, capabilities: readonly Capability[] = all) {
  const candidate = await firstCandidate(gap, capabilities);
  if (candidate === undefined) throw new Error('Nothing was found.');
  const made = packaged(candidate);
  const report = await verify(made, { level: 'BASIC', policy: defaultPolicy, sandbox: async () => sandbox });
  expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(report.safety.findings).toEqual([]);
  return { candidate, made, gives: async (input: PlainData, world?: RecordedWorld) => await runIn(made, input, world) };
}

describe('by examples', () => {
  test('one part after the other', async () => {
    const parts = partsCalled('csv-to-json', 'json-to-yaml', 'count-words', 'shout');
    const examples = [{ input: ['a,b\n1,2'], output: '- a: 1\n  b: 2' }];
    const { candidate, gives } = await firstFor(
      { intent: 'make YAML of a table', parameters: ['table'], examples },
      parts,
    );
    expect(candidate.source).toMatchInlineSnapshot(`
      "/**
       * Make YAML of a table.
       *
       * Put together from csv-to-json 1.2.0 and json-to-yaml 1.2.0.
       *
       * - "a,b\\n1,2" gives "- a: 1\\n  b: 2"
       */
      export function run({ table }: { readonly table: string }): string {
        const csvToJsonResult = csvToJson({ selection: table });
        return jsonToYaml({ records: csvToJsonResult });
      }

      /** csv-to-json 1.2.0: Convert CSV to JSON. */
      const csvToJson = (() => {
        interface Input {
          readonly selection: string;
        }

        /** Reads CSV without quotes. */
        function run({ selection }: Input): Record<string, string>[] {
          const [header = [], ...rows] = linesOf(selection);
          return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
        }

        function linesOf(text: string): string[][] {
          return text.split('\\n').map((line) => line.split(','));
        }

        return run;
      })();

      /** json-to-yaml 1.2.0: Convert JSON to YAML. */
      const jsonToYaml = (() => {
        interface Input {
          readonly records: readonly Readonly<Record<string, string>>[];
        }

        const run = ({ records }: Input): string => records.map(linesOf).join('\\n');

        function linesOf(record: Readonly<Record<string, string>>): string {
          const lines = Object.entries(record).map(([name, value]) => \`\${name}: \${value}\`);
          return \`- \${lines.join('\\n  ')}\`;
        }

        return run;
      })();
      "
    `);
    expect(candidate.manifest).toMatchObject({ madeFrom: 'csv-to-json 1.2.0, json-to-yaml 1.2.0', permissions: {} });
    expect(await gives({ table: 'x\n3\n4' })).toMatchObject({ status: 'ok', value: '- x: 3\n- x: 4' });
  });

  test('a setting that the examples need', async () => {
    const parts = partsCalled('sort-lines', 'number-lines', 'shout');
    const examples = [{ input: ['a\nc\nb'], output: '1. c\n2. b\n3. a' }];
    const { candidate, gives } = await firstFor({ intent: 'order backwards and number', examples }, parts);
    expect(candidate.source).toContain("order: 'descending'");
    expect(await gives({ text: 'a\nb' })).toMatchObject({ value: '1. b\n2. a' });
  });

  test('results side by side, of a part of what one gives', async () => {
    const { candidate, gives } = await firstFor(
      {
        intent: 'figures of a text',
        examples: [
          { input: ['one two\nthree'], output: { words: 3, lines: 2 } },
          { input: ['one'], output: { words: 1, lines: 1 } },
        ],
      },
      partsCalled('count-words', 'measure', 'shout'),
    );
    expect(candidate.manifest?.output).toMatchObject({ properties: { words: { type: 'integer' } } });
    expect(await gives({ text: 'a\nb\nc d' })).toMatchObject({ value: { words: 4, lines: 3 } });
  });

  test('results in a text', async () => {
    const { gives } = await firstFor(
      {
        intent: 'say how many words there are',
        examples: [
          { input: ['one two'], output: 'Words: 2, lines: 1.' },
          { input: ['one\ntwo three'], output: 'Words: 3, lines: 2.' },
        ],
      },
      partsCalled('count-words', 'measure', 'shout'),
    );
    expect(await gives({ text: 'a' })).toMatchObject({ value: 'Words: 1, lines: 1.' });
  });

  test('one or the other, by a condition that is learned', async () => {
    const { candidate, gives } = await firstFor(
      {
        intent: 'sort lists, shout sentences',
        examples: [
          { input: ['b\na'], output: 'a\nb' },
          { input: ['hello there'], output: 'HELLO THERE' },
          { input: ['d\nc\ne'], output: 'c\nd\ne' },
          { input: ['good day'], output: 'GOOD DAY' },
          { input: ['x\nk k'], output: 'k k\nx' },
          { input: ['on'], output: 'ON' },
        ],
      },
      partsCalled('sort-lines', 'shout', 'count-words'),
    );
    expect(candidate.source).toMatch(/if \(isForShout/);
    expect(await gives({ text: 'z\ny' })).toMatchObject({ value: 'y\nz' });
    expect(await gives({ text: 'so it is' })).toMatchObject({ value: 'SO IT IS' });
  });

  test('nothing where no combination gives the outputs', async () => {
    const parts = partsCalled('sort-lines', 'shout');
    expect(
      await firstCandidate({ intent: 'reverse', examples: [{ input: ['abc'], output: 'cba' }] }, parts),
    ).toBeUndefined();
  });

  test('a counterexample rules out what breaks it', async () => {
    const found = generatorOf(partsCalled('sort-lines', 'shout')).generate(
      { intent: '', examples: [{ input: ['b\na'], output: 'a\nb' }] },
      { steps: 50_000 },
    );
    if (!(Symbol.asyncIterator in found)) throw new Error('It waits for the sandbox.');
    const first = await found.next();
    expect(first.value?.source).toContain('sortLines(');
    const rejection = {
      gate: 'verification',
      reasons: [],
      counterexamples: [{ input: { text: 'c\nb' }, expected: 'C\nB', actual: 'b\nc' }],
    } as const;
    expect(await found.next(rejection)).toMatchObject({ done: true });
  });
});

describe('by the words of the request', () => {
  test('formats say what comes first', async () => {
    const { candidate, gives } = await firstFor({
      intent: 'convert CSV to YAML',
      structure: { action: 'convert', from: 'csv', to: 'yaml' },
      examples: [],
    });
    expect(candidate.manifest).toMatchObject({
      madeFrom: 'csv-to-json 1.2.0, json-to-yaml 1.2.0',
      input: { required: ['selection'] },
      examples: [{ name: 'one record (csv-to-json)', input: { selection: 'a,b\n1,2' }, output: '- a: 1\n  b: 2' }],
    });
    expect(candidate.caveats.join(' ')).toContain('No example says what is wanted');
    expect(await gives({ selection: 'a\n1' })).toMatchObject({ value: '- a: 1' });
  });

  test('the first word is done first, and a word sets what it names', async () => {
    const { candidate, gives } = await firstFor({ intent: 'sort lines descending and number them', examples: [] });
    expect(candidate.source).toContain("order: 'descending'");
    expect(await gives({ selection: 'a\nb' })).toMatchObject({ value: '1. b\n2. a' });
    const long = await gives({ selection: `${'a'.repeat(99_999)}` });
    expect(long.status).toBe('ok');
  });

  test.each([
    ['number the lines and then shout them', 'shout({ text: numberLinesResult })'],
    ['shout the text and number its lines', 'numberLines({ text: shoutResult })'],
    ['shout it, then count its words', 'countWords({ text: shoutResult })'],
    ['count the words and shout the text', '{ countWords: countWordsResult, shout: shoutResult }'],
    ['shout the text and count the words', '{ countWords: countWordsResult, shout: shoutResult }'],
    ['number the lines and shout them, both', '{ numberLines: numberLinesResult, shout: shoutResult }'],
  ])('%s: %s', async (intent, call) => {
    const candidate = await firstCandidate(
      { intent, examples: [] },
      partsCalled('number-lines', 'shout', 'count-words'),
    );
    expect(candidate?.source).toContain(call);
  });

  test('what “and” may mean as well is said', async () => {
    const caveatsFor = async (intent: string) => (await firstCandidate({ intent, examples: [] }, all))?.caveats.join();
    expect(await caveatsFor('number lines and shout')).toContain('Each part works on what the one before gives.');
    expect(await caveatsFor('count words and shout')).toContain('It gives the results beside each other.');
    expect(await caveatsFor('number lines, then shout')).not.toContain('Say “');
  });

  test('what is granted is handed on, to the part that was granted it', async () => {
    const { candidate, gives, made } = await firstFor({
      intent: 'read the notes of a project and count words',
      examples: [],
    });
    expect(made.manifest.permissions).toEqual({ 'workspace:read': ['notes/*.txt'] });
    expect(candidate.source).toContain('{ workspace: { read: context.workspace.read } }');
    const world = { files: { 'notes/garden.txt': 'water the ferns' } };
    expect(await gives({ name: 'garden' }, world)).toMatchObject({ status: 'ok', value: 3 });
  });

  test('no word is left out that one more part is about, and what nobody is about is said', async () => {
    const madeOf = async (intent: string) => {
      const { manifest, caveats = [] } = (await firstCandidate({ intent, examples: [] }, all)) ?? {};
      return [manifest?.madeFrom, caveats.find((one) => one.startsWith('No part'))];
    };
    const parts = 'sort-lines 1.2.0, number-lines 1.2.0, shout 1.2.0';
    expect(await madeOf('sort lines, number them in capitals')).toEqual([parts, undefined]);
    expect(await madeOf('sort lines, number them in mighty capitals')).toEqual([
      parts,
      'No part of it is about “mighty”.',
    ]);
  });

  test('what all parts take is taken, in the words of the narrowest', async () => {
    const described = (description: string) => objectOf({ text: { type: 'string', description } });
    const parts = partsCalled('count-words', 'shout').map((part, at) => ({
      ...part,
      manifest: { ...part.manifest, input: described(`Of the part ${at}.`) },
    }));
    const candidate = await firstCandidate({ intent: 'count words and write in capitals', examples: [] }, parts);
    expect(candidate?.manifest?.input).toMatchObject({
      properties: { text: { type: 'string', description: expect.any(String) } },
    });
    expect(candidate?.source).toContain('{ readonly text: string }');
  });

  test('nothing where a part of the request is nobody’s', async () => {
    expect(await firstCandidate({ intent: 'convert CSV to a waltz and play it', examples: [] }, all)).toBeUndefined();
  });
});

test('types that say less than the schemas are cast', async () => {
  const vague = capability({
    name: 'vague',
    title: 'Vague',
    input: objectOf({ text: { type: 'string' } }),
    source: `export function run({ text }: { text: string }): unknown {
  return text.replace(/^|$/g, '-');
}
`,
  });
  const { candidate, gives } = await firstFor({ intent: '', examples: [{ input: ['a'], output: '-A-' }] }, [
    vague,
    ...all.filter(({ name }) => name === 'shout'),
  ]);
  expect(candidate.source).toContain('as Parameters<typeof');
  expect(await gives({ text: 'b' })).toMatchObject({ value: '-B-' });
});
