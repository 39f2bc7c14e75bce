import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { capabilityWorkspace, targetOf, workspaceOfTargets } from '../../../src/cli/opening/capabilityPaths.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const before = process.cwd();
afterEach(() => process.chdir(before));

/** A repository, in a folder with capabilities that are none of its business; one of its packages has some of its own. */
function repository(): string {
  const outer = temporaryWorkspace({ '.toolwright/capabilities/other/package.json': '{}' });
  const root = join(outer, 'repository');
  for (const folder of ['.git', 'app/.toolwright/capabilities/shout', 'app/src', 'lib'])
    mkdirSync(join(root, folder), { recursive: true });
  return root;
}

test('the nearest folder with capabilities is meant, and none beyond the workspace', () => {
  const root = repository();
  const from = (folder: string) => {
    process.chdir(join(root, folder));
    return capabilityWorkspace(undefined);
  };
  expect(from('app/src')).toBe(join(root, 'app'));
  expect(from('app/.toolwright/capabilities/shout')).toBe(join(root, 'app'));
  expect(from('lib')).toBe(root);
  expect(capabilityWorkspace(join(root, 'app'))).toBe(join(root, 'app'));
});

test('an argument is a name, the path of a capability of the workspace, or a folder that lies elsewhere', () => {
  const root = repository();
  process.chdir(root);
  const path = 'app/.toolwright/capabilities/shout';
  expect(workspaceOfTargets(['a-name', path], undefined)).toBe(join(root, 'app'));
  expect(targetOf(path, join(root, 'app'))).toEqual({ name: 'shout' });
  // Of another workspace than the one that was given it lies elsewhere.
  expect(targetOf(path, root)).toEqual({ folder: join(root, path) });
  expect(targetOf('@team/iso-dates', root)).toEqual({ name: '@team/iso-dates' });
  expect(() => targetOf('./none', root)).toThrow('There is no file or folder ./none.');
});
