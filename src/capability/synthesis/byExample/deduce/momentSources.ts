import { moment as momentOf } from '../evaluate/evaluate.ts';
import type { Moment } from '../evaluate/moment.ts';
import type { MomentExpression, MomentPart } from '../language/expression.ts';
import { undefinedElsewhereCost } from '../rank/cost.ts';
import { type Rows, type Source, sourceOf } from './scene.ts';

/** A date or time of the input, on every known row. */
export interface MomentSource {
  readonly expression: MomentExpression;
  readonly cost: number;
  readonly moments: readonly Moment[];
}

/** Numbers that are parts of dates and times, as texts: for ranges of minutes and the like. */
export function momentTexts(rows: Rows, sources: readonly Source[]): Source[] {
  const numeric: readonly MomentPart[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
  return momentSourcesOf(rows, sources).flatMap(({ expression: of, cost }) =>
    numeric.flatMap((part) => sourceOf({ op: 'moment', of, part }, 1 + cost, rows) ?? []),
  );
}

const otherOrderCost = 2;

/** Whether texts like `25/3/2021` tell that days come first, or months; undefined where they do not, or differ. */
function orderIn(text: string): 'dmy' | 'mdy' | undefined {
  const match = /(?<!\d)(\d{1,2})[-/.]{0,2}(\d{1,2})[-/.]{0,2}(?:\d{4}|\d{2})(?!\d)/.exec(text);
  if (match === null) return undefined;
  if (Number(match[1]) > 12) return 'dmy';
  return Number(match[2]) > 12 ? 'mdy' : undefined;
}

/** What it costs that some texts tell another order of day and month, and that known ones tell both. */
function orderCost({ texts, others }: Source, order: 'dmy' | 'mdy'): number {
  const known = texts.flatMap((text) => orderIn(text) ?? []);
  const told = [...known, ...others.flatMap((text) => orderIn(text) ?? [])];
  if (told.length === 0) return 0;
  const share = told.filter((one) => one !== order).length / told.length;
  return otherOrderCost * (share + (new Set(known).size > 1 ? 1 : 0));
}

/** Whether all known texts mean the same with days first and months first, though they could be read in both ways. */
function isOpen({ texts }: Source): boolean {
  return texts.every((text) => /(?<!\d)0?(\d{1,2})[-/.]0?\1[-/.]\d/.test(text));
}

/** A few dates and times that the sources have, each with the cheapest way to read it: days first, or months. */
export function momentSourcesOf(rows: Rows, sources: readonly Source[]): MomentSource[] {
  const found = new Map<string, MomentSource>();
  for (const source of sources) {
    const { expression: of, cost } = source;
    for (const nth of [1, -1, 2]) {
      for (const order of ['dmy', 'mdy'] as const) {
        const expression: MomentExpression = { op: 'readMoment', of, order, nth };
        const moments = rows.inputs.flatMap((inputs) => momentOf(expression, inputs) ?? []);
        if (moments.length < rows.inputs.length) continue;
        const [first] = moments;
        if (first === undefined) continue;
        const missing = rows.others.filter((inputs) => !isComplete(momentOf(expression, inputs), first)).length;
        const penalty = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
        const made = {
          expression,
          cost: cost + penalty + orderCost(source, order) + (nth === 1 ? 0 : 0.5) + (order === 'dmy' ? 0 : 0.1),
          moments,
        };
        // Which comes first may show in other inputs only.
        const key = JSON.stringify([moments, isOpen(source) ? order : '']);
        if ((found.get(key)?.cost ?? Number.POSITIVE_INFINITY) > made.cost) found.set(key, made);
      }
    }
  }
  const unix = sources.flatMap((source) => unixMoments(source, rows));
  return [...unix, ...found.values()].slice(0, 6);
}

/** What counts the seconds or milliseconds since 1970, of the years from 2001 to 2286: so many digits. */
function unixMoments({ expression: of, cost, texts }: Source, rows: Rows): MomentSource[] {
  const unit = (['unixSeconds', 'unixMilliseconds'] as const).find((_, at) =>
    texts.every((text) => (at === 0 ? /^\d{10}$/ : /^\d{13}$/).test(text)),
  );
  if (unit === undefined) return [];
  const expression: MomentExpression = { op: 'fromUnix', of, unit };
  const moments = rows.inputs.flatMap((inputs) => momentOf(expression, inputs) ?? []);
  return moments.length < rows.inputs.length ? [] : [{ expression, cost: cost + 0.3, moments }];
}

/** Whether it has what the other has. */
function isComplete(moment: Moment | undefined, other: Moment): boolean {
  return moment !== undefined && Object.keys(other).every((name) => Object.hasOwn(moment, name));
}
