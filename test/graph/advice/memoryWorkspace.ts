import type { Advice } from '#protocol';
import type { PackageFolder } from '#workspace';
import { applyEdits } from '../../../src/graph/advice/edits.ts';
import { toGraphFile } from '../../../src/graph/extract/analyse.ts';
import { extractModule } from '../../../src/graph/extract/extract.ts';
import { GraphView } from '../../../src/graph/model/view.ts';
import { Resolver } from '../../../src/graph/resolve/resolver.ts';

/** Texts by path, relative to the workspace folder. */
export type Texts = Readonly<Record<string, string>>;

/** A workspace in memory, read by the real extraction and resolution. */
export function workspaceOf(texts: Texts, packages: readonly PackageFolder[] = []) {
  const resolver = new Resolver({
    root: '/nowhere',
    files: Object.keys(texts),
    packages,
    tsconfigs: [],
    consulted: [],
  });
  const view = GraphView.of(
    Object.entries(texts).map(([path, text]) => toGraphFile(path, text.length, extractModule(path, text), resolver)),
  );
  return { view, packages, readSource: (path: string): string | undefined => texts[path] };
}

/** The texts after one piece of advice was followed. */
export function afterFollowing(texts: Texts, advice: Advice): Texts {
  const text = texts[advice.path];
  if (text === undefined || advice.edits === undefined) throw new Error(`no edits: ${advice.id}`);
  return { ...texts, [advice.path]: applyEdits(text, advice.edits) };
}
