import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import extract from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { expect, test } from 'vitest';
import { readText, realPath } from '#workspace';
import { readJsonRules } from '../../../../src/graph/rules/load/jsonRules.ts';
import fc from '../../../support/fastCheck.ts';

const files = ['rules.json', 'a.json', 'lib/b.json', 'lib/deep/c.json'];

const rule = fc.record(
  {
    name: fc.constantFrom('', 'one', 'two', 'three'),
    severity: fc.constantFrom('error', 'warn'),
    comment: fc.constantFrom('x', 'y'),
    from: fc.constantFrom({}, { path: 'a' }, { path: ['a', 'b'] }),
    to: fc.constantFrom({}, { path: 'b' }),
  },
  { requiredKeys: [] },
);
const rules = fc.array(rule, { maxLength: 4 });
const own = fc.record(
  {
    forbidden: rules,
    required: rules,
    allowed: rules,
    allowedSeverity: fc.constantFrom('error', 'info'),
    options: fc.dictionary(fc.constantFrom('exclude', 'includeOnly', 'maxDepth'), fc.constantFrom('x', 'y', 3)),
  },
  { requiredKeys: [] },
);

/** Any of the files, itself included: by a path, by a list of paths, or by nothing. */
const bases = fc.oneof(
  fc.constant(undefined),
  fc.nat(files.length - 1),
  fc.uniqueArray(fc.nat(files.length - 1), { maxLength: 3 }),
);
const configurations = fc.tuple(...files.map(() => fc.record({ own, bases })));

function pathTo(from: string, to: string, absolute: string | undefined): string {
  return absolute
    ? join(absolute, to)
    : `${dirname(from) === '.' ? './' : '../'.repeat(from.split('/').length - 1)}${to}`;
}

test('JSON is put together as dependency-cruiser does it', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-')));
  mkdirSync(join(root, 'lib/deep'), { recursive: true });
  try {
    await fc.assert(
      fc.asyncProperty(configurations, fc.boolean(), async (all, absolute) => {
        for (const [at, file] of files.entries()) {
          const { own, bases } = all[at] ?? { own: {}, bases: undefined };
          const named = (to: number) => pathTo(file, files[to] ?? '', absolute ? root : undefined);
          const given = Array.isArray(bases) ? bases.map(named) : bases === undefined ? undefined : named(bases);
          writeFileSync(join(root, file), JSON.stringify({ ...own, extends: given }));
        }
        const failed = () => 'refused';
        const theirs = await extract(join(root, 'rules.json')).catch(failed);
        const ours = await readJsonRules(root, 'rules.json', { readText, realPath }, new Set()).catch(failed);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
