import { existsSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText, realPath } from '#workspace';
import { loadRules } from '../../../../src/graph/rules/load/loadRules.ts';
import { temporaryWorkspace } from '../../../support/workspace.ts';

const rule = { name: 'a', from: {}, to: {} };
const program = `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('ran.txt', import.meta.url), '');
export default { forbidden: [${JSON.stringify(rule)}] };`;

async function load(files: Record<string, string>, path: string, trusted: boolean) {
  const root = temporaryWorkspace(files);
  const outcome = await loadRules({ root, path, trusted }, { readText, realPath });
  const consulted = outcome.consulted.map((file) => relative(root, file));
  return { ...outcome, consulted, ran: existsSync(join(root, 'ran.txt')) };
}

describe('loadRules', () => {
  it('reads JSON with comments, trusted or not', async () => {
    const files = { '.dependency-cruiser.json': `{ /* why */ forbidden: [${JSON.stringify(rule)}], }` };
    for (const trusted of [true, false])
      expect(await load(files, '.dependency-cruiser.json', trusted)).toMatchObject({
        value: { forbidden: [rule] },
        problems: [],
      });
  });

  it('runs a program in a trusted workspace only', async () => {
    const files = { '.dependency-cruiser.mjs': program };
    expect(await load(files, '.dependency-cruiser.mjs', false)).toMatchObject({
      value: undefined,
      ran: false,
      problems: [{ code: 'rules-need-trust', severity: 'warning', path: '.dependency-cruiser.mjs' }],
    });
    expect(await load(files, '.dependency-cruiser.mjs', true)).toMatchObject({
      value: { forbidden: [rule] },
      ran: true,
    });
  });

  it.each([
    ['a program', { 'base.mjs': program }, './base.mjs'],
    [
      'a program over a JSON file',
      { 'base.mjs': program, 'middle.json': '{ "extends": "./base.mjs" }' },
      './middle.json',
    ],
    ['a program among others', { 'base.mjs': program, 'fine.json': '{}' }, ['./fine.json', './base.mjs']],
    [
      'a package',
      { 'node_modules/preset/index.mjs': program, 'node_modules/preset/package.json': '{ "main": "index.mjs" }' },
      'preset',
    ],
  ])('does not run %s that JSON extends in an untrusted workspace', async (_, files, base) => {
    const all = { ...files, '.dependency-cruiser.json': JSON.stringify({ extends: base }) };
    expect(await load(all as Record<string, string>, '.dependency-cruiser.json', false)).toMatchObject({
      value: undefined,
      ran: false,
      problems: [{ code: 'rules-need-trust' }],
    });
    expect(await load(all as Record<string, string>, '.dependency-cruiser.json', true)).toMatchObject({
      value: { forbidden: [rule] },
      problems: [],
    });
  });

  it.each([
    ['beside something that is no text', { 'evil.cjs': program }, ['./evil.cjs', 5]],
    ['behind a file with such a list', { 'evil.cjs': program, 'base.json': '{ "extends": ["./evil.cjs", 5] }' }],
    ['hidden by a query', { 'evil.cjs': program, 'evil.cjs?.json': '{}' }, './evil.cjs?.json'],
    ['hidden by a fragment', { 'evil.cjs': program, 'evil.cjs#.json': '{}' }, './evil.cjs#.json'],
    ['behind a loader', { 'evil.cjs': program, 'evil.cjs!base.json': '{}' }, './evil.cjs!base.json'],
    ['by an object', { 'evil.cjs': program }, { 0: './evil.cjs', length: 1 }],
    ['by a name without an extension', { 'evil.js': program }, './evil'],
  ])('is not tricked into running a program %s', async (_, files, base: unknown = './base.json') => {
    const all = { ...files, '.dependency-cruiser.json': JSON.stringify({ extends: base }) };
    expect(await load(all as Record<string, string>, '.dependency-cruiser.json', false)).toMatchObject({
      value: undefined,
      ran: false,
      problems: [{ code: 'rules-need-trust' }],
    });
  });

  it('does not read beyond an untrusted workspace', async () => {
    const outside = temporaryWorkspace({ 'base.json': JSON.stringify({ forbidden: [rule] }) });
    const root = temporaryWorkspace({
      'up.json': JSON.stringify({ extends: join(outside, 'base.json') }),
      'linked.json': '{ "extends": "./link.json" }',
    });
    symlinkSync(join(outside, 'base.json'), join(root, 'link.json'));
    for (const path of ['up.json', 'linked.json', 'link.json']) {
      const refused = await loadRules({ root, path, trusted: false }, { readText, realPath });
      expect(refused).toMatchObject({ value: undefined, problems: [{ code: 'rules-need-trust' }] });
      const read = await loadRules({ root, path, trusted: true }, { readText, realPath });
      expect(read).toMatchObject({ value: { forbidden: [rule] }, problems: [] });
    }
  });

  it('tells which files had a say, also one that is missing', async () => {
    const files = {
      '.dependency-cruiser.json': '{ "extends": ["./a.json", "./lib/b.json"] }',
      'a.json': '{}',
      'lib/b.json': '{ "extends": "./c.json" }',
    };
    const consulted = ['.dependency-cruiser.json', 'a.json', 'lib/b.json', 'lib/c.json'];
    const { value, ...missing } = await load(files, '.dependency-cruiser.json', false);
    expect([value, missing.consulted]).toEqual([undefined, consulted]);
    const found = await load({ ...files, 'lib/c.json': '{}' }, '.dependency-cruiser.json', false);
    expect(found.consulted).toEqual(consulted);
    const program = { ...files, 'lib/b.json': '{ "extends": "./c.mjs" }', 'lib/c.mjs': 'export default {};' };
    const { consulted: withProgram } = await load(program, '.dependency-cruiser.json', true);
    expect(withProgram.toSorted()).toEqual(['.dependency-cruiser.json', 'a.json', 'lib/b.json', 'lib/c.mjs']);
  });

  it('follows JSON that extends JSON in an untrusted workspace', async () => {
    const files = {
      'base.json': JSON.stringify({ forbidden: [{ ...rule, severity: 'warn' }] }),
      '.dependency-cruiser.json': JSON.stringify({
        extends: './base.json',
        forbidden: [{ name: 'a', severity: 'error' }],
      }),
    };
    expect(await load(files, '.dependency-cruiser.json', false)).toMatchObject({
      value: { forbidden: [{ ...rule, severity: 'error' }] },
      problems: [],
    });
  });

  it.each([
    ['a missing file', {}, '.dependency-cruiser.json'],
    ['a missing program', {}, '.dependency-cruiser.mjs'],
    ['broken JSON', { '.dependency-cruiser.json': '{ "forbidden": ' }, '.dependency-cruiser.json'],
    ['a program that fails', { '.dependency-cruiser.mjs': 'throw new Error("no")' }, '.dependency-cruiser.mjs'],
    ['a program with a syntax error', { '.dependency-cruiser.mjs': 'export default {' }, '.dependency-cruiser.mjs'],
    ['a function', { '.dependency-cruiser.mjs': 'export default () => ({})' }, '.dependency-cruiser.mjs'],
    [
      'a circle',
      { '.dependency-cruiser.json': '{ "extends": "./.dependency-cruiser.json" }' },
      '.dependency-cruiser.json',
    ],
  ])('tells of %s', async (_, files, path) => {
    const { value, problems } = await load(files as Record<string, string>, path, true);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'rules-unreadable', severity: 'error', path }]);
  });
});
