import type { Pattern } from './pattern.ts';

/** What programs take and give: JSON. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/**
 * A place in a text, between two characters. `near` and `span` are relative to the other end of the slice: for the end
 * of a slice the next match at or after its start, for the start the last match that ends at or before its end.
 */
export type Position =
  | { readonly kind: 'offset'; readonly characters: number; readonly from: 'start' | 'end' }
  | { readonly kind: 'match'; readonly pattern: Pattern; readonly nth: number; readonly edge: 'start' | 'end' }
  | { readonly kind: 'near'; readonly pattern: Pattern; readonly edge: 'start' | 'end' }
  | { readonly kind: 'span'; readonly characters: number };

/** `capital` changes the case of the whole text, `upperFirst` and `lowerFirst` that of its first letter only. */
export type Casing = 'lower' | 'upper' | 'title' | 'capital' | 'upperFirst' | 'lowerFirst';

export type Rounding = 'floor' | 'ceil' | 'round' | 'trunc' | 'away';

export type MomentPart =
  | 'year'
  | 'yy'
  | 'month'
  | 'MM'
  | 'monthName'
  | 'monthShort'
  | 'day'
  | 'DD'
  | 'weekday'
  | 'weekdayShort'
  | 'quarter'
  | 'week'
  | 'WW'
  | 'dayOfYear'
  | 'DDD'
  | 'hour'
  | 'HH'
  | 'hour12'
  | 'hh'
  | 'minute'
  | 'mm'
  | 'second'
  | 'ss'
  | 'AMPM'
  | 'ampm';

/** How a number becomes text. */
export interface NumberFormat {
  /** At least so many digits before the point, filled with zeros. */
  readonly integerDigits: number;
  readonly minimumDecimals: number;
  /** Absent: as many as the number has. */
  readonly maximumDecimals?: number;
  readonly grouping: 'none' | 'thousands' | 'indian';
  /** Absent: a point. With a comma, points group the digits. */
  readonly decimal?: ',';
}

export type TextExpression =
  | { readonly op: 'input'; readonly column: number; readonly path: readonly string[] }
  | { readonly op: 'literal'; readonly value: string }
  | { readonly op: 'concat'; readonly parts: readonly TextExpression[] }
  | { readonly op: 'slice'; readonly of: TextExpression; readonly from: Position; readonly to: Position }
  | { readonly op: 'casing'; readonly of: TextExpression; readonly to: Casing }
  | { readonly op: 'trim'; readonly of: TextExpression }
  | { readonly op: 'squeeze'; readonly of: TextExpression }
  /** Each match becomes a text; with `once` the first one alone. */
  | {
      readonly op: 'replace';
      readonly of: TextExpression;
      readonly find: Pattern;
      readonly with: string;
      readonly once?: boolean;
    }
  /** Every occurrence of a text, which is not known before, becomes another one. */
  | {
      readonly op: 'substitute';
      readonly of: TextExpression;
      readonly find: TextExpression;
      readonly with: TextExpression;
    }
  /** So many of the first or last characters, or all but those. */
  | {
      readonly op: 'take';
      readonly of: TextExpression;
      readonly count: NumberExpression;
      readonly from: 'start' | 'end';
      readonly keep: boolean;
    }
  | { readonly op: 'repeat'; readonly of: TextExpression; readonly times: NumberExpression }
  | { readonly op: 'strip'; readonly of: TextExpression; readonly affix: string; readonly side: 'start' | 'end' }
  | { readonly op: 'ensure'; readonly of: TextExpression; readonly affix: string; readonly side: 'start' | 'end' }
  | {
      readonly op: 'pad';
      readonly of: TextExpression;
      readonly width: number;
      readonly fill: string;
      readonly side: 'start' | 'end';
    }
  | { readonly op: 'item'; readonly of: ListExpression; readonly at: number }
  | { readonly op: 'itemAt'; readonly of: ListExpression; readonly at: NumberExpression; readonly plus: number }
  | { readonly op: 'itemWith'; readonly of: ListExpression; readonly containing: TextExpression }
  | { readonly op: 'join'; readonly of: ListExpression; readonly with: string }
  | ({ readonly op: 'format'; readonly of: NumberExpression; readonly as: NumberFormat } & Counted)
  /** A whole number in digits of another base, filled with zeros. */
  | { readonly op: 'inRadix'; readonly of: NumberExpression; readonly radix: Radix; readonly digits: number }
  /** A whole number as `IV`, or as `4th`. */
  | { readonly op: 'numeral'; readonly of: NumberExpression; readonly as: 'roman' | 'ordinal' }
  | { readonly op: 'shiftPoint'; readonly of: TextExpression; readonly digits: number }
  | { readonly op: 'moment'; readonly of: MomentExpression; readonly part: MomentPart }
  | { readonly op: 'lookup'; readonly of: TextExpression; readonly table: readonly (readonly [string, string])[] };

export type Radix = 2 | 8 | 16;

/** Days since 1970-01-01, minutes or seconds since midnight, or what Unix counts, in UTC. */
export type TimeUnit = 'days' | 'minutes' | 'seconds' | UnixUnit;

export type UnixUnit = 'unixSeconds' | 'unixMilliseconds';

export type NumberExpression =
  | { readonly op: 'numberInput'; readonly column: number; readonly path: readonly string[] }
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'parse'; readonly of: TextExpression }
  /** Digits of another base. */
  | { readonly op: 'fromRadix'; readonly of: TextExpression; readonly radix: Radix }
  | { readonly op: 'fromRoman'; readonly of: TextExpression }
  | { readonly op: 'length'; readonly of: TextExpression }
  | { readonly op: 'size'; readonly of: ListExpression }
  | ({ readonly op: 'fold'; readonly by: Fold; readonly of: ArrayExpression } & Counted)
  | { readonly op: 'time'; readonly of: MomentExpression; readonly unit: TimeUnit }
  | { readonly op: 'count'; readonly of: TextExpression; readonly find: TextExpression }
  | {
      readonly op: 'indexOf';
      readonly of: TextExpression;
      readonly find: TextExpression;
      readonly nth: NumberExpression;
    }
  | ({
      readonly op: 'roundTo';
      readonly of: NumberExpression;
      readonly step: number;
      readonly mode: Rounding;
    } & Counted)
  | ({
      readonly op: 'arithmetic';
      readonly by: Operator;
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    } & Counted);

/** How something is counted: with `plain` as JavaScript does, else without the noise of binary fractions. */
interface Counted {
  readonly plain?: true;
}

export type Operator = '+' | '-' | '*' | '/' | '%' | 'min' | 'max';

/** What many numbers become; `count` is of any items. */
export type Fold = 'sum' | 'product' | 'min' | 'max' | 'average' | 'count';

/** What is done with each item of a list. */
export type ItemExpression =
  | { readonly op: 'casing'; readonly to: Casing }
  | { readonly op: 'first'; readonly characters: number }
  | { readonly op: 'last'; readonly characters: number }
  | { readonly op: 'trim' };

export type ListExpression =
  | { readonly op: 'split'; readonly of: TextExpression; readonly by: string }
  | { readonly op: 'matches'; readonly of: TextExpression; readonly pattern: Pattern }
  | { readonly op: 'characters'; readonly of: TextExpression }
  /** So many characters each; the last may have fewer. */
  | { readonly op: 'chunks'; readonly of: TextExpression; readonly size: number }
  | { readonly op: 'map'; readonly of: ListExpression; readonly each: ItemExpression }
  | {
      readonly op: 'mapEvery';
      readonly of: ListExpression;
      readonly step: number;
      readonly offset: number;
      readonly each: ItemExpression;
    }
  | {
      readonly op: 'every';
      readonly of: ListExpression;
      readonly step: number;
      readonly offset: number;
      readonly keep: boolean;
    }
  /** What is done with the first item only. */
  | { readonly op: 'mapFirst'; readonly of: ListExpression; readonly each: ItemExpression }
  /** A program of its own for each item, which is its only input. */
  | { readonly op: 'mapEach'; readonly of: ListExpression; readonly each: TextExpression }
  /** The items, each an only input, for which the test holds. */
  | { readonly op: 'having'; readonly of: ListExpression; readonly test: Test }
  /** `1. first`, `2. second`: the place of each, from 1, before it. */
  | { readonly op: 'numbered'; readonly of: ListExpression; readonly with: string }
  /** `1-3` as `1`, `2`, `3`. */
  | { readonly op: 'rangesExpanded'; readonly of: ListExpression }
  /** Whole numbers that follow each other, as `1-3`. */
  | { readonly op: 'rangesCollapsed'; readonly of: ListExpression }
  | { readonly op: 'distinct'; readonly of: ListExpression; readonly adjacent: boolean }
  | { readonly op: 'nonEmpty'; readonly of: ListExpression }
  | { readonly op: 'sorted'; readonly of: ListExpression; readonly by: SortKey; readonly descending: boolean }
  | { readonly op: 'reversed'; readonly of: ListExpression }
  | { readonly op: 'range'; readonly of: ListExpression; readonly from: number; readonly to?: number }
  /** An array of texts or numbers, as texts. */
  | { readonly op: 'itemsOf'; readonly of: ArrayExpression };

/** What texts are ordered by: their code units, the number that they are, or how long they are. */
export type SortKey = 'text' | 'number' | 'length';

/** Items of any kind. Programs and tests for an item have it for their only input. */
export type ArrayExpression =
  | { readonly op: 'arrayInput'; readonly column: number; readonly path: readonly string[] }
  /** The properties of a record, each as a record of `name` and `value`. */
  | { readonly op: 'entries'; readonly column: number; readonly path: readonly string[] }
  | { readonly op: 'texts'; readonly of: ListExpression }
  /** What stands at the same place in two of the same length, each as a record of `left` and `right`. */
  | { readonly op: 'zipped'; readonly left: ArrayExpression; readonly right: ArrayExpression }
  | { readonly op: 'mapped'; readonly of: ArrayExpression; readonly each: Program }
  | { readonly op: 'filtered'; readonly of: ArrayExpression; readonly test: Test }
  /** By a text or number within each item; the path is empty for the item itself. */
  | {
      readonly op: 'sortedBy';
      readonly of: ArrayExpression;
      readonly path: readonly string[];
      readonly descending: boolean;
    }
  | { readonly op: 'unique'; readonly of: ArrayExpression }
  /** Of those that have the same at a place the first. */
  | { readonly op: 'uniqueBy'; readonly of: ArrayExpression; readonly path: readonly string[] }
  /** Some of the first or last ones; a place from the end is negative. */
  | { readonly op: 'part'; readonly of: ArrayExpression; readonly from: number; readonly to?: number }
  | { readonly op: 'flattened'; readonly of: ArrayExpression }
  | { readonly op: 'turned'; readonly of: ArrayExpression }
  /** The sum of each number and all before it. */
  | { readonly op: 'running'; readonly of: ArrayExpression };

export type MomentExpression =
  /** What a text of digits counts since 1970, in UTC. */
  | { readonly op: 'fromUnix'; readonly of: TextExpression; readonly unit: UnixUnit }
  /** What a text as a whole names: a month by its name or number, or a day of the week. */
  | { readonly op: 'readName'; readonly of: TextExpression; readonly kind: 'month' | 'weekday' }
  | {
      readonly op: 'readMoment';
      readonly of: TextExpression;
      readonly order: 'dmy' | 'mdy';
      readonly nth: number;
      /** The ways of writing a date that are read, the first one first, and no others; no time. Absent: all, and times. */
      readonly forms?: readonly DateForm[];
    }
  | {
      readonly op: 'roundTime';
      readonly of: MomentExpression;
      /** Seconds. */
      readonly step: number;
      readonly offset: number;
      readonly mode: 'floor' | 'ceil' | 'round';
    }
  | { readonly op: 'addTime'; readonly of: MomentExpression; readonly seconds: number }
  | { readonly op: 'addDays'; readonly of: MomentExpression; readonly days: number }
  | { readonly op: 'dayOf'; readonly of: MomentExpression; readonly edge: DayEdge };

/** A way of writing a date in digits, with a year of four. */
export type DateForm = 'yearMonthDay' | 'dayMonthYear' | 'monthDayYear' | 'eightDigits';

/** A day that a date leads to: the first or last of its month, its week's Monday, the first of its year. */
export type DayEdge = 'monthStart' | 'monthEnd' | 'weekStart' | 'yearStart';

/** A yes or no about the inputs. */
export type Test =
  | { readonly op: 'contains'; readonly of: TextExpression; readonly find: TextExpression }
  | { readonly op: 'startsWith'; readonly of: TextExpression; readonly find: string }
  | { readonly op: 'endsWith'; readonly of: TextExpression; readonly find: string }
  | { readonly op: 'equals'; readonly of: TextExpression; readonly to: TextExpression }
  | { readonly op: 'oneOf'; readonly of: TextExpression; readonly values: readonly string[] }
  | { readonly op: 'has'; readonly of: TextExpression; readonly pattern: Pattern; readonly times: number }
  | { readonly op: 'is'; readonly of: TextExpression; readonly pattern: Pattern }
  | { readonly op: 'beginsWith'; readonly of: TextExpression; readonly pattern: Pattern }
  | { readonly op: 'finishesWith'; readonly of: TextExpression; readonly pattern: Pattern }
  /** Whether there is nothing, or `null`, at a place. */
  | { readonly op: 'missing'; readonly column: number; readonly path: readonly string[] }
  /** Whether a value is of a kind. */
  | { readonly op: 'ofKind'; readonly column: number; readonly path: readonly string[]; readonly kind: ValueKind }
  /** Whether a number is whole. */
  | { readonly op: 'whole'; readonly of: NumberExpression }
  /** Whether a record has a property of the name that a text says. */
  | { readonly op: 'hasKey'; readonly column: number; readonly path: readonly string[]; readonly key: TextExpression }
  /** Whether each of some characters is in a text. */
  | { readonly op: 'hasAll'; readonly of: TextExpression; readonly characters: string }
  | { readonly op: 'less'; readonly left: NumberExpression; readonly right: NumberExpression }
  | { readonly op: 'same'; readonly left: NumberExpression; readonly right: NumberExpression }
  | { readonly op: 'answers'; readonly of: TextExpression }
  /** A yes or no of the input. */
  | { readonly op: 'flag'; readonly column: number; readonly path: readonly string[] }
  /** Whether two tests have the same answer. */
  | { readonly op: 'agree'; readonly left: Test; readonly right: Test }
  | { readonly op: 'and' | 'or'; readonly left: Test; readonly right: Test }
  /** Whether a test holds for each item, or for one; the item is its only input. */
  | { readonly op: 'every' | 'some'; readonly of: ArrayExpression; readonly test: Test }
  | { readonly op: 'not'; readonly of: Test };

/** A program gives one of these, or declines: `null`. */
export type Program =
  | { readonly gives: 'text'; readonly body: TextExpression }
  | { readonly gives: 'number'; readonly body: NumberExpression }
  | { readonly gives: 'boolean'; readonly body: Test }
  | { readonly gives: 'list'; readonly body: ListExpression }
  | { readonly gives: 'array'; readonly body: ArrayExpression }
  /** A value of the input as it is, whatever it is. */
  | { readonly gives: 'value'; readonly column: number; readonly path: readonly string[] }
  | { readonly gives: 'constant'; readonly value: string | number | boolean | null }
  /** A value within one item, counted from 0, or from -1 backwards. */
  | { readonly gives: 'entry'; readonly of: ArrayExpression; readonly at: number; readonly path: readonly string[] }
  /** A record with the fields, after those of a record of the input, some left out. */
  | { readonly gives: 'record'; readonly rest?: RecordRest; readonly fields: readonly (readonly [string, Program])[] }
  /** A record with what several of the input have; of what two have the later one counts. */
  | { readonly gives: 'merged'; readonly of: readonly Place[] }
  /** What a record has under a name that another input says. */
  | ({ readonly gives: 'property'; readonly key: TextExpression } & Place)
  /** A list of a few values, each of its own kind. */
  | { readonly gives: 'tuple'; readonly items: readonly Program[] }
  /** A record with a property for each item; of items with the same key the last one counts. */
  | { readonly gives: 'keyed'; readonly of: ArrayExpression; readonly key: TextExpression; readonly value: Program }
  /** A record with a property for each key, made of the array of the items that have it. */
  | { readonly gives: 'grouped'; readonly of: ArrayExpression; readonly key: TextExpression; readonly value: Program }
  /** What a text stands for; for one that is not in the table, the program declines. */
  | {
      readonly gives: 'table';
      readonly of: TextExpression;
      readonly entries: readonly (readonly [string, string | number | boolean])[];
    }
  | { readonly gives: 'choice'; readonly test: Test; readonly yes: Program; readonly no: Program }
  | { readonly gives: 'nothing' }
  /** Ends with an error; at the end of choices only. */
  | { readonly gives: 'error'; readonly kind: ErrorKind; readonly message: TextExpression };

/** Errors that the language has. */
export const errorKinds = ['Error', 'RangeError', 'TypeError', 'SyntaxError'] as const;

export type ErrorKind = (typeof errorKinds)[number];

/** What a value may be. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'array';

/** A value within one of the inputs. */
export interface Place {
  readonly column: number;
  readonly path: readonly string[];
}

export interface RecordRest extends Place {
  readonly without: readonly string[];
}
