import { expect, it } from 'vitest';
import { adviceFor } from '../../../src/graph/advice/adviceFor.ts';
import { resolveExport } from '../../../src/graph/impact/exports.ts';
import fc from '../../support/fastCheck.ts';
import { afterFollowing, type Texts, workspaceOf } from './memoryWorkspace.ts';

/** Files that define names; they import the user, so that its way through the barrels closes a cycle. */
const definers: Texts = {
  'lib/one.ts': `import '../app/user.js';\nexport const a = 1, b = 2;\nexport interface Shape {}\nexport default a;\n`,
  'lib/deep/two.ts': `import '../../app/user.js';\nexport const c = 3;\nexport class d {}\n`,
};

const passing = fc.shuffledSubarray(
  [
    `export { a, b as bee } from './one.js';`,
    `export { default as One, type Shape } from './one.js';`,
    `export * from './deep/index.js';`,
    `export { c as see } from './deep/two.js';`,
    `export * as deep from './deep/two.js';`,
    `export { default } from './one.js';`,
    `import { b } from './one.js';\nexport { b as again };`,
    `export const own = 0;`,
  ],
  { minLength: 6 },
);
const wanted = fc.record({
  keyword: fc.constantFrom('import', 'export'),
  names: fc.array(
    fc.record({
      name: fc.constantFrom('a', 'bee', 'One', 'Shape', 'c', 'd', 'see', 'deep', 'default', 'again', 'own'),
      type: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  first: fc.boolean(),
  lines: fc.boolean(),
  quote: fc.constantFrom(`'`, `"`),
  end: fc.constantFrom(';', ''),
});
type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

function print({ keyword, names, first, lines, quote, end }: Wanted): string {
  const words = names.map(({ name, type }, index) => `${type ? 'type ' : ''}${name} as n${index}`);
  const braces = lines ? `{\n  ${words.join(',\n  ')},\n}` : `{ ${words.join(', ')} }`;
  const start = first && keyword === 'import' ? `First, ` : '';
  return `// before\n${keyword} ${start}${braces} from ${quote}../lib/index.js${quote}${end}\n/* after */ const x = 1;\n`;
}

/** What each name of the user's imports is, whatever way it takes. */
function meanings(texts: Texts): unknown[] {
  const { view } = workspaceOf(texts);
  const user = view.file(view.idOf.get('app/user.ts') ?? -1);
  return user.dependencies
    .flatMap(({ names, target }) =>
      names.map(({ imported, as, typeOnly }) => {
        if (target.kind !== 'file') return [as, typeOnly, target];
        const found = imported === '*' ? undefined : resolveExport(view, view.idOf.get(target.path) ?? -1, imported);
        const origin = found?.origin.kind === 'file' ? found.origin : { path: target.path, name: imported };
        return [as, typeOnly, origin.path, origin.name];
      }),
    )
    .sort();
}

it('leads every name to where it led before, and keeps the text around', async () => {
  let followed = 0;
  await fc.assert(
    fc.asyncProperty(passing, wanted, async (statements, parts) => {
      const texts: Texts = {
        ...definers,
        'lib/index.ts': `${statements.join('\n')}\n`,
        'lib/deep/index.ts': `export * from './two.js';\n`,
        'app/user.ts': print(parts),
      };
      const { view, readSource } = workspaceOf(texts);
      const { value } = await adviceFor(view, readSource);
      for (const advice of value.filter(({ kind, edits }) => kind === 'past-barrel' && edits !== undefined)) {
        followed++;
        const after = afterFollowing(texts, advice);
        expect(meanings(after)).toEqual(meanings(texts));
        expect(after['app/user.ts']).toMatch(/^\/\/ before\n/);
        expect(after['app/user.ts']?.endsWith(`${parts.end}\n/* after */ const x = 1;\n`)).toBe(true);
        const { view: now } = workspaceOf(after);
        expect(now.files.flatMap((file) => file.problems)).toEqual([]);
        expect(now.file(now.idOf.get('app/user.ts') ?? -1).dependencies.map((d) => d.specifier)).not.toContain(
          '../lib/index.js',
        );
      }
    }),
    { numRuns: 300 },
  );
  expect(followed).toBeGreaterThan(50);
}, 120_000);
