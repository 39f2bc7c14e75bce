import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../src/graph/rules/loadRules.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const readText = async (path: string) => readFileSync(path, 'utf8');
const rule = { name: 'a', from: {}, to: {} };
const program = `import { writeFileSync } from 'node:fs';
writeFileSync(new URL('ran.txt', import.meta.url), '');
export default { forbidden: [${JSON.stringify(rule)}] };`;

async function load(files: Record<string, string>, path: string, trusted: boolean) {
  const root = temporaryWorkspace(files);
  const outcome = await loadRules(root, path, { trusted, readText });
  return { ...outcome, ran: existsSync(join(root, 'ran.txt')) };
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
