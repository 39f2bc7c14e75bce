import { expect, test } from 'vitest';
import { testCommand } from '../../../src/host/teach/testCommand.ts';

test.each([
  ['{ "devDependencies": { "vitest": "4" } }', ['npx', '--no-install', 'vitest', 'run', 'a b.test.ts']],
  ['{ "scripts": { "test": "jest --ci" } }', ['npx', '--no-install', 'jest', 'a b.test.ts']],
  ['{ "scripts": { "test": "node --test" } }', ['node', '--test', 'a b.test.ts']],
  ['{ "dependencies": { "vitest-like": "1" } }', undefined],
  ['{ "scripts": ', undefined],
  ['[]', undefined],
])('the tests of a package with %s are run as it runs them', (manifest, expected) => {
  const found = testCommand(manifest, ['a b.test.ts']);
  expect(found && [found.command, ...found.args]).toEqual(expected);
});
