import { describe, expect, test } from 'vitest';
import { GraphAnswers } from '../../../src/graph/insight/answers.ts';
import { viewOf } from '../impact/sources.ts';

const sources = {
  'lib/a.ts': `import { b } from './b'; export const a = b;`,
  'lib/b.ts': `import { a } from './a'; export const b = () => a;`,
  'main.ts': `import { a } from './lib/a'; export const main = a;`,
};

describe('GraphAnswers', () => {
  test('works an answer out once', () => {
    const answers = new GraphAnswers(viewOf(sources), []);
    expect(answers.cycles()).toBe(answers.cycles());
    expect(answers.insight('main.ts')).toBe(answers.insight('main.ts'));
    expect(answers.metrics('file')).toBe(answers.metrics('file'));
    expect(answers.folder('lib')).toBe(answers.folder('lib'));
  });

  test('takes cycles over from earlier answers that were asked for them, past some that were not', () => {
    const first = new GraphAnswers(viewOf(sources), []);
    const [group] = first.cycles().groups;
    const view = first.view.withFiles([{ ...first.view.file(2) }]);
    const second = new GraphAnswers(view, [], first);
    const third = new GraphAnswers(view.withFiles([{ ...view.file(2) }]), [], second);
    expect(third.cycles().groups[0]).toBe(group);
    const cut = new GraphAnswers(viewOf({ ...sources, 'lib/b.ts': 'export const b = 1;' }), [], first);
    expect(cut.cycles()).toEqual({ groups: [], filesInCycles: 0, filesInRuntimeCycles: 0 });
  });

  test('names packages and passes questions on', () => {
    const answers = new GraphAnswers(viewOf(sources), [{ path: 'lib', name: '@x/lib' }]);
    expect(answers.folder('').nodes[0]).toMatchObject({ path: 'lib', packageName: '@x/lib' });
    expect(answers.metrics('package')).toMatchObject([{ path: 'lib', files: 2, ca: 1 }]);
    expect(answers.why('main.ts', 'lib/b.ts').steps).toHaveLength(2);
    expect(answers.impact('lib/a.ts', 'a').files.map(({ path }) => path)).toEqual(['lib/b.ts', 'main.ts']);
  });
});

test('a graph is packed for drawing with groups, kinds and triples', () => {
  const view = viewOf({
    ...sources,
    'types.test.ts': `import type { A } from './lib/a';\nimport { a } from './lib/a';\nimport './main';\nexport type B = A; a;`,
    'self.ts': `import './self';`,
  });
  expect(new GraphAnswers(view, []).drawable(7)).toEqual({
    revision: 7,
    paths: ['lib/a.ts', 'lib/b.ts', 'main.ts', 'self.ts', 'types.test.ts'],
    lines: [1, 1, 1, 1, 4],
    group: [0, 0, -1, 1, -1],
    test: [0, 0, 0, 0, 1],
    groups: ['lib/a.ts', 'self.ts'],
    edges: [0, 1, 0, 1, 0, 0, 2, 0, 0, 3, 3, 1, 4, 0, 0, 4, 2, 1],
    kinds: ['value', 'side-effect'],
  });
});
