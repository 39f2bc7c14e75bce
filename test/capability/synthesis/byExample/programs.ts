import { momentParts } from '../../../../src/capability/synthesis/byExample/evaluate/momentPart.ts';
import type {
  ArrayExpression,
  Casing,
  DateForm,
  ItemExpression,
  ListExpression,
  MomentExpression,
  MomentPart,
  NumberExpression,
  Position,
  Program,
  Test,
  TextExpression,
  Value,
} from '../../../../src/capability/synthesis/byExample/language/expression.ts';
import {
  type Pattern,
  type TokenClass,
  tokenClasses,
} from '../../../../src/capability/synthesis/byExample/language/pattern.ts';
import fc, { type Arbitrary } from '../../../support/fastCheck.ts';

/** Random programs, and inputs for them. */

const className = fc.constantFrom(...(Object.keys(tokenClasses) as TokenClass[]));
const sign = fc.constantFrom(',', ' ', '-', '.', '/', '(', "'", '$', '`', '\\', 'ab', '\n', 'é');
const pattern: Arbitrary<Pattern> = fc.oneof(
  className.map((name) => ({ kind: 'class' as const, name })),
  sign.map((text) => ({ kind: 'literal' as const, text })),
  fc.constantFrom('-', '^-]', '\\/', '()ab').map((characters) => ({ kind: 'oneOf' as const, characters })),
  fc.constant({ kind: 'between' as const, left: 'digit' as const, right: 'letter' as const }),
  fc.constantFrom('ab', 'a', 'x1').map((text) => ({ kind: 'wholeWord' as const, text })),
);
const nth = fc.constantFrom(1, 2, 3, -1, -2);
const edge = fc.constantFrom('start' as const, 'end' as const);
const place: Arbitrary<Position> = fc.oneof(
  fc.record({ kind: fc.constant('offset' as const), characters: fc.nat(4), from: edge }),
  fc.record({ kind: fc.constant('match' as const), pattern, nth, edge }),
);
const relative: Arbitrary<Position> = fc.oneof(
  fc.record({ kind: fc.constant('near' as const), pattern, edge }),
  fc.record({ kind: fc.constant('span' as const), characters: fc.integer({ min: 1, max: 4 }) }),
);
const casing = fc.constantFrom<Casing>('lower', 'upper', 'title', 'capital', 'upperFirst', 'lowerFirst');
const radix = fc.constantFrom(2 as const, 8 as const, 16 as const);
const each: Arbitrary<ItemExpression> = fc.oneof(
  fc.record({ op: fc.constant('casing' as const), to: casing }),
  fc.record({ op: fc.constantFrom('first' as const, 'last' as const), characters: fc.integer({ min: 1, max: 3 }) }),
  fc.constant({ op: 'trim' as const }),
);
const ends = [
  [fc.constant({ kind: 'offset', characters: 0, from: 'start' } as const), place],
  [place, place],
  [place, relative],
  [relative, place],
] as const;

interface Parts {
  text: TextExpression;
  list: ListExpression;
  array: ArrayExpression;
  number: NumberExpression;
  moment: MomentExpression;
  test: Test;
}

const input = fc.constantFrom<TextExpression>(
  { op: 'input', column: 0, path: [] },
  { op: 'input', column: 1, path: [] },
);

/** About one item, which is the only input. */
const item = fc.constantFrom<TextExpression>(
  { op: 'input', column: 0, path: [] },
  { op: 'input', column: 0, path: ['name'] },
  { op: 'input', column: 0, path: ['count'] },
);
const itemText: Arbitrary<TextExpression> = fc.oneof(
  item,
  fc.record({ op: fc.constant('casing' as const), of: item, to: casing }),
  fc.record({
    op: fc.constant('item' as const),
    of: fc.record({ op: fc.constant('split' as const), of: item, by: sign }),
    at: fc.constantFrom(0, 1),
  }),
);
const itemTest: Arbitrary<Test> = fc.oneof(
  fc.record({ op: fc.constant('has' as const), of: itemText, pattern, times: fc.constantFrom(1, 2) }),
  fc.constant<Test>({ op: 'flag', column: 0, path: ['old'] }),
  fc.constant<Test>({
    op: 'less',
    left: { op: 'numberInput', column: 0, path: ['count'] },
    right: { op: 'constant', value: 3 },
  }),
);
const itemProgram: Arbitrary<Program> = fc.oneof(
  itemText.map((body): Program => ({ gives: 'text', body })),
  fc.constantFrom<Program>(
    { gives: 'value', column: 0, path: ['count'] },
    { gives: 'value', column: 0, path: [] },
    { gives: 'number', body: { op: 'parse', of: { op: 'input', column: 0, path: [] } } },
    {
      gives: 'number',
      body: {
        op: 'arithmetic',
        by: '*',
        left: { op: 'numberInput', column: 0, path: ['count'] },
        right: { op: 'numberInput', column: 0, path: ['count'] },
      },
    },
    { gives: 'record', fields: [['title', { gives: 'text', body: { op: 'input', column: 0, path: ['name'] } }]] },
    { gives: 'record', rest: { column: 0, path: [], without: ['old'] }, fields: [] },
  ),
);

/** Counted as JavaScript does, or without the noise of binary fractions. */
function countedBy<T extends object>(fields: { [Name in keyof T]: Arbitrary<T[Name]> }): Arbitrary<T> {
  const one = fc.record(fields) as Arbitrary<T>;
  return fc.oneof(
    one,
    one.map((fields) => ({ ...fields, plain: true })),
  );
}

/** The numbers of the record, whose type is known. */
const counts: ArrayExpression = {
  op: 'mapped',
  of: { op: 'arrayInput', column: 2, path: ['rows'] },
  each: { gives: 'value', column: 0, path: ['count'] },
};
const { text, list, array, number, test } = fc.letrec<Parts>((tie) => {
  const of = tie('text');
  const steps = fc
    .integer({ min: 2, max: 4 })
    .chain((step) => fc.record({ step: fc.constant(step), offset: fc.nat(step - 1) }));
  const own = <Op extends string>(op: Op) => fc.constant(op);
  return {
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      input,
      sign.map((value): TextExpression => ({ op: 'literal', value })),
      fc.record({ op: own('concat'), parts: fc.array(of, { minLength: 2, maxLength: 3 }) }),
      ...ends.map(([from, to]) => fc.record({ op: own('slice'), of, from, to })),
      fc.record({ op: own('casing'), of, to: casing }),
      fc.record({ op: fc.constantFrom('trim' as const, 'squeeze'), of }),
      fc.record({ op: own('replace'), of, find: pattern, with: sign }),
      fc.record({ op: own('replace'), of, find: pattern, with: sign, once: fc.constant(true) }),
      fc.record({ op: fc.constantFrom('strip' as const, 'ensure'), of, affix: sign, side: edge }),
      fc.record({ op: own('substitute'), of, find: of, with: of }),
      fc.record({ op: own('take'), of, count: tie('number'), from: edge, keep: fc.boolean() }),
      fc.record({ op: own('repeat'), of, times: tie('number') }),
      fc.record({ op: own('numeral'), of: tie('number'), as: fc.constantFrom('roman' as const, 'ordinal' as const) }),
      fc.record({ op: own('inRadix'), of: tie('number'), radix, digits: fc.nat(3) }),
      fc.record({ op: own('pad'), of, width: fc.nat(8), fill: sign, side: edge }),
      fc.record({ op: own('item'), of: tie('list'), at: fc.constantFrom(0, 1, -1, -2) }),
      fc.record({ op: own('itemAt'), of: tie('list'), at: tie('number'), plus: fc.constantFrom(-1, 0, 1) }),
      fc.record({ op: own('itemWith'), of: tie('list'), containing: of }),
      fc.record({ op: own('join'), of: tie('list'), with: sign }),
      countedBy({
        op: own('format'),
        of: tie('number'),
        as: fc.record(
          {
            integerDigits: fc.integer({ min: 1, max: 4 }),
            minimumDecimals: fc.nat(2),
            maximumDecimals: fc.integer({ min: 2, max: 4 }),
            grouping: fc.constantFrom('none' as const, 'thousands', 'indian'),
            decimal: fc.constant(',' as const),
          },
          { requiredKeys: ['integerDigits', 'minimumDecimals', 'grouping'] },
        ),
      }),
      fc.record({ op: own('shiftPoint'), of, digits: fc.integer({ min: 1, max: 3 }) }),
      fc.record({
        op: own('moment'),
        of: tie('moment'),
        part: fc.constantFrom(...(Object.keys(momentParts) as MomentPart[])),
      }),
      fc.record({
        op: own('lookup'),
        of,
        table: fc.array(fc.tuple(sign, sign), { minLength: 1, maxLength: 3 }).map(unique),
      }),
    ) as Arbitrary<TextExpression>,
    list: fc.oneof(
      { depthSize: 'small' },
      fc.record({ op: own('split'), of, by: sign }),
      fc.record({ op: own('matches'), of, pattern }),
      fc.record({ op: own('characters'), of }),
      fc.record({ op: own('chunks'), of, size: fc.integer({ min: 2, max: 4 }) }),
      fc.record({ op: own('map'), of: tie('list'), each }),
      fc
        .tuple(tie('list'), steps, each)
        .map(([inner, step, one]) => ({ op: 'mapEvery' as const, of: inner, ...step, each: one })),
      fc
        .tuple(tie('list'), steps, fc.boolean())
        .map(([inner, step, keep]) => ({ op: 'every' as const, of: inner, ...step, keep })),
      fc.record({ op: own('distinct'), of: tie('list'), adjacent: fc.boolean() }),
      fc.record({
        op: fc.constantFrom('nonEmpty' as const, 'reversed', 'rangesExpanded', 'rangesCollapsed'),
        of: tie('list'),
      }),
      fc.record({
        op: own('sorted'),
        of: tie('list'),
        by: fc.constantFrom('text' as const, 'number', 'length'),
        descending: fc.boolean(),
      }),
      fc.record({ op: own('mapFirst'), of: tie('list'), each }),
      fc.record({ op: own('mapEach'), of: tie('list'), each: itemText }),
      fc.record({ op: own('having'), of: tie('list'), test: itemTest }),
      fc.record({ op: own('numbered'), of: tie('list'), with: sign }),
      fc.record({ op: own('itemsOf'), of: tie('array') }),
      fc.record(
        { op: own('range'), of: tie('list'), from: fc.nat(2), to: fc.constantFrom(1, 2, -1) },
        { requiredKeys: ['op', 'of', 'from'] },
      ),
    ) as Arbitrary<ListExpression>,
    number: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<NumberExpression>({ op: 'numberInput', column: 1, path: [] }, { op: 'constant', value: 2 }),
      fc.record({ op: fc.constantFrom('parse' as const, 'length'), of }),
      fc.record({ op: own('fromRadix'), of, radix }),
      fc.record({ op: own('fromRoman'), of }),
      fc.record({ op: own('size'), of: tie('list') }),
      fc.record({ op: own('count'), of, find: of }),
      fc.record({ op: own('indexOf'), of, find: of, nth: tie('number') }),
      countedBy({
        op: own('roundTo'),
        of: tie('number'),
        step: fc.constantFrom(0.5, 1, 5, 10, 0.01),
        mode: fc.constantFrom('floor' as const, 'ceil', 'round', 'trunc', 'away'),
      }),
      countedBy({
        op: own('arithmetic'),
        by: fc.constantFrom('+' as const, '-', '*', '/', '%', 'min', 'max'),
        left: tie('number'),
        right: tie('number'),
      }),
      countedBy({
        op: own('fold'),
        by: fc.constantFrom('sum' as const, 'product', 'min', 'max', 'average', 'count'),
        of: tie('array'),
      }),
      countedBy({
        op: own('fold'),
        by: fc.constantFrom('sum' as const, 'product', 'min', 'max', 'average'),
        of: fc.constantFrom<ArrayExpression>(counts, {
          op: 'mapped',
          of: counts,
          each: { gives: 'number', body: { op: 'numberInput', column: 0, path: [] } },
        }),
      }),
      fc.record({
        op: own('time'),
        of: tie('moment'),
        unit: fc.constantFrom('days' as const, 'minutes', 'seconds', 'unixSeconds', 'unixMilliseconds'),
      }),
    ) as Arbitrary<NumberExpression>,
    array: fc.oneof(
      { depthSize: 'small' },
      fc.record({ op: own('texts'), of: tie('list') }),
      fc.constant({ op: 'arrayInput' as const, column: 2, path: ['rows'] }),
      fc.constantFrom<ArrayExpression>(
        { op: 'entries', column: 2, path: ['first'] },
        { op: 'entries', column: 4, path: [] },
      ),
      fc.record({ op: own('filtered'), of: tie('array'), test: itemTest }),
      fc.record({ op: own('zipped'), left: tie('array'), right: tie('array') }),
      fc.record({ op: own('mapped'), of: tie('array'), each: itemProgram }),
      fc.record({ op: fc.constantFrom('unique' as const, 'turned', 'flattened', 'running'), of: tie('array') }),
      fc.record({
        op: own('sortedBy'),
        of: tie('array'),
        path: fc.constantFrom([], ['count'], ['name']),
        descending: fc.boolean(),
      }),
      fc.record({ op: own('uniqueBy'), of: tie('array'), path: fc.constantFrom([], ['count'], ['name']) }),
      fc.record(
        { op: own('part'), of: tie('array'), from: fc.constantFrom(0, 1, -2), to: fc.constantFrom(2, -1) },
        { requiredKeys: ['op', 'of', 'from'] },
      ),
    ) as Arbitrary<ArrayExpression>,
    moment: fc.oneof(
      { depthSize: 'small' },
      fc.record({
        op: own('readMoment'),
        of,
        order: fc.constantFrom('dmy' as const, 'mdy'),
        nth: fc.constantFrom(1, 2, -1),
      }),
      fc.record({
        op: own('readMoment'),
        of,
        order: own('dmy'),
        nth: fc.constantFrom(1, 2, -1),
        forms: fc.uniqueArray(
          fc.constantFrom<DateForm>('yearMonthDay', 'dayMonthYear', 'monthDayYear', 'eightDigits'),
          { minLength: 1, maxLength: 2 },
        ),
      }),
      fc.record({ op: own('fromUnix'), of, unit: fc.constantFrom('unixSeconds' as const, 'unixMilliseconds') }),
      fc.record({ op: own('readName'), of, kind: fc.constantFrom('month' as const, 'weekday') }),
      fc.record({
        op: own('roundTime'),
        of: tie('moment'),
        step: fc.constantFrom(1800, 7200),
        offset: fc.constantFrom(0, 900),
        mode: fc.constantFrom('floor' as const, 'ceil', 'round'),
      }),
      fc.record({ op: own('addTime'), of: tie('moment'), seconds: fc.constantFrom(60, 3600, 7199) }),
      fc.record({ op: own('addDays'), of: tie('moment'), days: fc.constantFrom(1, -1, 60) }),
      fc.record({
        op: own('dayOf'),
        of: tie('moment'),
        edge: fc.constantFrom('monthStart' as const, 'monthEnd', 'weekStart', 'yearStart'),
      }),
    ) as Arbitrary<MomentExpression>,
    test: fc.oneof(
      { depthSize: 'small' },
      fc.record({ op: fc.constantFrom('contains' as const), of, find: of }),
      fc.record({ op: own('equals'), of, to: of }),
      fc.record({ op: fc.constantFrom('startsWith' as const, 'endsWith'), of, find: sign }),
      fc.record({ op: own('oneOf'), of, values: fc.array(sign, { minLength: 1, maxLength: 3 }) }),
      fc.record({ op: own('has'), of, pattern, times: fc.integer({ min: 1, max: 3 }) }),
      fc.record({
        op: fc.constantFrom('is' as const, 'beginsWith', 'finishesWith'),
        of,
        pattern: className.map((name) => ({ kind: 'class' as const, name })),
      }),
      fc.record({ op: fc.constantFrom('less' as const, 'same'), left: tie('number'), right: tie('number') }),
      fc.constant({ op: 'flag' as const, column: 2, path: ['first', 'old'] }),
      fc.record({
        op: own('missing'),
        column: fc.constant(2),
        path: fc.constantFrom([], ['first', 'name'], ['absent'], ['rows', '0'], ['first', 'nick']),
      }),
      fc.constant({ op: 'missing' as const, column: 3, path: [] }),
      fc.record({
        op: own('ofKind'),
        column: fc.constantFrom(0, 3),
        path: fc.constant([]),
        kind: fc.constantFrom('string' as const, 'number', 'boolean', 'array'),
      }),
      fc.record({ op: own('whole'), of: tie('number') }),
      fc.record({ op: own('hasKey'), column: fc.constant(2), path: fc.constantFrom([], ['first']), key: of }),
      fc.record({ op: own('hasAll'), of, characters: fc.constantFrom('ab', '12') }),
      fc.record({ op: fc.constantFrom('agree' as const, 'and', 'or'), left: tie('test'), right: tie('test') }),
      fc.record({ op: fc.constantFrom('every' as const, 'some'), of: tie('array'), test: itemTest }),
      fc.record({ op: own('answers'), of }),
      fc.record({ op: own('not'), of: tie('test') }),
    ) as Arbitrary<Test>,
  };
});

function unique(table: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return [...new Map(table)];
}

const simple: Arbitrary<Program> = fc.oneof(
  { arbitrary: text.map((body): Program => ({ gives: 'text', body })), weight: 6 },
  list.map((body): Program => ({ gives: 'list', body })),
  array.map((body): Program => ({ gives: 'array', body })),
  number.map((body): Program => ({ gives: 'number', body })),
  test.map((body): Program => ({ gives: 'boolean', body })),
  fc.constantFrom<Program>(
    { gives: 'value', column: 2, path: ['first'] },
    { gives: 'value', column: 2, path: ['first', 'missing'] },
    { gives: 'value', column: 4, path: [] },
    { gives: 'property', column: 4, path: [], key: { op: 'input', column: 0, path: [] } },
    { gives: 'merged', of: [2, 2].map((column, at) => ({ column, path: at === 0 ? [] : ['first'] })) },
    { gives: 'property', column: 2, path: ['first'], key: { op: 'input', column: 0, path: [] } },
    {
      gives: 'tuple',
      items: [
        { gives: 'value', column: 1, path: [] },
        { gives: 'value', column: 2, path: ['first', 'name'] },
      ],
    },
    { gives: 'constant', value: null },
    { gives: 'constant', value: 7 },
  ),
  fc.record({
    gives: fc.constant('entry' as const),
    of: array,
    at: fc.constantFrom(0, -1, 1),
    path: fc.constantFrom([], ['name']),
  }),
  fc.record({ gives: fc.constantFrom('keyed' as const), of: array, key: itemText, value: itemProgram }),
  fc.record({
    gives: fc.constant('grouped' as const),
    of: array,
    key: itemText,
    value: fc.constantFrom<Program>(
      { gives: 'value', column: 0, path: [] },
      { gives: 'number', body: { op: 'fold', by: 'count', of: { op: 'arrayInput', column: 0, path: [] } } },
    ),
  }),
  fc.record({
    gives: fc.constant('table' as const),
    of: text,
    entries: fc
      .array(fc.tuple(sign, fc.constantFrom('x', 1, true)), { minLength: 1, maxLength: 3 })
      .map((entries) => [...new Map(entries)]),
  }),
);

/**
 * Programs of five inputs: a text, a number, a record with a record and a list of records, something of several kinds, and
 * a record of any names.
 */
export const programs: Arbitrary<Program> = fc.oneof(
  { arbitrary: simple, weight: 4 },
  fc.record({
    gives: fc.constant('choice' as const),
    test,
    yes: fc.record({
      gives: fc.constant('error' as const),
      kind: fc.constantFrom('Error' as const, 'RangeError'),
      message: text,
    }),
    no: simple,
  }),
  // What is there, or else something else.
  fc.constantFrom({ column: 2, path: ['first', 'nick'] }, { column: 3, path: [] }).chain(({ column, path }) =>
    fc.record({
      gives: fc.constant('choice' as const),
      test: fc.constant({ op: 'missing' as const, column, path }),
      yes: simple,
      no: fc.constantFrom<Program>(
        { gives: 'value', column, path },
        { gives: 'text', body: { op: 'input', column, path } },
      ),
    }),
  ),
  fc.record({
    gives: fc.constant('choice' as const),
    test,
    yes: simple,
    no: fc.oneof(simple, fc.constant({ gives: 'nothing' as const })),
  }),
  fc.tuple(simple, simple, fc.boolean()).map(
    ([first, second, hasRest]): Program => ({
      gives: 'record',
      ...(hasRest ? { rest: { column: 2, path: ['first'], without: ['old'] } } : {}),
      fields: [
        ['one', first],
        ['the other', second],
      ],
    }),
  ),
);

const words = fc.constantFrom(
  ...[
    'ab',
    'Ab',
    'CD',
    'o’neil',
    'e\u0301te\u0301',
    '👍🏽',
    '12',
    '3.50',
    '-7',
    '1,234',
    '2024-03-09',
    '9 Mar 2021',
    'Tue',
    'ff',
  ],
  ...['4:05 PM', '(', ')', ',', ' ', '  ', '-', '/', '.', '\n', 'ab', "'", '$', '§'],
);

/** Texts with tokens of every kind in them. */
const texts: Arbitrary<string> = fc.oneof(
  { arbitrary: fc.array(words, { maxLength: 7 }).map((found) => found.join('')), weight: 4 },
  fc.string({ maxLength: 12 }),
);

const names = fc.constantFrom('Ann', 'bo', '12', '');
const row = fc.record(
  {
    name: names,
    count: fc.integer({ min: 0, max: 9 }),
    old: fc.boolean(),
    nick: fc.constantFrom('Al', '', null),
  },
  { requiredKeys: ['name', 'count', 'old'] },
);

/** What the programs take. */
export const rows: Arbitrary<readonly Value[]> = fc.tuple(
  texts,
  fc.integer({ min: -3, max: 40 }),
  fc.record({ first: row, rows: fc.array(row, { maxLength: 4 }) }),
  fc.constantFrom('ab', '12', 7, 1.5, true, null),
  fc.dictionary(fc.constantFrom('a', 'b', 'ab', '12', 'constructor'), fc.integer({ min: -3, max: 9 }), {
    noNullPrototype: true,
  }),
);
