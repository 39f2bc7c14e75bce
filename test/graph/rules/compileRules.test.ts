import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/graph/rules/config/compileRules.ts';
import { evaluateRules } from '../../../src/graph/rules/evaluate/evaluateRules.ts';
import { toModules } from '../../../src/graph/rules/modules/toModules.ts';
import { viewOf } from './support/view.ts';

const rule = (parts: object) => ({ forbidden: [{ name: 'mine', from: {}, to: {}, ...parts }] });

describe('compileRules', () => {
  it.each([
    [
      'an unknown condition',
      rule({ to: { pathh: 'a' } }),
      'The rule "mine" cannot be used: to.pathh is not a known condition.',
    ],
    ['a missing part', { forbidden: [{ name: 'mine', from: {} }] }, 'The rule "mine" cannot be used: to is missing.'],
    [
      'a wrong type',
      rule({ to: { circular: 'yes' } }),
      'The rule "mine" cannot be used: to.circular is "yes", not boolean.',
    ],
    [
      'an unknown severity',
      rule({ severity: 'fatal' }),
      'The rule "mine" cannot be used: severity is "fatal", which is not one of the known values.',
    ],
    [
      'an unknown dependency type',
      rule({ to: { dependencyTypes: ['npmm'] } }),
      'The rule "mine" cannot be used: to.dependencyTypes.0 is "npmm", which is not one of the known values.',
    ],
    [
      'a broken pattern',
      rule({ to: { path: 'a(' } }),
      /^The rule "mine" cannot be used: "a\(" is not a regular expression/,
    ],
    [
      'a pattern that can take for ever',
      rule({ from: { pathNot: '(a+)+$' } }),
      /^The rule "mine" cannot be used: .* can take very long/,
    ],
    ['a broken pattern in via', rule({ to: { circular: true, via: ['[', 'b'] } }), /is not a regular expression/],
    [
      'a rule without a name',
      {
        forbidden: [
          { from: {}, to: {} },
          { from: 3, to: {} },
        ],
      },
      'Rule 2 of "forbidden" cannot be used: from is 3, not Object.',
    ],
    ['something that is no rule', { required: ['x'] }, /^Rule 1 of "required" cannot be used/],
    ['a name in an allowed rule', { allowed: [{ name: 'a', from: {}, to: {} }] }, /name is not a known condition/],
    ['no object', 'rules', /^The rules configuration cannot be used/],
    [
      'an unknown section',
      { forbiden: [] },
      'The rules configuration cannot be used: forbiden is not a known condition.',
    ],
    [
      'wrong options',
      { options: { exclude: 7 } },
      'The options of the rules cannot be used: options.exclude is not as dependency-cruiser wants it.',
    ],
    [
      'a broken pattern in the options',
      { options: { includeOnly: '(' } },
      /^The options of the rules cannot be used: in the options "\(" is not/,
    ],
  ])('tells of %s', (_, configuration, message) => {
    const { problems } = compileRules(configuration);
    expect(problems).toMatchObject([
      { severity: 'error', message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ]);
  });

  it('keeps the other rules where one cannot be used', () => {
    const { value, problems } = compileRules({
      forbidden: [
        { name: 'bad', from: {} },
        { name: 'good', from: {}, to: {} },
      ],
    });
    expect(problems).toHaveLength(1);
    expect(value.dependency.map(({ name }) => name)).toEqual(['good']);
    expect(value.used.forbidden).toMatchObject([{ name: 'good', severity: 'warn' }]);
  });

  it.each([
    ['folders and orphans', { name: 'mine', scope: 'folder', from: { orphan: true }, to: {} }, 'scope'],
    ['folders and ways', { name: 'mine', scope: 'folder', from: {}, to: { reachable: true } }, 'scope'],
    ['no number of dependents', { name: 'mine', module: { path: 'a' }, from: {} }, 'number of dependents'],
  ])('warns of rules that can never be violated: %s', (_, forbidden, reason) => {
    const { value, problems } = compileRules({ forbidden: [forbidden] });
    expect(problems).toMatchObject([{ code: 'rule-without-effect', severity: 'warning' }]);
    expect(problems[0]?.message).toContain(reason);
    expect(value.module).toEqual([]);
  });

  it('leaves out what is to be ignored', () => {
    const ignored = { severity: 'ignore', from: {}, to: {} };
    const { value, problems } = compileRules({
      forbidden: [ignored],
      allowed: [{ from: {}, to: {} }],
      allowedSeverity: 'ignore',
    });
    expect(problems).toEqual([]);
    expect(value.dependency).toEqual([]);
    expect(value.allowed).toBeUndefined();
  });

  it('tells of options that do not change the graph', () => {
    const { problems } = compileRules({ options: { focus: '^src', exoticRequireStrings: ['want'], maxDepth: 0 } });
    expect(problems).toMatchObject([{ code: 'rules-option-ignored', severity: 'info' }]);
    expect(problems[0]?.message).toContain('focus, exoticRequireStrings.');
  });

  it('takes caught text literally where it breaks the pattern it is put into', () => {
    const view = viewOf({
      'libs/c++/a.ts': ['libs/other/b.ts', 'libs/c++/c.ts'],
      'libs/c++/c.ts': [],
      'libs/other/b.ts': [],
    });
    const { value } = compileRules({
      forbidden: [{ name: 'apart', from: { path: '^libs/([^/]+)/' }, to: { path: '^libs/', pathNot: '^libs/$1/' } }],
    });
    const { violations } = evaluateRules(toModules(view, [], value), value);
    expect(violations.map(({ id }) => id)).toEqual(['apart: libs/c++/a.ts → libs/other/b.ts']);
  });

  it('takes lists of via.pathNot as alternatives', () => {
    const view = viewOf({ 'a.ts': ['b.ts'], 'b.ts': ['a.ts'], 'x.ts': ['y.ts'], 'y.ts': ['x.ts'] });
    const { value } = compileRules(rule({ to: { circular: true, viaOnly: { pathNot: ['a', 'z'] } } }));
    const { violations } = evaluateRules(toModules(view, [], value), value);
    expect(violations.map(({ id }) => id)).toEqual(['mine: cycle of x.ts, y.ts']);
  });
});
