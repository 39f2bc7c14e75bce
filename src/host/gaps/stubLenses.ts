import * as l10n from '@vscode/l10n';
import { nameOf } from '#base';
import { type Gap, type Stub, stubGapId } from '#protocol';
import { files, number } from '../texts/quantities.ts';

/** One code lens above a function that is not written yet, as plain data. */
export interface StubLens {
  /** 0-based. */
  readonly line: number;
  readonly title: string;
  /** Id of the gap. */
  readonly gap: string;
}

/**
 * Whether a text may have functions that are not written yet: what is looked at before a thread is started for it. The
 * thread knows; here a wrong yes costs time only.
 */
export function mayHoldStubs(text: string): boolean {
  return /implement|\bto-?do\b|\bfixme\b|supported yet|your (?:code|solution)|coming soon|\)\s*:[^\n{}]*\{\s*\}|@returns/i.test(
    text,
  );
}

/** What the functions of a file are called that are written, and that tests find wrong. */
export function wrongNames(path: string, gaps: readonly Gap[]): readonly string[] {
  return gaps.flatMap(({ stub }) => (stub?.kind === 'wrong' && stub.place.path === path ? [stub.name] : []));
}

/**
 * The lenses above stubs that tests have examples for. Contradictions are for a person to solve first; the view names them.
 * @param stubs of the text as it is in the editor
 * @param gaps as of the last look at the disk
 * @param withModel whether a language model may write those that have no examples
 */
export function stubLenses(
  path: string,
  stubs: readonly Stub[],
  gaps: readonly Gap[],
  withModel = false,
): readonly StubLens[] {
  return stubs.flatMap(({ name, place }) => {
    const id = stubGapId(path, name);
    const gap = gaps.find((one) => one.id === id);
    const usable = gap !== undefined && gap.ignored === undefined && gap.contradictions.length === 0;
    if (!usable || (gap.examples.length === 0 && !withModel)) return [];
    const title = gap.examples.length === 0 ? l10n.t('Write with the language model') : titleOf(gap);
    return [{ line: place.line - 1, title, gap: id }];
  });
}

function titleOf({ examples, stub }: Gap): string {
  const paths = [...new Set(examples.map(({ place }) => place.path))];
  const where = paths.length === 1 ? nameOf(paths[0] ?? '') : files(paths.length);
  if (stub?.kind === 'wrong') {
    return examples.length === 1
      ? l10n.t('Tests find it wrong: rewrite from 1 example in {0}', where)
      : l10n.t('Tests find it wrong: rewrite from {0} examples in {1}', number(examples.length), where);
  }
  return examples.length === 1
    ? l10n.t('Synthesize from 1 example in {0}', where)
    : l10n.t('Synthesize from {0} examples in {1}', number(examples.length), where);
}
