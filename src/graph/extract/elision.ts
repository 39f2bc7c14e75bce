import { transformSync } from 'oxc-transform';
import { readImportClause } from './clauses.ts';
import type { Language } from './language.ts';

/** What JSX may call without writing it: the factories that compilers know, though others can be configured. */
const jsxFactories = ['React', 'h', 'jsx', 'Fragment'];

/**
 * Tells which imported names a TypeScript file needs at run time: those that are left in its imports after the file
 * alone was compiled. What is not left was used as a type only, or not at all, and TypeScript drops it from the
 * program unless its configuration keeps imports as written (import elision, TypeScript handbook, "Modules: Reference").
 * Decorated classes keep the types of their parameters, as `emitDecoratorMetadata` keeps them.
 *
 * @param names local names that imports bind and that are not written as type-only
 * @returns undefined where nothing is dropped: in JavaScript, or where the file does not compile
 */
export function namesLeft(source: string, language: Language, names: readonly string[]): Set<string> | undefined {
  if ((language !== 'ts' && language !== 'tsx') || names.length === 0) return undefined;
  const { code } = transformSync(`file.${language}`, source, {
    lang: language,
    sourceType: 'module',
    jsx: 'preserve',
    decorator: { legacy: true, emitDecoratorMetadata: true },
  });
  if (code === '') return undefined;
  const left = new Set(jsxFactories);
  for (const name of importedIn(code)) left.add(name);
  // The factory of JSX can be configured: what seems to be unused may be it.
  if (language === 'tsx')
    for (const name of names) if (!left.has(name) && isMentionedOnce(source, name)) left.add(name);
  return left;
}

/**
 * The compiler writes each import on a line of its own. A line of a template literal may look like one; then a name
 * counts as needed that is not, which is the lesser evil.
 */
function* importedIn(code: string): Generator<string> {
  for (const [, clause, required] of code.matchAll(
    /^(?:(import [^"'\n]+ from )["']|(?:const|var|import) ([\w$\u0080-\uFFFF]+) = require\()/gm,
  )) {
    if (required !== undefined) yield required;
    else for (const { local } of readImportClause(clause ?? '') ?? []) yield local;
  }
}

function isMentionedOnce(source: string, name: string): boolean {
  return source.split(name).length === 2;
}
