import { describe, expect, it } from 'vitest';
import { CancelledError } from '#base';
import type { Advice, AdviceKind } from '#protocol';
import { contentHash } from '#workspace';
import { adviceFor } from '../../../src/graph/advice/adviceFor.ts';
import { cycleReport } from '../../../src/graph/cycles/report.ts';
import type { Adjacency } from '../../../src/graph/model/view.ts';
import { reachableFrom } from '../../../src/graph/paths/reachable.ts';
import { compile } from './compile.ts';
import { afterFollowing, type Texts, workspaceOf } from './memoryWorkspace.ts';

async function adviceOn(texts: Texts, ...kinds: AdviceKind[]): Promise<readonly Advice[]> {
  const { view, readSource } = workspaceOf(texts);
  const { value, problems } = await adviceFor(view, readSource);
  expect(problems).toEqual([]);
  expect(new Set(value.map((advice) => advice.id)).size).toBe(value.length);
  return kinds.length === 0 ? value : value.filter((advice) => kinds.includes(advice.kind));
}

/** Follows advice, and checks that the graph then has what was promised and that the compiler has no new complaint. */
function follow(texts: Texts, advice: Advice): Texts {
  const after = afterFollowing(texts, advice);
  const before = workspaceOf(texts).view;
  const now = workspaceOf(after).view;
  const id = before.idOf.get(advice.path) ?? -1;
  const loads = (graph: Adjacency) => reachableFrom(graph, id).filter((other) => other !== id).length;
  const freed = cycleReport(before).filesInRuntimeCycles - cycleReport(now).filesInRuntimeCycles;
  expect(advice.saves.filesInCycles ?? 0).toBe(freed);
  expect(advice.saves.loads ?? 0).toBe(loads(before.runtime) - loads(now.runtime));
  const known = new Set(complaints(texts));
  expect(complaints(after).filter((complaint) => !known.has(complaint))).toEqual([]);
  return after;
}

function complaints(texts: Texts): string[] {
  return compile(Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/${path}`, text])));
}

const typeCycle: Texts = {
  'a.ts': `import { B } from './b';\nimport { helper } from './helper';\nexport class A { b?: B = helper(); }\n`,
  'b.ts': `import { A } from './a';\nexport class B { a = new A(); }\n`,
  'helper.ts': `export const helper = (): undefined => undefined;\n`,
};

describe('type-only imports', () => {
  it('cure a run-time cycle', async () => {
    const [advice, ...more] = await adviceOn(typeCycle, 'type-only-import', 'cut-edge', 'move-export');
    expect(more).toEqual([]);
    expect(advice).toMatchObject({
      id: 'type-only-import:a.ts>b.ts',
      title: 'Make the import of ./b type-only',
      path: 'a.ts',
      line: 1,
      saves: { filesInCycles: 2, loads: 1 },
    });
    expect(advice?.editsOf).toBe(contentHash(typeCycle['a.ts'] ?? ''));
    const after = follow(typeCycle, advice as Advice);
    expect(after['a.ts']).toContain(`import type { B } from './b';`);
    expect(await adviceOn(after, 'type-only-import')).toEqual([]);
  });

  it('cure a run-time cycle that is closed by an import of types marked one by one', async () => {
    const texts = { ...typeCycle, 'a.ts': `import { type B } from './b';\nexport class A { b?: B; }\n` };
    const [advice] = await adviceOn(texts, 'type-only-import');
    expect(advice).toMatchObject({ id: 'type-only-import:a.ts>b.ts', saves: { filesInCycles: 2, loads: 1 } });
    const after = follow(texts, advice as Advice);
    expect(after['a.ts']).toContain(`import type { B } from './b';`);
  });

  it('are told to work together where one alone frees no file', async () => {
    const texts: Texts = {
      'a.ts': `import { B } from './b';\nimport { C } from './c';\nexport class A { of?: B | C; }\n`,
      'b.ts': `import { A } from './a';\nexport class B { a = new A(); }\n`,
      'c.ts': `import { A } from './a';\nimport { B } from './b';\nexport class C { a = new A(); b?: B; }\n`,
    };
    const advice = await adviceOn(texts, 'type-only-import');
    expect(advice.map(({ id, saves }) => [id, saves.filesInCycles])).toEqual([
      ['type-only-import:a.ts>c.ts', 1],
      ['type-only-import:a.ts>b.ts', undefined],
      ['type-only-import:c.ts>b.ts', undefined],
    ]);
    expect(advice[0]?.detail).toContain('With all 3 changes of this kind in the group, 3 files leave.');
    advice.reduce((now, next) => afterFollowing(now, next), texts);
    for (const one of advice) follow(texts, one);
  });

  it('are advised for all imports of a file that make the edge, or none', async () => {
    const twice = {
      ...typeCycle,
      'a.ts': `import { B } from './b';\nimport * as b from './b';\nexport class A { b?: B | b.B; }\n`,
    };
    const [advice] = await adviceOn(twice, 'type-only-import');
    expect(follow(twice, advice as Advice)['a.ts']).toMatch(/^import type \{ B \}.*\nimport type \* as b/);
    const effect = { ...typeCycle, 'a.ts': `import { B } from './b';\nimport './b';\nexport class A { b?: B; }\n` };
    expect(await adviceOn(effect, 'type-only-import')).toEqual([]);
  });

  it('are advised off cycles where they load much', async () => {
    const many = Array.from({ length: 12 }, (_, i) => i);
    const texts: Texts = {
      'a.ts': `import { All } from './all';\nexport let all: All;\n`,
      'all.ts': `${many.map((i) => `import { v${i} } from './v${i}';\n`).join('')}export const values = [${many.map((i) => `v${i}`)}];\nexport type All = typeof values;\n`,
      ...Object.fromEntries(many.map((i) => [`v${i}.ts`, `export const v${i} = ${i};\n`])),
    };
    const [advice] = await adviceOn(texts, 'type-only-import');
    expect(advice?.saves).toEqual({ loads: 13 });
    follow(texts, advice as Advice);
    const { 'v0.ts': _, 'v1.ts': __, 'v2.ts': ___, 'v3.ts': ____, ...fewer } = texts;
    expect(await adviceOn(fewer, 'type-only-import')).toEqual([]);
  });
});

const barrel: Texts = {
  'lib/index.ts': `export { a as first } from './a.js';\nexport * from './b.js';\nexport { default as Main } from './main.js';\nexport * as all from './b.js';\n`,
  'lib/a.ts': `export const a = 1;\n`,
  'lib/b.ts': `export const b = 2, c = 3;\nexport interface Shape { shape: number }\n`,
  'lib/main.ts': `import { b } from './index.js';\nexport default class Main { b = b; }\n`,
  'use.ts': `import { b } from './lib/index.js';\nexport default b;\n`,
};

describe('ways past a barrel', () => {
  it('cure a cycle that leads through it', async () => {
    const [advice] = await adviceOn(barrel);
    expect(advice).toMatchObject({
      id: 'past-barrel:lib/main.ts>lib/index.ts',
      title: 'Import `b` past ./index.js',
      saves: { filesInCycles: 2, loads: 2 },
    });
    const after = follow(barrel, advice as Advice);
    expect(after['lib/main.ts']).toBe(`import { b } from './b.js';\nexport default class Main { b = b; }\n`);
  });

  it.each([
    [
      'names that are called otherwise, a default, several files',
      `import { first, first as one, b, Main, type Shape } from './index.js';\nexport const x = [first, one, b, Main];\nexport let s: Shape;\n`,
      `import { a as first, a as one } from './a.js';\nimport { b, type Shape } from './b.js';\nimport Main from './main.js';\nexport const x = [first, one, b, Main];\nexport let s: Shape;\n`,
    ],
    [
      'a namespace, types alone from one file, double quotes, no semicolons and no spaces',
      `import {all, Main as M, type Shape} from "./index.js"\nexport const x = [all.b, M]\nexport let s: Shape\n`,
      `import * as all from "./b.js"\nimport {type Shape} from "./b.js"\nimport M from "./main.js"\nexport const x = [all.b, M]\nexport let s: Shape\n`,
    ],
    [
      'names exported again',
      `export { first, Main as default, b as bee } from './index.js';\n`,
      `export { a as first } from './a.js';\nexport { default } from './main.js';\nexport { b as bee } from './b.js';\n`,
    ],
    [
      'names imported, and exported again apart',
      `import { first } from './index.js';\nexport { first };\n`,
      `import { a as first } from './a.js';\nexport { first };\n`,
    ],
    [
      'many names on lines of their own',
      `import {\n  b as aVeryLongNameForIt,\n  c as anotherVeryLongNameForIt,\n  first as aThirdVeryLongName,\n  b as b2,\n} from './index.js';\nexport const x = [aVeryLongNameForIt, anotherVeryLongNameForIt, aThirdVeryLongName, b2];\n`,
      `import {\n  b as aVeryLongNameForIt,\n  c as anotherVeryLongNameForIt,\n  b as b2,\n} from './b.js';\nimport { a as aThirdVeryLongName } from './a.js';\nexport const x = [aVeryLongNameForIt, anotherVeryLongNameForIt, aThirdVeryLongName, b2];\n`,
    ],
  ])('keep the style: %s', async (_, before, after) => {
    // The import closes a cycle, so that there is something to save.
    const texts = { ...barrel, 'lib/use.ts': before, 'lib/a.ts': `import './use.js';\nexport const a = 1;\n` };
    const advice = (await adviceOn(texts, 'past-barrel')).find(({ path }) => path === 'lib/use.ts');
    expect(follow(texts, advice as Advice)['lib/use.ts']).toBe(after);
  });

  it('are told in words alone where a comment would be lost', async () => {
    const texts = {
      ...barrel,
      'lib/use.ts': `import { first /* really */ } from './index.js';\nexport default first;\n`,
      'lib/a.ts': `import './use.js';\nexport const a = 1;\n`,
    };
    const advice = (await adviceOn(texts, 'past-barrel')).find(({ path }) => path === 'lib/use.ts');
    expect(advice).toBeDefined();
    expect(advice?.edits).toBeUndefined();
  });

  it('keep an alias where it leads below the barrel too', async () => {
    const texts = {
      'src/lib/index.ts': `export * from './a';\nexport * from './deep';\n`,
      'src/lib/a.ts': `import '../app';\nexport const a = 1;\n`,
      'src/lib/deep/index.ts': `export const b = 2;\n`,
      'src/app.ts': `import { a, b } from '@/lib';\nexport default [a, b];\n`,
    };
    const pasts = async (paths: Record<string, string[]>) => {
      const workspace = workspaceOf(texts, { paths });
      const { value } = await adviceFor(workspace.view, workspace.readSource, workspace);
      const advice = value.find(({ id }) => id === 'past-barrel:src/app.ts>src/lib/index.ts');
      return afterFollowing(texts, advice as Advice)['src/app.ts'];
    };
    expect(await pasts({ '@/*': ['./src/*'] })).toMatch(
      /^import { a } from '@\/lib\/a';\nimport { b } from '@\/lib\/deep';\n/,
    );
    expect(await pasts({ '@/lib': ['./src/lib'] })).toMatch(
      /^import { a } from '.\/lib\/a';\nimport { b } from '.\/lib\/deep';\n/,
    );
  });

  it('are not sought where the barrel itself is needed, or the door belongs to another package', async () => {
    const own = { ...barrel, 'lib/index.ts': `${barrel['lib/index.ts']}export const own = 1;\n` };
    const uses = {
      ...own,
      'lib/main.ts': `import { b, own } from './index.js';\nexport default class Main { b = b + own; }\n`,
    };
    expect(await adviceOn(uses, 'past-barrel')).toEqual([]);
    const packages = [
      { path: '', manifest: {}, member: true },
      { path: 'lib', manifest: { name: 'lib' }, member: true },
    ];
    const { view, readSource } = workspaceOf(barrel, { packages });
    const { value } = await adviceFor(view, readSource, { packages });
    expect(value.filter(({ path }) => path === 'use.ts')).toEqual([]);
  });
});

describe('exports to move', () => {
  const texts: Texts = {
    'config.ts': `import { start } from './app';\nconst base = 10;\nexport const limit = base * 2;\nexport const other = 1;\nexport function run() { start(); }\n`,
    'app.ts': `import { limit } from './config';\nexport function start() { return limit; }\n`,
  };

  it('are named with what moves along and what that saves', async () => {
    const [advice] = await adviceOn(texts, 'move-export');
    expect(advice).toMatchObject({
      id: 'move-export:app.ts>config.ts',
      title: 'Move `limit` to app.ts',
      path: 'config.ts',
      line: 3,
      saves: { filesInCycles: 2 },
    });
    expect(advice?.detail).toContain('`base` would move along.');
    const moved = workspaceOf({
      'config.ts': `import { start } from './app';\nexport const other = 1;\nexport function run() { start(); }\n`,
      'app.ts': `const base = 10;\nexport const limit = base * 2;\nexport function start() { return limit; }\n`,
    });
    expect(cycleReport(moved.view).filesInRuntimeCycles).toBe(0);
  });

  it('get a file of their own where others use them too', async () => {
    const shared = { ...texts, 'third.ts': `import { limit } from './config';\nexport default limit;\n` };
    const [advice] = await adviceOn(shared, 'move-export');
    expect(advice?.title).toBe('Move `limit` to a file of its own');
    expect(advice?.detail).toContain('config.ts can import the moved names, and export them again');
  });

  it.each([
    [
      'a variable is involved',
      `import { start } from './app';\nlet n = 0;\nexport const limit = () => n++;\nexport const other = start();\n`,
    ],
    ['nothing else is left', `import { start } from './app';\nexport const limit = 1;\nstart();\n`],
    [
      'what moves along leads back',
      `import { service } from './service';\nexport const limit = () => service;\nexport const other = () => service;\n`,
    ],
  ])('are not named where %s', async (_, config) => {
    const service = `import { start } from './app';\nimport { other } from './config';\nexport const service = [start, other];\n`;
    const moved = await adviceOn({ ...texts, 'config.ts': config, 'service.ts': service }, 'move-export');
    expect(moved.filter(({ id }) => id === 'move-export:app.ts>config.ts')).toEqual([]);
  });
});

describe('edges to cut', () => {
  it('are those of the cut, with what each frees', async () => {
    const texts: Texts = {
      'a.js': `import { b } from './b.js';\nimport { c } from './c.js';\nexport const a = () => [b, c];\n`,
      'b.js': `import { a } from './a.js';\nexport const b = () => a;\n`,
      'c.js': `import { a } from './a.js';\nimport { b } from './b.js';\nexport const c = () => [a, b];\n`,
    };
    const advice = await adviceOn(texts, 'cut-edge');
    const { groups } = cycleReport(workspaceOf(texts).view);
    expect(advice.map(({ path, saves }) => [path, saves]).sort()).toEqual([
      ['b.js', { filesInCycles: 1 }],
      ['c.js', {}],
    ]);
    expect(groups[0]?.cut.edges.map(({ from }) => from).sort()).toEqual(['b.js', 'c.js']);
    expect(advice[0]?.detail).toContain('With the 1 other edge of the smallest cut, 3 files leave them.');
  });
});

describe('hidden couplings', () => {
  it('are pairs that change together without an import, each told once, tests left out', async () => {
    const texts = { 'a.ts': '', 'b.ts': '', 'c.ts': '', 'd.test.ts': '', 'e.ts': '' };
    const { view, readSource } = workspaceOf(texts);
    const spot = (path: string, ...others: [string, boolean][]) => ({
      ...{ path, commits: 9, churn: 9, dependents: 0, score: 0 },
      coChanges: others.map(([other, linked]) => ({
        path: other,
        together: 8,
        confidence: other === 'e.ts' ? 0.6 : 0.89,
        linked,
      })),
    });
    const hotSpots = [
      spot('a.ts', ['b.ts', false], ['c.ts', true], ['d.test.ts', false], ['e.ts', false]),
      spot('b.ts', ['a.ts', false]),
    ];
    const { value } = await adviceFor(view, readSource, { hotSpots });
    expect(value.map(({ id }) => id)).toEqual(['hidden-coupling:a.ts<>b.ts']);
    expect(value[0]?.detail).toContain('in 8 commits, 89 % of');
  });
});

describe('unresolved imports', () => {
  const models: Texts = {
    'src/models/user.ts': 'export class User {}\n',
    'src/models/index.ts': '',
    'src/math.tsx': 'export const sum = 1;\n',
  };

  it.each([
    ['differs in case', 'src/app.ts', `import { User } from './models/User';\nnew User();\n`, './models/user'],
    ['has another extension', 'src/app.ts', `export * from './math.ts';\n`, './math.tsx'],
    ['lies elsewhere', 'src/pages/app.ts', `import { sum } from './math';\nsum;\n`, '../math'],
    [
      'is misspelt',
      'src/app.ts',
      `import { User } from './models/usre';\nimport './math';\nnew User();\n`,
      './models/user',
    ],
  ])('are led to the file that %s', async (_, path, text, specifier) => {
    const texts = { ...models, [path]: text };
    const [advice, ...more] = await adviceOn(texts, 'unresolved-import');
    expect(more).toEqual([]);
    const after = afterFollowing(texts, advice as Advice);
    expect(after[path]).toContain(`'${specifier}'`);
    expect(await adviceOn(after, 'unresolved-import')).toEqual([]);
  });

  it('get a question where the file that was found lacks the names', async () => {
    const texts = { ...models, 'src/app.ts': `import { Admin } from './models/usre';\nnew Admin();\n` };
    const [advice] = await adviceOn(texts, 'unresolved-import');
    expect(advice?.title).toBe('Check whether ./models/usre means ./models/user');
    expect(advice?.edits).toBeUndefined();
  });

  it('of packages are told once a package, or as a slip of the pen', async () => {
    const texts = {
      'a.ts': `import 'no-such-package';\nimport 'raect/jsx';\n`,
      'b.ts': `import 'no-such-package/deep';\nimport '#gone';\n`,
    };
    const manifest = { name: 'root', dependencies: { react: '1' } };
    const { view, readSource } = workspaceOf(texts);
    const { value } = await adviceFor(view, readSource, { packages: [{ path: '', manifest, member: true }] });
    expect(value.map(({ title }) => title).sort()).toEqual([
      'Check whether raect/jsx means react/jsx',
      'Find what #gone is meant to be',
      'Install no-such-package',
    ]);
    expect(value.find(({ title }) => title.startsWith('Install'))?.detail).toContain('Imported by 2 files');
  });
});

describe('adviceFor', () => {
  it('says nothing of a file that is not the one the graph was made from', async () => {
    const { view } = workspaceOf(typeCycle);
    const { value, problems } = await adviceFor(view, (path) => `// changed\n${typeCycle[path]}`);
    expect(value.filter((advice) => advice.edits !== undefined)).toEqual([]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['stale-source', 'a.ts'],
      ['stale-source', 'b.ts'],
    ]);
  });

  it('names the text that edits were made for, one for all advice on a file', async () => {
    const texts = { ...typeCycle, 'a.ts': `import { helper as other } from './helpre';\n${typeCycle['a.ts']}` };
    const edited = (advice: readonly Advice[]) => advice.filter(({ edits }) => edits !== undefined);
    const { view, readSource } = workspaceOf(texts);
    const all = edited((await adviceFor(view, readSource)).value);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['type-only-import', 'unresolved-import']));
    expect(new Set(all.map(({ editsOf }) => editsOf))).toEqual(new Set([contentHash(texts['a.ts'])]));

    let reads = 0;
    const growing = (path: string) => (path === 'a.ts' ? `${texts['a.ts']}${'\n'.repeat(reads++)}` : readSource(path));
    const { value, problems } = await adviceFor(view, growing);
    const [first, ...others] = edited(value);
    expect(first?.editsOf).toBe(contentHash(texts['a.ts']));
    expect(others.filter(({ path }) => path === 'a.ts')).toEqual([]);
    expect(problems).toMatchObject([{ code: 'stale-source', path: 'a.ts' }]);
  });

  it('says nothing of an empty workspace, keeps the limit and stops when asked to', async () => {
    expect(await adviceOn({})).toEqual([]);
    const { view, readSource } = workspaceOf({ 'a.ts': `import 'x1';\nimport 'y2';\nimport 'z3';\n` });
    expect((await adviceFor(view, readSource, { limit: 2 })).value).toHaveLength(2);
    const stopped = adviceFor(view, readSource, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
  });

  it('lets others have the thread while it works, so that it can be stopped', async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [
        `${at}.ts`,
        `import { A as B } from './${(at + 1) % 9}';\nexport class A {}\nnew B();\n`,
      ]),
    );
    const { view, readSource } = workspaceOf(texts);
    // Others have their turn while the compiler is loaded, too: now it is.
    await adviceFor(view, readSource);
    const controller = new AbortController();
    let reads = 0;
    const slow = (path: string) => {
      // The first text takes long to get: longer than others should have to wait for their turn.
      if (reads++ === 0) {
        setImmediate(() => controller.abort());
        const since = performance.now();
        while (performance.now() - since < 60);
      }
      return readSource(path);
    };
    await expect(adviceFor(view, slow, { signal: controller.signal })).rejects.toBeInstanceOf(CancelledError);
    expect(reads).toBeLessThan(9);
  });
});
