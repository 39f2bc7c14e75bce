import type { Advice } from '#protocol';
import type { PackageFolder } from '#workspace';
import { toGraphFile } from '../../../src/graph/extract/analyse.ts';
import { extractModule } from '../../../src/graph/extract/extract.ts';
import { GraphView } from '../../../src/graph/model/view.ts';
import { Resolver } from '../../../src/graph/resolve/resolver.ts';
import { applyEdits } from './applyEdits.ts';

/** Texts by path, relative to the workspace folder. */
export type Texts = Readonly<Record<string, string>>;

interface Configuration {
  readonly packages?: readonly PackageFolder[];
  /** tsconfig `paths`. */
  readonly paths?: Record<string, string[]>;
}

/** A workspace in memory, read by the real extraction and resolution, whose compiler keeps imports as they are written. */
export function workspaceOf(texts: Texts, { packages = [], paths }: Configuration = {}) {
  const compilerOptions = { verbatimModuleSyntax: true, ...(paths === undefined ? {} : { paths }) };
  const resolver = new Resolver({
    root: '/nowhere',
    files: Object.keys(texts),
    packages,
    tsconfigs: [{ path: '/nowhere/tsconfig.json', config: { compilerOptions }, references: [] }],
    consulted: [],
  });
  const view = GraphView.of(
    Object.entries(texts).map(([path, text]) => toGraphFile(path, text.length, extractModule(path, text), resolver)),
  );
  const resolve = resolver.resolve.bind(resolver);
  return { view, packages, resolve, readSource: (path: string): string | undefined => texts[path] };
}

/** The texts after one piece of advice was followed. */
export function afterFollowing(texts: Texts, advice: Advice): Texts {
  const text = texts[advice.path];
  if (text === undefined || advice.edits === undefined) throw new Error(`no edits: ${advice.id}`);
  return { ...texts, [advice.path]: applyEdits(text, advice.edits) };
}
