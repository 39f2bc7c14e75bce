import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { commands, manifest, settings } from '../../../src/host/contributions/index.ts';
import type { CommandContribution, Setting } from '../../../src/host/contributions/types.ts';
import { welcomes } from '../../../src/host/contributions/views.ts';

const root = new URL('../../../', import.meta.url);
const codicons: Record<string, number> = createRequire(import.meta.url)('@vscode/codicons/src/template/mapping.json');
const iconNames = new Set(Object.values(codicons).flat().map(String));

test.each(Object.entries<CommandContribution>(commands))(
  '%s has a title in Title Case and an icon that exists',
  (_, command) => {
    const small = new Set(['a', 'by', 'from', 'of', 'or', 'on', 'in', 'the', 'to', 'with', 'dependency-cruiser']);
    for (const word of command.title.split(' ')) if (!small.has(word)) expect(word).toMatch(/^[A-Z]/);
    if (command.icon !== undefined) expect(iconNames).toContain(command.icon);
  },
);

test.each(Object.entries<Setting<unknown>>(settings as Record<string, Setting<unknown>>))(
  'toolwright.%s takes its own default, and refuses what is none',
  (_, setting) => {
    expect(setting.accepts(setting.default)).toBe(true);
    expect(setting.accepts({ no: 'setting' })).toBe(false);
    expect(setting.description).toMatch(/\.$/);
  },
);

test('every word of the manifest is in package.nls.json, and every word there is used', () => {
  const { nls, ...rest } = manifest();
  const used = [...JSON.stringify(rest).matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]);
  expect([...new Set(used)].sort()).toEqual(Object.keys(nls).sort());
});

test('links in welcome texts and walkthroughs run commands that exist', () => {
  const texts = Object.values(manifest().nls).join('\n');
  const linked = [...texts.matchAll(/\]\(command:([\w.]+)\)/g)].map((match) => match[1] ?? '');
  expect(linked.length).toBeGreaterThan(Object.keys(welcomes).length);
  const ours = linked.filter((command) => command.startsWith('toolwright.'));
  for (const command of ours) expect(Object.keys(commands)).toContain(command);
});

test('commands that texts tell of exist, by these names', () => {
  const titles = new Set(Object.values<CommandContribution>(commands).map(({ title }) => title));
  const told = ['README.md', ...globSync('docs/*.md', { cwd: root })].flatMap((path) =>
    [...readFileSync(new URL(path, root), 'utf8').matchAll(/["“]Toolwright: ([^"”]+)["”]/g)].map((match) => match[1]),
  );
  const steps = readFileSync(new URL('test/fixtures/sample-workspace/try-me/README.md', root), 'utf8');
  const tried = [...steps.matchAll(/\b[Rr]un \*\*([^*]+)\*\*/g)].map((match) => match[1]);
  expect(told.length).toBeGreaterThan(5);
  expect(tried.length).toBeGreaterThan(8);
  expect([...told, ...tried].filter((title = '') => !titles.has(title))).toEqual([]);
});

test('pictures of the manifest are there', () => {
  const pictures = [...JSON.stringify(manifest().contributes).matchAll(/"(media\/[^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(pictures.length).toBeGreaterThan(3);
  for (const picture of [...pictures, 'media/icon.png']) expect(existsSync(new URL(picture, root)), picture).toBe(true);
});

test('the extension is never activated by everything, nor by a search through the workspace', () => {
  for (const event of manifest().activationEvents) expect(event).not.toMatch(/\*/);
  expect(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).extensionKind).toEqual(['workspace']);
});

test('a workspace that nobody trusts names no fleet', () => {
  const restricted = JSON.stringify(manifest().capabilities);
  for (const name of ['prometheus', 'flags']) expect(restricted).toContain(`"toolwright.rollout.${name}"`);
});
