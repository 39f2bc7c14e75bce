import { describe, expect, it } from 'vitest';
import { compileAutomaton } from '../../../../src/capability/package/schema/automaton.ts';
import fc from '../../../support/fastCheck.ts';

describe('an automaton', () => {
  const piece = fc.letrec<{ pattern: string; atom: string; repeated: string; sequence: string }>((tie) => ({
    atom: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.constantFrom(
        'a',
        'b',
        'é',
        '😀',
        '.',
        '\\d',
        '\\w',
        '\\s',
        '\\S',
        '[ab]',
        '[^a-c]',
        '[\\d-]',
        '\\.',
        '\\x61',
        '\\u0062',
        '\\u{1F600}',
        '\\p{Lu}',
        '^',
        '$',
        '\\b',
        '\\B',
        '\\n',
        '\\/',
        '[]',
        '[^]',
      ),
      tie('pattern').map((inner) => `(?:${inner})`),
      tie('pattern').map((inner) => `(${inner})`),
    ),
    repeated: fc
      .tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{1,3}', '{2,}', '{0,2}?'))
      .map(([atom, repeat]) => (/^(?:\^|\$|\\[bB])$/.test(atom) ? atom : atom + repeat)),
    sequence: fc.array(tie('repeated'), { maxLength: 3 }).map((parts) => parts.join('')),
    pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 2 }).map((options) => options.join('|')),
  }));
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'A', '1', '-', '.', ' ', '\n', 'é', '😀'),
    maxLength: 8,
  });

  it('finds what the engine of the language finds', () => {
    fc.assert(
      fc.property(piece.pattern, fc.array(text, { minLength: 1, maxLength: 5 }), (pattern, texts) => {
        // Nested bounded repeats soon need more states than there may be, and are refused.
        fc.pre((pattern.match(/\{/g)?.length ?? 0) < 6);
        // V8 finds a place for \B inside of a character that is two code units, where the language has none.
        fc.pre(!pattern.includes('\\B') || !texts.join('').includes('😀'));
        const automaton = compileAutomaton(pattern);
        const engine = new RegExp(pattern, 'u');
        for (const sample of texts) expect([sample, automaton.test(sample)]).toEqual([sample, engine.test(sample)]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)*x', '^(\\w+\\s?)*$', 'a*a*a*a*a*a*b'])(
    'takes linear time: %s',
    (pattern) => {
      const automaton = compileAutomaton(pattern);
      const started = performance.now();
      expect(automaton.test(`${'a'.repeat(20_000)}!`)).toBe(false);
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );

  it.each([
    ['(?=a)b', 'looks ahead or behind'],
    ['(?<!a)b', 'looks ahead or behind'],
    ['(a)\\1', 'refers back'],
    ['(?<x>a)\\k<x>', 'refers back'],
    ['(', 'not a regular expression'],
    ['(a{1000}){1000}', 'too large'],
  ])('refuses %s: it %s', (pattern, reason) => {
    expect(() => compileAutomaton(pattern)).toThrow(reason);
  });
});
