import { describe, expect, test } from 'vitest';
import { resolveExport } from '../../../src/graph/impact/exports.ts';
import { surfacesOf } from '../../../src/graph/impact/surface.ts';
import { viewOf } from './sources.ts';

/** One line for each name that a file offers: where it leads. */
function told(sources: Readonly<Record<string, string>>, path: string): string[] {
  const view = viewOf(sources);
  const id = view.idOf.get(path) ?? -1;
  return [...surfacesOf(view).listed(id)].sort().flatMap((name) => {
    const found = resolveExport(view, id, name);
    if (found === undefined) return [];
    const { origin, typeOnly } = found;
    const place = origin.kind === 'file' ? `${origin.path}#${origin.name}` : `${origin.specifier}#${origin.name}`;
    const line = origin.kind === 'file' && origin.definition ? `:${origin.definition.line}` : '';
    return [`${name} = ${place}${line}${typeOnly ? ' (type)' : ''}`];
  });
}

describe('resolveExport', () => {
  test('follows renamings, namespaces and barrels of barrels to the definition', () => {
    const sources = {
      'index.ts': `export * from './lib'; export { one as uno } from './lib'; export * as all from './lib'; export const own = 1;`,
      'lib/index.ts': `export * from './a'; export { default as b } from './b'; export { useState } from 'react';`,
      'lib/a.ts': `\nexport const one = 1;\nexport interface Two {}\nexport default 1;`,
      'lib/b.ts': `export default function b() {}`,
    };
    expect(told(sources, 'index.ts')).toEqual([
      'Two = lib/a.ts#Two:3 (type)',
      'all = lib/index.ts#*',
      'b = lib/b.ts#default:1',
      'one = lib/a.ts#one:2',
      'own = index.ts#own:1',
      'uno = lib/a.ts#one:2',
      'useState = react#useState',
    ]);
  });

  test('leaves out a name that two export * bring from different places, unless the file settles it', () => {
    const parts = { 'a.ts': `export const x = 1, y = 1;`, 'b.ts': `export const x = 2;` };
    expect(told({ ...parts, 'index.ts': `export * from './a'; export * from './b';` }, 'index.ts')).toEqual([
      'y = a.ts#y:1',
    ]);
    expect(
      told({ ...parts, 'index.ts': `export * from './a'; export * from './b'; export { x } from './b';` }, 'index.ts'),
    ).toEqual(['x = b.ts#x:1', 'y = a.ts#y:1']);
  });

  test('offers a name that two export * bring from the same place', () => {
    const sources = {
      'a.ts': `export const x = 1;`,
      'left.ts': `export * from './a';`,
      'right.ts': `export { x } from './a';`,
      'index.ts': `export * from './left'; export * from './right';`,
    };
    expect(told(sources, 'index.ts')).toEqual(['x = a.ts#x:1']);
  });

  test('comes to an end in circles of barrels, and offers nothing that is only passed round', () => {
    const sources = {
      'a.ts': `export * from './b'; export { ghost } from './b'; export const here = 1;`,
      'b.ts': `export * from './a'; export { ghost } from './a'; export const there = 1;`,
    };
    expect(told(sources, 'a.ts')).toEqual(['here = a.ts#here:1', 'there = b.ts#there:1']);
  });

  test('makes a value a type when it is passed on as one', () => {
    const sources = { 'a.ts': `export class A {}`, 'index.ts': `export type { A } from './a';` };
    expect(told(sources, 'index.ts')).toEqual(['A = a.ts#A:1 (type)']);
  });

  test('takes the word of a barrel for what a file does not tell of', () => {
    const sources = { 'tool.js': `module.exports = make();`, 'index.ts': `export { run } from './tool.js';` };
    expect(told(sources, 'index.ts')).toEqual(['run = tool.js#run']);
  });
});
