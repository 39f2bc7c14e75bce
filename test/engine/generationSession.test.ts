import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CancelledError, type Progress } from '#base';
import type { Gap } from '#protocol';
import { asking, useGeneration } from './generation.ts';

const names = 'Ada Lovelace\nGrace Hopper\nAlan Turing';
// Enough of them that no person has to approve what comes of it, however busy the machine is.
const examples = [
  { input: ['Ada Lovelace'], output: 'A. L.' },
  { input: ['Grace Hopper'], output: 'G. H.' },
  { input: ['Barbara Liskov'], output: 'B. L.' },
  { input: ['Radia Perlman'], output: 'R. P.' },
];

const workspace = useGeneration();
const gapOf = (text: string, selection = names) => workspace().gapOf(text, selection);

describe('from a failed request', () => {
  let gap: Gap;
  test('a capability is generated, with the evidence that it may run, and nothing is written', async () => {
    gap = await gapOf('write the names as initials');
    const steps: string[] = [];
    const report = ({ step }: Progress) => void steps.push(step);
    const made = await workspace().generation.generate(gap, { examples, report });
    expect(made).toMatchObject({ gap: gap.id, ended: 'found', failures: [] });
    expect(made.attempts.at(-1)).toMatchObject({ generator: 'by-example' });
    expect(made.attempts.at(-1)?.rejected).toBeUndefined();
    expect(made.best).toMatchObject({ standing: 'admitted', satisfied: 4, examples: 4 });
    expect(made.best?.draft).toMatchObject({ name: 'write-the-names-as-initials', examples: { length: 5 } });
    expect(made.best?.report.checks.map(({ name }) => name)).toContain('examples');
    expect(steps).toContain('Trying by-example 1 (STANDARD: examples)');
    expect(existsSync(join(workspace().root, '.toolwright/capabilities'))).toBe(false);
  });

  test('the same gap gives the same capability', async () => {
    const [one, other] = [
      await workspace().generation.generate(gap, { examples }),
      await workspace().generation.generate(gap, { examples }),
    ];
    expect(one.best?.draft).toEqual(other.best?.draft);
    expect(one.best?.report.hash).toBe(other.best?.report.hash);
  });

  test('what is kept serves the next request, line by line', async () => {
    const made = await workspace().generation.generate(gap, { examples });
    expect(await workspace().generation.keep(made.best?.id ?? 0, { person: 'ada' })).toMatchObject({
      standing: 'admitted',
    });
    const { value: left } = await workspace().discovery.gaps();
    expect(left.map(({ id }) => id)).not.toContain(gap.id);
    await expect(workspace().generation.keep(made.best?.id ?? 0, { person: 'ada' })).rejects.toMatchObject({
      code: 'generation-forgotten',
    });
    const outcome = await workspace().capabilities.ask(
      asking('write the names as initials', `${names}\r\n\r\nEdsger Dijkstra`),
    );
    expect(outcome).toMatchObject({ kind: 'served', name: 'write-the-names-as-initials' });
    const value = outcome.result?.status === 'ok' ? outcome.result.value : undefined;
    expect(value).toBe('A. L.\nG. H.\nA. T.\r\n\r\nE. D.');
    expect(await workspace().capabilities.history('write-the-names-as-initials')).toMatchObject([
      { asked: 'STANDARD' },
    ]);
  });

  test('what a capability serves already is told before anything is tried, and so is what it does otherwise', async () => {
    const other = { ...gap, requests: [] };
    const steps: string[] = [];
    const report = ({ step }: Progress) => void steps.push(step);
    for (const [given, says] of [
      [[], /^write-the-names-as-initials .* serves “write the names as initials” already\.$/],
      [examples, /already, and does what the examples say\.$/],
      [[{ input: ['a b'], output: 'b a' }], /and example 1 is not what it does\.$/],
    ] as const) {
      const refused = { code: 'already-served', message: expect.stringMatching(says) };
      await expect(workspace().generation.generate(other, { examples: given, report })).rejects.toMatchObject(refused);
    }
    const withheld = { ...other, tried: 'write-the-names-as-initials', kind: 'permission' as const };
    await expect(workspace().generation.generate(withheld, { examples, report })).rejects.toMatchObject({
      code: 'already-served',
      hint: expect.stringContaining('It may run now'),
    });
    expect(steps.filter((step) => /^Looking|^Trying/.test(step))).toEqual([]);
  });

  test('words that are like those of a capability lead to a new one where the examples tell that it is meant', async () => {
    const like = 'please write these names as initials';
    const outcome = await workspace().capabilities.ask(asking(like, names));
    expect(outcome).toMatchObject({ kind: 'served', name: 'write-the-names-as-initials' });
    const made = await workspace().generation.generate(
      { ...gap, intent: like, requests: [] },
      { examples: [{ input: ['a b'], output: 'b a' }] },
    );
    expect(made.best?.standing).not.toBe('rejected');
  });

  test('in the place of one that was tried comes another name, and its requests go on to who serves them', async () => {
    const other = { ...gap, requests: [], tried: 'write-the-names-as-initials' };
    const made = await workspace().generation.generate(other, { examples: [{ input: ['a b'], output: 'b a' }] });
    expect(made.best?.draft.name).toBe('write-the-names-as-initials-2');
    expect(made.best?.draft.manifest.intents).not.toContain('write the names as initials');
    await workspace().generation.keep(made.best?.id ?? 0, { person: 'ada' });
    const outcome = await workspace().capabilities.ask(asking('write the names as initials', names));
    expect(outcome).toMatchObject({ kind: 'served', name: 'write-the-names-as-initials' });
  });
});

/** What no search of small programs finds. */
const checksum = (text: string) =>
  `${[...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7)}`;

test('capabilities that may run are parts of what comes next', async () => {
  await workspace().capabilities.create({
    name: 'checksum',
    description: 'Computes a checksum.',
    manifest: {
      title: 'Compute the checksum of a text',
      intents: ['compute the checksum of {text}'],
      input: {
        type: 'object',
        properties: { text: { type: 'string', maxLength: 10_000 } },
        required: ['text'],
        additionalProperties: false,
      },
      output: { type: 'string' },
      permissions: {},
      provenance: { generator: 'hand' },
    },
    source: `export function run({ text }: { readonly text: string }): string {
  return \`\${[...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7)}\`;
}
`,
    examples: ['', 'a', 'ab', 'A. L.', 'Ada'].map((text) => ({
      name: `of ${text}`,
      input: { text },
      output: checksum(text),
    })),
  });
  await workspace().capabilities.verify('checksum', { level: 'STANDARD' });
  const gap = await gapOf('checksums for initials');
  const initials = (name: string) => name.replace(/(\w)\w+/g, '$1.');
  const known = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra', 'Barbara Liskov'];
  const made = await workspace().generation.generate(gap, {
    examples: known.map((name) => ({ input: [name], output: checksum(initials(name)) })),
  });
  expect(made.best).toMatchObject({ generator: 'combination', standing: 'admitted' });
  expect(made.best?.draft.manifest.provenance.source).toMatch(/write-the-names-as-initials.*checksum/);
});

test('where likely programs differ on what was selected, that is asked; the answer decides', async () => {
  const people = 'Ada Lovelace\nGrace Brewster Hopper';
  const gap = await gapOf('give me their family names', people);
  const [first, middle] = ['Ada Lovelace', 'Grace Brewster Hopper'].map((input) => [input]) as [string[], string[]];
  const vague = await workspace().generation.generate(gap, { examples: [{ input: first, output: 'Lovelace' }] });
  expect(vague.best?.question).toMatchObject({ input: middle, answers: expect.arrayContaining(['Hopper']) });
  expect(vague.best?.caveats.join()).toContain('leave open whether "Grace Brewster Hopper" gives');
  const answered = [
    { input: first, output: 'Lovelace' },
    { input: middle, output: 'Brewster Hopper' },
  ];
  const clear = await workspace().generation.generate(gap, { examples: answered });
  expect(clear.best?.satisfied).toBe(2);
  expect(clear.ended).toBe('found');
  expect(clear.best?.question).toBeUndefined();
});

test('where neither words nor examples tell what is meant, nothing is made up', async () => {
  const gap = await gapOf('frobnicate the whatsits');
  expect(await workspace().generation.generate(gap)).toMatchObject({ ended: 'exhausted', attempts: [], failures: [] });
});

test('it is stopped in the middle of a search, and the thread serves the next gap', async () => {
  const gap = await gapOf('scramble words');
  const word = (at: number) => ((at * 104_729 + 13) % 99_991).toString(36);
  const text = (seed: number) => Array.from({ length: 60 }, (_, at) => word(seed * 60 + at)).join(' ');
  const hard = Array.from({ length: 40 }, (_, at) => ({ input: [text(at)], output: text(at + 1000) }));
  const controller = new AbortController();
  const running = workspace().generation.generate(gap, {
    examples: hard,
    signal: controller.signal,
    report: () => setTimeout(() => controller.abort(), 50),
  });
  await expect(running).rejects.toThrow(CancelledError);
  expect((await workspace().generation.generate(gap)).ended).toBe('exhausted');
});

test('contradictory examples are named before anything is tried', async () => {
  const gap = await gapOf('shorten words');
  const contradicting = [
    { input: ['a'], output: 'b' },
    { input: ['a'], output: 'c' },
  ];
  await expect(workspace().generation.generate(gap, { examples: contradicting })).rejects.toMatchObject({
    code: 'contradictory-examples',
  });
});

test('what speaks against a program for a function is what the gates say: types, safety, and its examples when they are run', async () => {
  const calls = ['ada', 'bo b', 'c'].map((text) => `  assert.equal(up('${text}'), '${text.toUpperCase()}');`);
  const files = {
    'up.ts': "export function up(text: string): string {\n  throw new Error('todo');\n}\n",
    'up.test.ts': `import assert from 'node:assert';\nimport { up } from './up.ts';\ntest('up', () => {\n${calls.join('\n')}\n});\n`,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(workspace().root, path), text);
  const { value } = await workspace().discovery.gaps();
  const gap = value.find(({ id }) => id === 'up.ts#up') as Gap;
  const { generation } = workspace();
  const against = (body: string) =>
    generation.objections(gap, `export function run({ text }: { readonly text: string }): string {\n  ${body}\n}\n`);
  expect(await against('return text.toUpperCase();')).toEqual([]);
  expect((await against('return text.length;')).join()).toContain("Type 'number' is not assignable");
  expect((await against("return eval('text') as string;")).join()).toContain('eval');
  expect((await against('return text;')).join()).toContain('example 1');
});
