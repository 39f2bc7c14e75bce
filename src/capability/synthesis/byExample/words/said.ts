import type { SynthesisExample } from '../../generator.ts';
import { run } from '../evaluate/evaluate.ts';
import { sameValue } from '../evaluate/value.ts';
import type { ArrayExpression, Fold, ListExpression, Program, TextExpression, Value } from '../language/expression.ts';
import type { Pattern, TokenClass } from '../language/pattern.ts';
import { type Concept, type Wish, wishOf } from './concepts.ts';

/** A program that the words of a request ask for, whatever the examples. */
export interface SaidProgram {
  readonly program: Program;
  /** Whether a text of several lines is meant line by line. */
  readonly eachLine: boolean;
}

interface Rule {
  /** All of them are in the request. */
  readonly needs: readonly Concept[];
  /** One of them, too. */
  readonly one?: readonly Concept[];
  /** What may be in it as well; where anything else is, the rule is silent. */
  readonly allows?: readonly Concept[];
  readonly makes: (wish: Wish) => readonly SaidProgram[];
}

const input: TextExpression = { op: 'input', column: 0, path: [] };
const ofClass = (name: TokenClass): Pattern => ({ kind: 'class', name });
const matches = (name: TokenClass): ListExpression => ({ op: 'matches', of: input, pattern: ofClass(name) });
const splitBy = (by: string): ListExpression => ({ op: 'split', of: input, by });

const units = ['line', 'word', 'character'] as const;
type Unit = (typeof units)[number];

const parts: Readonly<Record<Unit, { readonly list: ListExpression; readonly separator: string }>> = {
  line: { list: splitBy('\n'), separator: '\n' },
  word: { list: matches('word'), separator: ' ' },
  character: { list: { op: 'characters', of: input }, separator: '' },
};

function whole(body: TextExpression): SaidProgram {
  return { program: { gives: 'text', body }, eachLine: false };
}

function eachLine(body: TextExpression): SaidProgram {
  return { program: { gives: 'text', body }, eachLine: true };
}

/** The units that are named, or else the likeliest. */
function unitsIn({ concepts }: Wish, otherwise: readonly Unit[] = ['line']): readonly Unit[] {
  const named = units.filter((unit) => concepts.has(unit));
  return named.length > 0 ? named.slice(0, 1) : otherwise;
}

/** What is done with the lines, words or characters, put together again. */
function changed(
  wish: Wish,
  change: (of: ListExpression) => ListExpression,
  otherwise?: readonly Unit[],
): readonly SaidProgram[] {
  return unitsIn(wish, otherwise).map((unit) => {
    const { list, separator } = parts[unit];
    const body: TextExpression = { op: 'join', of: change(list), with: separator };
    return unit === 'line' ? whole(body) : eachLine(body);
  });
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

const subwords = matches('subword');
const capitals: ListExpression = { op: 'map', of: subwords, each: { op: 'casing', to: 'capital' } };
const smalls: ListExpression = { op: 'map', of: subwords, each: { op: 'casing', to: 'lower' } };
const joined = (of: ListExpression, by: string): TextExpression => ({ op: 'join', of, with: by });

const caseRules: readonly (readonly [Concept, SaidProgram])[] = [
  ['upper', whole({ op: 'casing', of: input, to: 'upper' })],
  ['lower', whole({ op: 'casing', of: input, to: 'lower' })],
  ['title', whole({ op: 'casing', of: input, to: 'title' })],
  ['sentence', eachLine({ op: 'casing', of: input, to: 'capital' })],
  ['camel', eachLine(joined({ op: 'mapFirst', of: capitals, each: { op: 'casing', to: 'lower' } }, ''))],
  ['pascal', eachLine(joined(capitals, ''))],
  ['snake', eachLine(joined(smalls, '_'))],
  ['kebab', eachLine(joined(smalls, '-'))],
  ['constant', eachLine(joined({ op: 'map', of: subwords, each: { op: 'casing', to: 'upper' } }, '_'))],
];

const unit: readonly Concept[] = ['line', 'word', 'character'];

const rules: readonly Rule[] = [
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
    needs: ['number', 'line'],
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

function itemOf(of: ListExpression, at: number, by: Unit): SaidProgram {
  const body: TextExpression = { op: 'item', of, at };
  return by === 'line' ? whole(body) : eachLine(body);
}

/** The programs that a request asks for in words alone, the likeliest first; none where a word of it is not understood. */
export function saidPrograms(intent: string): readonly SaidProgram[] {
  const wish = wishOf(intent);
  if (!wish.isUnderstood) return [];
  const asked = rules.filter(({ needs, one, allows = [] }) => {
    const known = new Set([...needs, ...(one ?? []), ...allows]);
    return (
      needs.every((concept) => wish.concepts.has(concept)) &&
      (one === undefined || one.some((concept) => wish.concepts.has(concept))) &&
      [...wish.concepts].every((concept) => known.has(concept))
    );
  });
  return asked.flatMap(({ makes }) => makes(wish));
}

/**
 * Those of them that do what the examples say. Of lines that are changed one by one, the examples are single lines, or texts
 * of which all lines are.
 */
export function saidThatFit(intent: string, examples: readonly SynthesisExample[]): readonly Program[] {
  const isText = examples.every(({ input: [text, ...more] }) => typeof text === 'string' && more.length === 0);
  if (!isText) return [];
  const fits = (program: Program) =>
    examples.every(({ input: given, output }) => sameValue(run(program, given) ?? null, output));
  return saidPrograms(intent).flatMap((said) =>
    [said.program, ...(said.eachLine ? onAllLines(said.program) : [])].filter(fits).slice(0, 1),
  );
}

/** A program for one line, done with each line of a text. */
function onAllLines(program: Program): Program[] {
  if (program.gives !== 'text') return [];
  const body = joined({ op: 'mapEach', of: parts.line.list, each: program.body }, '\n');
  return [{ gives: 'text', body }];
}

/** Texts that a program may be shown with, those of several lines first. */
const samples = [
  'pear\nfig\napple\nfig',
  '10 apples\n9 figs\n12 pears',
  'first\n\nsecond\n\nthird',
  'The quick brown fox',
  'big big words',
  'user_first-name',
  'parseHttpRequest',
  '  two   blanks  ',
  'one, two, three',
  'one; two; three',
  'one\ttwo\tthree',
  'one | two | three',
  'Hello, world! It is 2026.',
  '<p>Hello <b>world</b></p>',
  'ada@example.org, https://example.org/a and alan@example.org',
];
const shown = 3;

/** Examples that show what a program does, which nobody has given. */
export function shownBy({ program, eachLine: isOfLines }: SaidProgram): readonly { input: string; output: Value }[] {
  const known = samples
    .filter((sample) => !isOfLines || !sample.includes('\n'))
    .flatMap((text) => {
      const output = run(program, [text]);
      return output === undefined || output === text || output === '' || output === 0 ? [] : [{ input: text, output }];
    });
  return known.slice(0, shown);
}
