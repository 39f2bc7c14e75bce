import type { ArrayExpression, Fold, ListExpression, TextExpression } from '../language/expression.ts';
import type { TokenClass } from '../language/pattern.ts';
import { caseRules } from './cases.ts';
import type { Concept, Wish } from './concepts.ts';
import {
  changed,
  eachLine,
  input,
  itemOf,
  joined,
  matches,
  ofClass,
  parts,
  type SaidProgram,
  splitBy,
  whole,
} from './make.ts';

export interface Rule {
  /** All of them are in the request. */
  readonly needs: readonly Concept[];
  /** One of them, too. */
  readonly one?: readonly Concept[];
  /** What may be in it as well; where anything else is, the rule is silent. */
  readonly allows?: readonly Concept[];
  readonly makes: (wish: Wish) => readonly SaidProgram[];
}

function sorted({ concepts }: Wish, of: ListExpression): ListExpression {
  const [isLongest, isShortest] = [concepts.has('longest'), concepts.has('shortest')];
  const by =
    concepts.has('length') || isLongest || isShortest
      ? 'length'
      : ['number', 'least', 'most'].some((one) => concepts.has(one as Concept))
        ? 'number'
        : 'text';
  const descending =
    concepts.has('descending') ||
    concepts.has('reverse') ||
    isLongest ||
    (concepts.has('most') && !concepts.has('last'));
  return { op: 'sorted', of, by, descending };
}

const removed: readonly (readonly [Concept, TokenClass])[] = [
  ['punctuation', 'punctuation'],
  ['digit', 'digits'],
  ['number', 'digits'],
  ['vowel', 'vowel'],
  ['tag', 'tag'],
];

const counted: readonly (readonly [Concept, ListExpression])[] = [
  ['line', parts.line.list],
  ['word', parts.word.list],
  ['character', parts.character.list],
  ['digit', matches('digit')],
  ['vowel', matches('vowel')],
  ['number', matches('number')],
];

const separators: readonly (readonly [Concept, string])[] = [
  ['comma', ', '],
  ['semicolon', '; '],
  ['tab', '\t'],
  ['pipe', ' | '],
  ['space', ' '],
];

const foldsSaid: readonly (readonly [Concept, Fold])[] = [
  ['sum', 'sum'],
  ['average', 'average'],
  ['least', 'min'],
  ['most', 'max'],
  ['product', 'product'],
];

const unit: readonly Concept[] = ['line', 'word', 'character'];

/** What editors are asked for most. */
export const rules: readonly Rule[] = [
  {
    needs: ['duplicates', 'sort'],
    allows: ['remove', 'keep', 'alphabetical', 'descending', 'length', 'number', ...unit],
    makes: (wish) => changed(wish, (of) => sorted(wish, { op: 'distinct', of, adjacent: false })),
  },
  {
    needs: ['duplicates'],
    allows: ['remove', 'keep', 'extra', ...unit],
    makes: (wish) => changed(wish, (of) => ({ op: 'distinct', of, adjacent: false })),
  },
  {
    needs: ['sort'],
    allows: [
      'alphabetical',
      'descending',
      'reverse',
      'length',
      'number',
      'longest',
      'shortest',
      'first',
      'least',
      'most',
      ...unit,
    ],
    makes: (wish) => changed(wish, (of) => sorted(wish, of), ['line', 'word']),
  },
  {
    needs: ['reverse'],
    allows: unit,
    makes: (wish) => changed(wish, (of) => ({ op: 'reversed', of }), ['character', 'word', 'line']),
  },
  {
    needs: ['line'],
    one: ['number', 'enumerate'],
    allows: ['add'],
    makes: () => ['. ', ': ', ' '].map((by) => whole(joined({ op: 'numbered', of: parts.line.list, with: by }, '\n'))),
  },
  {
    needs: ['empty', 'remove'],
    one: ['line'],
    allows: ['space', 'trim'],
    makes: () => [whole(joined({ op: 'nonEmpty', of: parts.line.list }, '\n'))],
  },
  ...(['trim', 'remove'] as const).flatMap((verb): Rule[] =>
    (
      [
        ['trailing', 'endSpaces'],
        ['leading', 'startSpaces'],
      ] as const
    ).map(([side, name]) => ({
      needs: [verb, side],
      allows: ['space', 'trim', 'remove', 'line'],
      makes: () => [eachLine({ op: 'replace', of: input, find: ofClass(name), with: '' })],
    })),
  ),
  {
    needs: ['trim'],
    allows: ['space', 'leading', 'trailing', 'around', 'remove', 'extra', 'line'],
    makes: ({ concepts }) =>
      concepts.has('leading') === concepts.has('trailing') || concepts.has('around')
        ? [eachLine({ op: 'trim', of: input })]
        : [],
  },
  {
    needs: ['space', 'remove'],
    one: ['around', 'leading'],
    allows: ['around', 'leading', 'trailing', 'line', 'empty'],
    makes: () => [eachLine({ op: 'trim', of: input })],
  },
  {
    needs: ['space', 'extra'],
    allows: ['remove', 'line', 'empty', 'duplicates'],
    makes: () => [eachLine({ op: 'squeeze', of: input })],
  },
  {
    needs: ['space', 'remove'],
    allows: ['line', 'empty'],
    makes: () => [
      eachLine({ op: 'replace', of: input, find: ofClass('spaces'), with: '' }),
      eachLine({ op: 'trim', of: input }),
    ],
  },
  ...removed.map(
    ([concept, name]): Rule => ({
      needs: ['remove', concept],
      allows: ['trim'],
      makes: () => [whole({ op: 'replace', of: input, find: ofClass(name), with: '' })],
    }),
  ),
  ...counted.map(
    ([concept, of]): Rule => ({
      needs: ['count', concept],
      allows: [],
      makes: () => [{ program: { gives: 'number', body: { op: 'size', of } }, eachLine: false }],
    }),
  ),
  {
    needs: ['capitalise'],
    one: ['word', 'title'],
    allows: ['first', 'character'],
    makes: () => [whole({ op: 'casing', of: input, to: 'title' })],
  },
  {
    needs: ['capitalise'],
    allows: ['first', 'character', 'line', 'sentence'],
    makes: () => [
      eachLine({ op: 'casing', of: input, to: 'upperFirst' }),
      eachLine({ op: 'casing', of: input, to: 'capital' }),
    ],
  },
  {
    needs: ['constant', 'snake'],
    allows: ['case', 'upper', 'line', 'word'],
    makes: () => caseRules.flatMap(([concept, said]) => (concept === 'constant' ? said : [])),
  },
  {
    needs: ['upper', 'snake'],
    allows: ['case', 'line', 'word'],
    makes: () => caseRules.flatMap(([concept, said]) => (concept === 'constant' ? said : [])),
  },
  ...caseRules.map(
    ([concept, said]): Rule => ({
      needs: [concept],
      allows: ['case', 'line', 'word', 'character'],
      makes: () => [said],
    }),
  ),
  ...caseRules.flatMap(([to, said]) =>
    caseRules.flatMap(([from]): Rule[] =>
      // What is wanted comes last: “snake case to camel case”.
      to === from
        ? []
        : [
            {
              needs: [from, to],
              allows: ['case', 'line', 'word', 'character'],
              makes: ({ inOrder }) => (inOrder.lastIndexOf(to) > inOrder.lastIndexOf(from) ? [said] : []),
            },
          ],
    ),
  ),
  {
    needs: ['slug'],
    allows: ['line', 'lower', 'case'],
    makes: () => [
      eachLine(joined({ op: 'map', of: matches('alphanumeric'), each: { op: 'casing', to: 'lower' } }, '-')),
    ],
  },
  {
    needs: ['initials'],
    allows: ['keep', 'word', 'line', 'upper', 'case'],
    makes: () => {
      const firsts: ListExpression = { op: 'map', of: matches('word'), each: { op: 'first', characters: 1 } };
      return [eachLine({ op: 'casing', of: joined(firsts, ''), to: 'upper' })];
    },
  },
  ...separators.flatMap(([concept, by]): Rule[] => [
    {
      needs: ['join', 'line', concept],
      allows: ['space', 'add'],
      makes: () => [whole(joined(parts.line.list, by)), whole(joined(parts.line.list, by.trim()))],
    },
    {
      needs: ['split', concept],
      allows: ['line', 'space'],
      makes: () => [
        whole(joined({ op: 'map', of: splitBy(by.trim() || by), each: { op: 'trim' } }, '\n')),
        whole(joined(splitBy(by), '\n')),
      ],
    },
  ]),
  {
    needs: ['join', 'line'],
    allows: [],
    makes: () => [whole(joined(parts.line.list, ' ')), whole(joined(parts.line.list, ''))],
  },
  { needs: ['split', 'word'], allows: ['line', 'space'], makes: () => [whole(joined(parts.word.list, '\n'))] },
  ...(['first', 'last'] as const).flatMap((which): Rule[] =>
    (['line', 'word', 'character'] as const).map((of) => ({
      needs: [which, of],
      allows: ['keep'],
      makes: () => [itemOf(parts[of].list, which === 'first' ? 0 : -1, of)],
    })),
  ),
  ...(['first', 'last'] as const).map(
    (which): Rule => ({
      needs: ['remove', which],
      one: unit,
      allows: [...unit],
      makes: (wish) =>
        changed(wish, (of) => ({ op: 'range', of, ...(which === 'first' ? { from: 1 } : { from: 0, to: -1 }) })),
    }),
  ),
  ...(['longest', 'shortest'] as const).flatMap((which): Rule[] =>
    (['line', 'word'] as const).map((of) => ({
      needs: [which, of],
      allows: ['keep'],
      makes: () => [itemOf({ op: 'sorted', of: parts[of].list, by: 'length', descending: which === 'longest' }, 0, of)],
    })),
  ),
  ...foldsSaid.map(
    ([concept, by]): Rule => ({
      needs: [concept],
      one: ['number', 'line'],
      allows: ['number', 'line', 'add', 'keep'],
      makes: () => {
        const of: ArrayExpression = { op: 'texts', of: matches('number') };
        return [{ program: { gives: 'number', body: { op: 'fold', by, of } }, eachLine: false }];
      },
    }),
  ),
  ...(['email', 'link', 'number'] as const).map(
    (concept): Rule => ({
      needs: ['keep', concept],
      allows: [],
      makes: () => [whole(joined(matches(concept === 'link' ? 'url' : concept), '\n'))],
    }),
  ),
  {
    needs: ['quote', 'line'],
    allows: ['add', 'extra'],
    makes: () =>
      ['"', "'"].map((sign) => {
        const literal: TextExpression = { op: 'literal', value: sign };
        return eachLine({ op: 'concat', parts: [literal, input, literal] });
      }),
  },
  ...(['comma', 'semicolon'] as const).map(
    (concept): Rule => ({
      needs: ['add', concept, 'line'],
      allows: ['trailing', 'around'],
      makes: () => [
        eachLine({ op: 'concat', parts: [input, { op: 'literal', value: concept === 'comma' ? ',' : ';' }] }),
      ],
    }),
  ),
];
