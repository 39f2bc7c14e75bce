import type { ListExpression, TextExpression } from '../language/expression.ts';
import { operand } from './brackets.ts';
import { printCasing } from './casings.ts';
import type { Printer } from './printer.ts';
import { quoted } from './writer.ts';

type Joined = Extract<TextExpression, { op: 'join' }>;
type PlainCasing = 'lower' | 'upper';

/** A joined list as TypeScript. What happens to all parts of a text alike is said of the whole text, as a person would. */
export function printJoined({ of, with: glue }: Joined, to: Printer): string {
  const whole = casedParts(of);
  if (whole === undefined || glue.includes('$')) return `${to.list(of)}.join(${quoted(glue)})`;
  const text = printCasing(operand(to.text(whole.text)), whole.casing, to.writer);
  return `${text}.replaceAll(${quoted(whole.by)}, ${quoted(glue)})`;
}

/**
 * Separators that no casing changes, makes or looks past: a Greek sigma in front of an apostrophe or a full stop, say, is
 * only a final one where the text ends there (Unicode Standard, table 3-17).
 */
const neutral = /^[\s_,;/|-]+$/;

/** The text whose parts these are, where all that happens to them is that their letters become small or capital ones. */
function casedParts(
  list: ListExpression,
): { readonly text: TextExpression; readonly by: string; readonly casing: PlainCasing } | undefined {
  if ((list.op !== 'map' && list.op !== 'mapEach') || list.of.op !== 'split' || !neutral.test(list.of.by))
    return undefined;
  const { each } = list;
  if (each.op !== 'casing' || (each.to !== 'lower' && each.to !== 'upper')) return undefined;
  if ('of' in each && !isWholePart(each.of)) return undefined;
  return { text: list.of.of, by: list.of.by, casing: each.to };
}

/** What is done with each part reads it as the only input there is. */
function isWholePart(of: TextExpression): boolean {
  return of.op === 'input' && of.column === 0 && of.path.length === 0;
}
