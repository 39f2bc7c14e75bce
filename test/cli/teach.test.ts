import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryWorkspace } from '../support/workspace.ts';
import { ended, json, start, toolwright } from './toolwright.ts';

const days = '24.12.2026\n03.04.2026\r\n\nno date\n31.01.2027';
const iso = '24.12.2026=>2026-12-24';
const isoDays = '2026-12-24\n2026-04-03\r\n\nno date\n2027-01-31';

const workspace = (text = days) => temporaryWorkspace({ 'package.json': '{}', 'days.txt': text });

test('teach changes all lines as one shows, keeps mixed line ends, and tells of the line without an answer', async () => {
  const cwd = workspace();
  const { code, stdout, stderr } = await toolwright(['teach', '--in', 'days.txt', '--example', iso], { cwd });
  expect(stdout).toBe(isoDays);
  expect(stderr).toContain('days.txt:4: There is no answer for "no date"; it stays as it is.');
  expect(code).toBe(1);
  expect(readFileSync(join(cwd, 'days.txt'), 'utf8')).toBe(days);
});

test('teach --program prints TypeScript', async () => {
  const { stdout } = await toolwright(['teach', '--in', 'days.txt', '--example', iso, '--program'], {
    cwd: workspace(),
  });
  expect(stdout).toMatch(/^export function run\(\{ text \}: \{ text: string \}\)/m);
});

test('teach writes in place, or to another file, and prints nothing then', async () => {
  const cwd = workspace('1.2.2026\n3.4.2027\n');
  const example = '1.2.2026 => 2026/2/1';
  const out = await toolwright(['teach', '--in', 'days.txt', '--example', example, '--out', 'out/iso.txt'], { cwd });
  expect(out).toMatchObject({ code: 0, stdout: '' });
  expect(readFileSync(join(cwd, 'out/iso.txt'), 'utf8')).toBe('2026/2/1\n2027/4/3\n');
  await toolwright(['teach', '--in', 'days.txt', '--example', example, '--write'], { cwd });
  expect(readFileSync(join(cwd, 'days.txt'), 'utf8')).toBe('2026/2/1\n2027/4/3\n');
});

test('teach tells which line is worth a further example', async () => {
  const cwd = workspace('\nAda Lovelace\nGrace Brewster Hopper\nAlan Turing\n');
  const { stderr } = await toolwright(['teach', '--in', 'days.txt', '--example', 'Ada Lovelace=>Lovelace'], { cwd });
  expect(stderr).toMatch(/Line 3 would become "[^"]+"(?:, "[^"]+")* or .*--example "Grace Brewster Hopper=>…"/);
});

test('teach --json is one document with the program, the text and what is unclear', async () => {
  const { code, value } = await json(['teach', '--in', 'days.txt', '--example', iso], { cwd: workspace() });
  expect(code).toBe(1);
  expect(value).toMatchObject({
    program: expect.stringContaining('export function run'),
    satisfied: 1,
    examples: 1,
    text: isoDays,
    changed: 3,
    failed: [{ line: 4, input: 'no date' }],
    wrong: [],
  });
});

test('teach --whole takes the text as one input', async () => {
  const cwd = workspace('b\na');
  const args = ['teach', '--in', 'days.txt', '--whole', '--example', 'x\ny=>X\nY'];
  expect(await toolwright(args, { cwd })).toMatchObject({ code: 0, stdout: 'B\nA' });
});

test('a byte order mark stays in its place', async () => {
  const cwd = workspace('\uFEFFab\ncd\n');
  const { stdout } = await toolwright(['teach', '--in', 'days.txt', '--example', 'ab=>AB'], { cwd });
  expect(stdout).toBe('\uFEFFAB\nCD\n');
});

test('teach --keep makes a capability, verifies it at once and tells the decision', async () => {
  const cwd = workspace();
  const args = ['teach', '--in', 'days.txt', '--example', iso, '--keep', 'iso-days', '--runner', 'isolate'];
  const { stdout, stderr } = await toolwright([...args, '--intent', 'write days as ISO'], { cwd });
  expect(stdout).toBe(isoDays);
  expect(stderr).toMatch(/iso-days 0\.1\.0 +approve.*STANDARD of STANDARD/);
  const manifest = JSON.parse(readFileSync(join(cwd, '.toolwright/capabilities/iso-days/package.json'), 'utf8'));
  expect(manifest.toolwright.intents).toEqual(['write days as ISO', 'write days as ISO in {text}']);
  // Nobody waits for a search whose result could not be kept: not even for one that would find nothing.
  const again = await toolwright([...args, '--example', 'x=>y', '--example', 'x=>z'], { cwd });
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('There is a capability iso-days in this workspace already');
});

test('examples that no program fits change and keep nothing, and that is said', async () => {
  const cwd = workspace('a\nb\n');
  const words = (seed: number) =>
    Array.from({ length: 60 }, (_, at) => ((at * 7919 + seed * 104_729) % 99_991).toString(36));
  const examples = Array.from({ length: 40 }, (_, at) => [
    '--example',
    `${words(at).join(' ')}=>${words(at + 1000)
      .toReversed()
      .join('-')}`,
  ]).flat();
  const { code, stdout, stderr } = await toolwright(
    ['teach', '--in', 'days.txt', ...examples, '--write', '--keep', 'noise'],
    { cwd },
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  // Whether there is a best one depends on how far the search gets in its time.
  expect(stderr).toMatch(
    /No program was found that fits the examples\.|The best program that was found is wrong about \d+ examples, so nothing was written or kept/,
  );
  expect(readFileSync(join(cwd, 'days.txt'), 'utf8')).toBe('a\nb\n');
  expect(existsSync(join(cwd, '.toolwright'))).toBe(false);
});

test.each([
  [['--in', 'gone.txt', '--example', 'a=>b'], /Cannot read gone\.txt/],
  [['--in', '.', '--example', 'a=>b'], /Cannot read \./],
  [['--in', 'empty.txt', '--example', 'a=>b'], /There is no text in empty\.txt/],
  [['--in', 'binary.dat', '--example', 'a=>b'], /binary\.dat is no text in UTF-8/],
  [['--in', 'latin1.txt', '--example', 'a=>b'], /latin1\.txt is no text in UTF-8/],
  [['--in', 'days.txt', '--example', 'a b'], /The example "a b" has no "=>"/],
  [['--in', 'days.txt', '--example', 'a=>b=>c'], /has more than one "=>".*--arrow/],
  [['--in', 'days.txt', '--example', 'function f(a) {=>const f = (a) => {'], /has more than one "=>".*--arrow/],
  [
    ['--in', 'days.txt', '--example', 'a=>b', '--example', 'a=>c'],
    /Examples 1 and 2 have the same input and different outputs/,
  ],
  [['--in', 'days.txt', '--example', 'a=>b', '--write', '--out', 'x'], /--write or --out/],
  [['--in', 'days.txt', '--example', 'a=>b', '--keep', 'No Name'], /cannot be called "No Name"/],
  [['--in', 'days.txt'], /--example/],
])('teach %j is refused in words', async (args, says) => {
  const cwd = workspace();
  writeFileSync(join(cwd, 'empty.txt'), '\n \n');
  writeFileSync(join(cwd, 'binary.dat'), Buffer.from([65, 0, 66]));
  writeFileSync(join(cwd, 'latin1.txt'), Buffer.from([0x67, 0xf6, 0x0a]));
  const { code, stdout, stderr } = await toolwright(['teach', ...args], { cwd });
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test.runIf(process.platform !== 'win32')('Ctrl+C ends a search in its middle', async () => {
  const cwd = workspace('a\n');
  const noise = (seed: number) =>
    Array.from({ length: 400 }, (_, at) => ((at * 7919 + seed * 104_729) % 99_991).toString(36));
  const examples = Array.from({ length: 40 }, (_, at) => [
    '--example',
    `${noise(at).join(' ')}=>${noise(at + 99)
      .toReversed()
      .join('-')}`,
  ]);
  const child = start(['teach', '--in', 'days.txt', ...examples.flat(), '--write', '--verbose'], { cwd });
  const end = ended(child);
  child.stderr?.once('data', () => child.kill('SIGINT'));
  const { code, stdout, stderr } = await end;
  expect([code, stdout]).toEqual([130, '']);
  expect(stderr).toMatch(/learning from 40 examples\ntoolwright: Cancelled\.\n$/);
});

test('a file of more than 50 MB is refused before it is read', async () => {
  const cwd = workspace('x'.repeat(50_000_001));
  const { code, stderr } = await toolwright(['teach', '--in', 'days.txt', '--example', 'a=>b'], { cwd });
  expect(stderr).toContain('days.txt has 50.0 MB, and at most 50.0 MB can be changed');
  expect(code).toBe(2);
});

test.skipIf(process.platform === 'win32')('what never ends is refused as what is too large', async () => {
  const { code, stderr } = await toolwright(['teach', '--in', '/dev/zero', '--example', 'a=>b'], {
    cwd: workspace(''),
  });
  expect(code).toBe(2);
  expect(stderr).toContain('/dev/zero has 51.0 MB, and at most 50.0 MB can be changed');
});

const people = `[
  { "first": "Ada", "last": "Lovelace", "born": 1815 },
  { "first": "Alan", "last": "Turing", "born": 1912 },
  { "first": "Grace" }
]
`;

test('teach changes each item of a JSON document as one shows, keeps its form, and tells of the item without an answer', async () => {
  const cwd = temporaryWorkspace({ 'people.json': people });
  const example = '{"first":"Ada","last":"Lovelace","born":1815} => {"name":"Ada Lovelace","born":1815}';
  const { code, stdout, stderr } = await toolwright(['teach', '--in', 'people.json', '--example', example], { cwd });
  expect(JSON.parse(stdout)).toEqual([
    { name: 'Ada Lovelace', born: 1815 },
    { name: 'Alan Turing', born: 1912 },
    { first: 'Grace' },
  ]);
  expect(stdout).toMatch(/^\[\n {2}\{"name".*\n[\s\S]*\n {2}\{ "first": "Grace" \}\n\]\n$/);
  expect(stderr).toContain('people.json, item 3: There is no answer for');
  expect(code).toBe(1);
});

test('teach loses nothing of a JSON document: comments around values, and values that cannot be written anew', async () => {
  const items = ['{"a": 1}, // one', '{"a": /* two */ 2},', '{"a": 12345678901234567890},', '{"a": 4},'];
  const cwd = temporaryWorkspace({ 'data.jsonc': `[\r\n  ${items.join('\r\n  ')}\r\n]` });
  const { code, stdout, stderr } = await toolwright(['teach', '--in', 'data.jsonc', '--example', '{"a":1}=>{"b":1}'], {
    cwd,
  });
  const after = ['{"b":1}, // one', items[1], items[2], '{"b":4},'];
  expect(stdout).toBe(`[\r\n  ${after.join('\r\n  ')}\r\n]`);
  expect(stderr).toContain('data.jsonc, item 2: Its comments would get lost; it stays as it is.');
  expect(stderr).toContain('data.jsonc, item 3: A number in it would lose digits; it stays as it is.');
  expect(code).toBe(1);
});

test('teach learns from a JSON document before and after, and says what rests on one example', async () => {
  const before = { users: [{ id: 1, mail: 'a@x.org', tags: ['b', 'a'] }], page: 1 };
  const after = { count: 1, users: [{ key: 1, tags: ['a', 'b'] }] };
  const all = { users: [before.users[0], { id: 7, mail: 'z@y.org', tags: ['q', 'c', 'd'] }], page: 2 };
  const cwd = temporaryWorkspace({
    'old.json': JSON.stringify(before),
    'new.json': JSON.stringify(after),
    'all.json': JSON.stringify(all),
  });
  const args = ['teach', '--in', 'all.json', '--before', 'old.json', '--after', 'new.json', '--out', 'out.json'];
  expect(await toolwright(args, { cwd })).toMatchObject({ code: 0, stdout: '' });
  const users = [
    { key: 1, tags: ['a', 'b'] },
    { key: 7, tags: ['c', 'd', 'q'] },
  ];
  expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toEqual({ count: 2, users });
});

test.each([
  ['a document with a mistake', '{"a":', ['--example', '{"a":1}=>1'], 'There is a mistake in the JSON of data.json'],
  ['an example that is no JSON', '{"a":1}', ['--example', 'a=>1'], 'There is a mistake in the JSON of an example'],
  ['a file before without one after', '{"a":1}', ['--before', 'data.json'], 'Each --before needs its --after'],
  ['no example', '{"a":1}', [], 'There is no example to learn from'],
])('teach refuses %s', async (_, text, args, message) => {
  const cwd = temporaryWorkspace({ 'data.json': text });
  const { code, stderr } = await toolwright(['teach', '--in', 'data.json', ...args], { cwd });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test('teach says in words what is doubtful about a program', async () => {
  const cwd = workspace('ann@x.org\nc@y.org\nbo\nzoe\n');
  const examples = ['ann@x.org=>ann@x.org', 'c@y.org=>c@y.org', 'bo=>bo@x.org'].flatMap((one) => ['--example', one]);
  const { stdout, stderr } = await toolwright(['teach', '--in', 'days.txt', ...examples], { cwd });
  expect(stdout).toContain('zoe@x.org');
  expect(stderr).toContain('has a branch of its own: more examples would tell.');
});

const table =
  'name,born,note\r\nAda Lovelace,10.12.1815,"likes, ""numbers"""\r\n"Hopper, Grace",09.12.1906,x\r\n\r\nAlan Turing,,"y\r\nz"\r\nEve,soon';

test('teach changes the cells of a column in their places, and nothing else', async () => {
  const cwd = temporaryWorkspace({ 'people.csv': table });
  const args = ['teach', '--in', 'people.csv', '--column', 'Born', '--example', '10.12.1815=>1815-12-10'];
  const { code, stdout, stderr } = await toolwright(args, { cwd });
  expect(stdout).toBe(table.replace('10.12.1815', '1815-12-10').replace('09.12.1906', '1906-12-09'));
  expect(stderr).toContain('people.csv:7: There is no answer for "soon"; it stays as it is.');
  expect(code).toBe(1);
});

test('teach makes a column of others, and adds it to every record', async () => {
  const cwd = temporaryWorkspace({ 'people.tsv': 'first\tlast\nAda\tLovelace\nGrace\t"Hop\tper"\nAlan\n' });
  const made = ['--column', 'full', '--from', 'last', '--from', 'first'];
  const args = ['teach', '--in', 'people.tsv', ...made, '--example', 'Lovelace\tAda=>LOVELACE/Ada'];
  const { stdout } = await toolwright(args, { cwd });
  const rows = [
    'first\tlast\tfull',
    'Ada\tLovelace\tLOVELACE/Ada',
    'Grace\t"Hop\tper"\t"HOP\tPER/Grace"',
    'Alan\t\t/Alan',
  ];
  expect(stdout).toBe(`${rows.join('\n')}\n`);
});

test.each([
  [['--column', 'mail'], 'There is no column "mail" in people.csv. Its columns are "name", "born", "note".'],
  [['--column', '9', '--no-header'], 'It has 3, and no record that names them: give a number from 1 to 3'],
  [['--from', 'name'], '--from is about the columns of a table: it needs --column'],
  [['--column', 'a', '--delimiter', '::'], 'The delimiter has to be one character'],
  [['--column', 'born', '--from', 'name', '--from', 'note'], 'has 1 cell, and results are made of 2 columns'],
])('teach refuses %j', async (args, message) => {
  const cwd = temporaryWorkspace({ 'people.csv': table });
  const { code, stderr } = await toolwright(['teach', '--in', 'people.csv', '--example', 'a=>b', ...args], { cwd });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
