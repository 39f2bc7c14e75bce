import type { ExportInsight, FileInsight } from '#protocol';
import { present, type UnsavedChange } from '../../texts/unsavedChange.ts';
import { exportLens, fileLens, importLens } from './lensTexts.ts';

/** One code lens as plain data. */
export interface Lens {
  /** 0-based line of the present text. */
  readonly line: number;
  readonly title: string;
  readonly peek: Peek;
}

/** What a click peeks at: who is affected by the file or one export, or the way round a cycle. */
type Peek =
  | { readonly kind: 'impact'; readonly exportName?: string }
  | { readonly kind: 'cycle'; readonly target: string };

export interface LensChoice {
  readonly exports: boolean;
  readonly imports: boolean;
}

/** @param change what was typed since the save, in lines */
export function lensesOf(insight: FileInsight, choice: LensChoice, change: UnsavedChange): readonly Lens[] {
  const lenses: Lens[] = [{ line: 0, title: fileLens(insight), peek: { kind: 'impact' } }];
  const add = (savedLine: number, title: string, peek: Peek) => {
    const now = present(savedLine - 1, savedLine, change);
    if (now !== undefined) lenses.push({ line: now.from, title, peek });
  };
  if (choice.imports) {
    for (const one of insight.imports) {
      const title = importLens(one);
      if (title !== undefined && one.path !== undefined) add(one.line, title, { kind: 'cycle', target: one.path });
    }
  }
  if (choice.exports) {
    for (const [line, exports] of Map.groupBy(insight.exports, (one) => one.line)) {
      for (const one of exports) add(line, exportTitle(one, exports.length), { kind: 'impact', exportName: one.name });
    }
  }
  return lenses;
}

/** Where several exports share a line, each says which it is. */
function exportTitle(one: ExportInsight, onTheLine: number): string {
  return onTheLine === 1 ? exportLens(one) : `${one.name}: ${exportLens(one)}`;
}
