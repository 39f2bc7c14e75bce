import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { absoluteIn, realPlace } from '#workspace';

/** Symbolic links take rights on Windows that not everybody has. */
test.skipIf(process.platform === 'win32').each<readonly [string, Readonly<Record<string, string>>, string]>([
  ['itself', {}, 'app/flags.json'],
  ['a link', { 'app/flags.json': '../srv/prod.json' }, 'srv/prod.json'],
  ['a link to the folder', { 'app/deploy': '../srv' }, 'srv/flags.json'],
  [
    'a link that leads up from where another one leads',
    { 'app/current': '../srv/releases/7', 'app/flags.json': 'current/../prod.json' },
    'srv/releases/prod.json',
  ],
  [
    'links with a slash at their end',
    { 'app/current': '../srv/releases/', 'app/deploy': 'current/' },
    'srv/releases/flags.json',
  ],
])('a file that is reached by %s keeps its place when it is deleted, and when its folder is', (_, links, place) => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-place-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const folder of ['app', 'srv/releases/7']) mkdirSync(join(top, folder), { recursive: true });
  for (const [link, target] of Object.entries(links)) symlinkSync(target, join(top, link));
  const given = join(top, 'app/deploy' in links ? 'app/deploy/flags.json' : 'app/flags.json');
  const file = join(top, place);
  writeFileSync(file, '{}');
  expect(realPlace(given)).toBe(file);
  rmSync(file);
  expect(realPlace(given)).toBe(file);
  writeFileSync(realPlace(given), '{}');
  expect(existsSync(given)).toBe(true);
  if (dirname(file) === dirname(given)) return;
  rmSync(dirname(file), { recursive: true });
  expect(realPlace(given)).toBe(file);
});

test.skipIf(process.platform === 'win32')('a path that is given leads up from where its links lead', () => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-place-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const folder of ['app', 'srv/releases/7']) mkdirSync(join(top, folder), { recursive: true });
  symlinkSync('../srv/releases/7', join(top, 'app/current'));
  const file = join(top, 'srv/releases/prod.json');
  const given = [
    absoluteIn(join(top, 'app'), 'current/../prod.json'),
    absoluteIn('/', `${top}/app/current/../prod.json`),
  ];
  for (const path of given) expect(realPlace(path)).toBe(file);
});
