import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultCacheFolder } from '../../../src/cli/opening/cacheFolder.ts';

test('the cache is where caches belong on each system', () => {
  expect(defaultCacheFolder({ XDG_CACHE_HOME: '/caches' }, 'linux')).toBe(join('/caches', 'toolwright'));
  expect(defaultCacheFolder({}, 'linux')).toBe(join(homedir(), '.cache', 'toolwright'));
  expect(defaultCacheFolder({}, 'darwin')).toBe(join(homedir(), 'Library', 'Caches', 'toolwright'));
  expect(defaultCacheFolder({ LOCALAPPDATA: 'local' }, 'win32')).toBe(join('local', 'toolwright'));
  expect(defaultCacheFolder({}, 'win32')).toBe(join(homedir(), 'AppData', 'Local', 'toolwright'));
});
