import { describe, expect, it } from 'vitest';
import { packageOf } from '#protocol';

describe('packageOf', () => {
  it('lists the groups that declare each package', () => {
    const manifest = {
      name: 'shop',
      dependencies: { a: '1', both: '1' },
      devDependencies: { tool: '1', both: '1' },
      peerDependencies: { host: '1' },
      optionalDependencies: { maybe: '1' },
      bundledDependencies: ['a', 'stray'],
    };
    expect(packageOf('packages/shop', manifest)).toEqual({
      path: 'packages/shop',
      name: 'shop',
      dependencies: {
        a: ['dependencies', 'bundledDependencies'],
        both: ['dependencies', 'devDependencies'],
        tool: ['devDependencies'],
        host: ['peerDependencies'],
        maybe: ['optionalDependencies'],
        stray: ['bundledDependencies'],
      },
    });
  });

  it('takes `true` for all production dependencies, in either spelling', () => {
    const { dependencies } = packageOf('', {
      dependencies: { a: '1' },
      devDependencies: { b: '1' },
      bundleDependencies: true,
    });
    expect(dependencies).toEqual({ a: ['dependencies', 'bundledDependencies'], b: ['devDependencies'] });
  });

  it('takes what is not as npm wants it as missing', () => {
    expect(packageOf('', 'no object')).toEqual({ path: '', dependencies: {} });
    expect(packageOf('', { name: 7, dependencies: ['a'], devDependencies: null })).toEqual({
      path: '',
      dependencies: {},
    });
    expect(packageOf('', { bundledDependencies: [1, 'a'] }).dependencies).toEqual({ a: ['bundledDependencies'] });
  });

  it('keeps packages with names of object members', () => {
    const { dependencies } = packageOf('', JSON.parse('{ "dependencies": { "__proto__": "1", "constructor": "1" } }'));
    expect(Object.keys(dependencies)).toEqual(['__proto__', 'constructor']);
  });
});
