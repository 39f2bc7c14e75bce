import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/index.ts';
import { CapabilityRegistry, scaffold } from '../../../src/capability/package/index.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { isoDates } from './draft.ts';

const capabilities = '.toolwright/capabilities';

function filesOf(name: string, changed: Record<string, string> = {}): Record<string, string> {
  const texts = { ...scaffold({ ...isoDates, name }), ...changed };
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => [`${capabilities}/${name}/${file}`, text]));
}

async function registryOf(root: string) {
  const registry = new CapabilityRegistry({ root, logger: silentLogger });
  const changes: (readonly string[])[] = [];
  registry.onDidChange((names) => changes.push(names));
  await registry.refresh();
  return { registry, changes };
}

const statesOf = (registry: CapabilityRegistry) =>
  Object.fromEntries(registry.list().map(({ name, state }) => [name, state]));

describe('a registry', () => {
  it('has nothing where there is no folder', async () => {
    const { registry, changes } = await registryOf(temporaryWorkspace());
    expect([registry.list(), changes]).toEqual([[], []]);
  });

  it('lists every package by name, broken ones and scoped ones too', async () => {
    const root = temporaryWorkspace({
      '.gitignore': '.toolwright\n',
      ...filesOf('b'),
      ...filesOf('a', { 'package.json': '{' }),
      ...filesOf('@team/c'),
      [`${capabilities}/half/index.ts`]: 'export {}',
      [`${capabilities}/README.md`]: 'words',
      [`${capabilities}/b/node_modules/x/package.json`]: '{}',
    });
    const { registry, changes } = await registryOf(root);
    expect(statesOf(registry)).toEqual({ '@team/c': 'valid', a: 'broken', b: 'valid', half: 'broken' });
    expect(changes).toHaveLength(1);
    expect(registry.get('b')).toMatchObject({ folder: `${capabilities}/b`, capability: { version: '1.2.0' } });
    expect(registry.get('half')).toMatchObject({
      problems: [{ code: 'capability-file-missing', path: `${capabilities}/half/examples.json` }, {}],
    });
  });

  it('follows what comes, changes, breaks, and goes', async () => {
    const root = temporaryWorkspace(filesOf('a'));
    const { registry, changes } = await registryOf(root);
    const write = (path: string, text: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    for (const [path, text] of Object.entries(filesOf('b'))) write(path, text);
    await registry.refresh([`${capabilities}/b/package.json`]);
    write(`${capabilities}/a/index.ts`, 'export const run = () => 1;');
    await registry.refresh();
    write(`${capabilities}/a/package.json`, '{}');
    await registry.refresh([`${capabilities}/a`]);
    expect(statesOf(registry)).toEqual({ a: 'broken', b: 'valid' });
    rmSync(join(root, capabilities, 'a'), { recursive: true });
    await registry.refresh([`${capabilities}/a/package.json`]);
    renameSync(join(root, capabilities), join(root, 'elsewhere'));
    await registry.refresh(['.toolwright']);
    expect(registry.list()).toEqual([]);
    expect(changes).toEqual([['a'], ['b'], ['a'], ['a'], ['a'], ['b']]);
  });

  it('says nothing about what did not change', async () => {
    const root = temporaryWorkspace(filesOf('a'));
    const { registry, changes } = await registryOf(root);
    const before = registry.get('a');
    utimesSync(join(root, capabilities, 'a/index.ts'), new Date(0), new Date(0));
    await registry.refresh();
    await registry.refresh(['src/a.ts', `${capabilities}/README.md`]);
    expect(changes).toEqual([['a']]);
    expect(registry.get('a')).toEqual(before);
  });

  it('runs refreshes one after another', async () => {
    const root = temporaryWorkspace(Object.assign({}, ...['a', 'b', 'c', 'd'].map((name) => filesOf(name))));
    const registry = new CapabilityRegistry({ root, logger: silentLogger });
    const changes: (readonly string[])[] = [];
    registry.onDidChange((names) => changes.push(names));
    await Promise.all([registry.refresh(), registry.refresh(), registry.refresh([`${capabilities}/a/index.ts`])]);
    expect(changes.map((names) => [...names].sort())).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('takes no file from elsewhere for one of a package', async () => {
    const root = temporaryWorkspace({ ...filesOf('a'), 'secret.txt': 'secret' });
    rmSync(join(root, capabilities, 'a/index.ts'));
    symlinkSync(join(root, 'secret.txt'), join(root, capabilities, 'a/index.ts'));
    const { registry } = await registryOf(root);
    expect(JSON.stringify(registry.get('a'))).toContain('it is a link to another place');
    expect(JSON.stringify(registry.get('a'))).not.toContain('"secret"');
  });

  it('goes on where a listener fails, and ends those that want no more', async () => {
    const root = temporaryWorkspace(filesOf('a'));
    const errors: string[] = [];
    const logger = { ...silentLogger, error: (message: string) => void errors.push(message) };
    const registry = new CapabilityRegistry({ root, logger });
    const heard: unknown[] = [];
    registry.onDidChange(() => {
      throw new Error('no');
    });
    registry.onDidChange((names) => heard.push(names));
    registry.onDidChange((names) => heard.push(names))();
    await registry.refresh();
    expect([heard, errors]).toEqual([[['a']], ['A listener to changes of capabilities failed: no']]);
  });

  it('reads a hundred packages, and nothing twice', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `c${index}`);
    const root = temporaryWorkspace(Object.assign({}, ...names.map((name) => filesOf(name))));
    const registry = new CapabilityRegistry({ root, logger: silentLogger });
    await registry.refresh();
    const first = registry.list();
    expect(first).toHaveLength(100);
    await registry.refresh();
    // What was read anew would be another object.
    for (const [at, entry] of registry.list().entries()) expect(entry).toBe(first[at]);
  });
});
