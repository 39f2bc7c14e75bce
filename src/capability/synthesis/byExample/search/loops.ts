import type { Found, Meter } from '../deduce/concat.ts';
import type { Rows } from '../deduce/scene.ts';
import { leavesOf } from '../deduce/sources.ts';
import { arraysFor } from '../enumerate/arraysFor.ts';
import { array as arrayOf, list as listOf, text as textOf } from '../evaluate/evaluate.ts';
import type { ListExpression, TextExpression, Value } from '../language/expression.ts';
import { constantCost } from '../rank/cost.ts';

/** Between fields, items and lines. */
const separators = ['\n', '\r\n', ',\n', ', ', ',', '; ', ';', ' | ', '|', '\t', ' ', '/', '-', '.', '_', '&'];
const mostItems = 400;
const itemsLearnedFrom = 6;
const loopCost = 1.6;

type SolveItems = (rows: Rows, outputs: readonly string[]) => Iterable<Found>;

interface Split {
  readonly list: ListExpression;
  readonly items: readonly (readonly Value[])[];
  readonly cost: number;
}

/**
 * One program for each of the lines or fields of a text, or each item of an array, joined again: wherever the outputs
 * have as many as the inputs. What it is, is learned from all of these as from examples (a map, as in FlashExtract,
 * Le and Gulwani, PLDI 2014).
 */
export function* loops(rows: Rows, outputs: readonly string[], meter: Meter, solve: SolveItems): Generator<Found> {
  const seen = new Set<string>();
  const frames = framesOf(outputs);
  for (const split of splitsOf(rows)) {
    const counts = split.items.map(({ length }) => length);
    if (!counts.some((count) => count > 1) || counts.some((count) => count > mostItems)) continue;
    for (const frame of frames) {
      const { before, after, bodies } = frame;
      for (const separator of separators) {
        const wanted = bodies.map((body) => body.split(separator));
        if (!wanted.every(({ length }, row) => length === counts[row]) || !meter.spend(10)) continue;
        const best = itemProgram(split.items.flat(), wanted.flat(), solve);
        if (best === undefined || (best.expression.op === 'input' && seen.has(separator))) continue;
        seen.add(separator);
        const own = 0.2 * constantCost(separator);
        yield {
          expression: framed(joined(split.list, best.expression, separator), before, after),
          cost: loopCost + split.cost + own + best.cost + frame.cost,
        };
      }
    }
  }
}

/** What stands before and after what is joined, the same in all outputs: brackets, or a first and a last line. */
interface Frame {
  readonly before: string;
  readonly after: string;
  readonly bodies: readonly string[];
  readonly cost: number;
}

const openings = [/^[?#@$&*>-]{1,2}\s?/, /^[^\n]*\n/, /^[^([{]*[([{]\s*/];
const closings = [/$/, /\n[^\n]*$/, /\s*[)\]}][^)\]}]*$/];

function framesOf(outputs: readonly string[]): Frame[] {
  const frames: Frame[] = [{ before: '', after: '', bodies: outputs, cost: 0 }];
  const [first = ''] = outputs;
  if (first.length > 5000) return frames;
  for (const [at, opening] of openings.entries()) {
    const before = opening.exec(first)?.[0] ?? '';
    const after = closings[at]?.exec(first.slice(before.length))?.[0] ?? '';
    const isFramed = outputs.every(
      (output) => output.length >= before.length + after.length && output.startsWith(before) && output.endsWith(after),
    );
    if (before === '' || (after === '' && at > 0) || !isFramed) continue;
    const bodies = outputs.map((output) => output.slice(before.length, output.length - after.length));
    // What opens and closes belongs together.
    const closing = after === '' ? 0 : constantCost(after);
    frames.push({ before, after, bodies, cost: 0.6 * (constantCost(before) + closing) });
  }
  return frames;
}

function framed(body: TextExpression, before: string, after: string): TextExpression {
  if (before === '' && after === '') return body;
  const literal = (value: string): TextExpression[] => (value === '' ? [] : [{ op: 'literal', value }]);
  return { op: 'concat', parts: [...literal(before), body, ...literal(after)] };
}

function joined(list: ListExpression, each: TextExpression, separator: string): TextExpression {
  const of: ListExpression =
    list.op === 'itemsOf'
      ? { op: 'itemsOf', of: { op: 'mapped', of: list.of, each: { gives: 'text', body: each } } }
      : { op: 'mapEach', of: list, each };
  return { op: 'join', of, with: separator };
}

function* splitsOf({ inputs }: Rows): Generator<Split> {
  for (const leaf of leavesOf(inputs)) {
    const of: TextExpression = { op: 'input', ...leaf };
    for (const by of separators) {
      const list: ListExpression = { op: 'split', of, by };
      const items = inputs.flatMap((input) => {
        const found = listOf(list, input);
        return found === undefined ? [] : [found];
      });
      if (items.length === inputs.length) yield { list, items, cost: by === '\n' ? 0 : 0.3 };
    }
  }
  if (!inputs.some((input) => input.some((value) => typeof value === 'object'))) return;
  for (const { expression, cost } of arraysFor(inputs.map((input) => ({ input, output: null })))) {
    if (expression.op === 'texts') continue;
    const items = inputs.flatMap((input) => {
      const found = arrayOf(expression, input);
      return found === undefined ? [] : [found];
    });
    if (items.length === inputs.length) yield { list: { op: 'itemsOf', of: expression }, items, cost };
  }
}

/** The cheapest program that is right on all items; it is learned from a few that differ. */
function itemProgram(items: readonly Value[], outputs: readonly string[], solve: SolveItems): Found | undefined {
  const known = new Map<string, { item: Value; output: string }>();
  for (const [at, item] of items.entries()) {
    const key = JSON.stringify(item);
    const output = outputs[at] ?? '';
    const before = known.get(key);
    if (before !== undefined && before.output !== output) return undefined;
    known.set(key, { item, output });
  }
  const pairs = [...known.values()];
  const chosen = pairs.toSorted((a, b) => Number(a.output === '') - Number(b.output === '')).slice(0, itemsLearnedFrom);
  const rows = { inputs: chosen.map(({ item }) => [item]), others: pairs.slice(0, 20).map(({ item }) => [item]) };
  let best: Found | undefined;
  for (const found of solve(
    rows,
    chosen.map(({ output }) => output),
  )) {
    if (best !== undefined && found.cost >= best.cost) continue;
    if (pairs.every(({ item, output }) => textOf(found.expression, [item]) === output)) best = found;
  }
  return best;
}
