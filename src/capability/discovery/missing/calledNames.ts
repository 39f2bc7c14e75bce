import { ts } from 'ts-morph';
import { parseSource } from '../syntax/source.ts';

/** A method that is called on an object of a class, or on a class or an object itself, by the name that the file has for it. */
export interface MemberCall {
  readonly owner: string;
  readonly member: string;
}

const word = '[\\p{ID_Start}$_][\\p{ID_Continue}$]*';
const notCalled = new Set(
  'if for while switch catch function return typeof await yield new super import void delete throw with in of do else case async constructor require get set static'.split(
    ' ',
  ),
);

/**
 * The names that a text only ever calls: those of functions that it has not declared are among them. A cheap look: whether
 * one is declared after all, {@link undeclaredIn} tells.
 */
export function onlyCalled(text: string): string[] {
  const code = withoutComments(text);
  const calls = new Set<string>();
  const others = new Set<string>();
  for (const found of code.matchAll(
    new RegExp(`(?<![\\p{ID_Continue}$.#])(${word})(\\s*(?:<[^()<>;=]*>)?\\()?`, 'gu'),
  )) {
    const [, name = '', call] = found;
    if (call === undefined || /\bfunction\*?\s*$/.test(code.slice(Math.max(0, found.index - 12), found.index)))
      others.add(name);
    else calls.add(name);
  }
  return [...calls].filter((name) => !others.has(name) && !notCalled.has(name) && !name.startsWith('$'));
}

/** What looks like a comment in a text goes with them: a cheap look may see too little. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}

/** Those of the names that are called in a text and declared nowhere in it, whatever the scope. */
export function undeclaredIn(path: string, text: string, names: ReadonlySet<string>): string[] {
  const called = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) called.add(node.expression.text);
    const name = (node as { readonly name?: ts.Node }).name;
    if (name !== undefined && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node) && !isMember(node)) {
      declared.add(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(path, text));
  return [...called].filter((name) => names.has(name) && !declared.has(name));
}

/** A method and a property are no names of their own. */
function isMember(node: ts.Node): boolean {
  return ts.isClassElement(node) || ts.isObjectLiteralElement(node) || ts.isTypeElement(node) || ts.isEnumMember(node);
}

/**
 * The calls of methods on what a file names: `Slugger.of(…)`, `new Slugger(…).slug(…)`, and `slugger.slug(…)` of what it
 * makes of the class or declares to be one; `this.slug(…)` with the owner `this`.
 */
export function memberCalls(text: string): MemberCall[] {
  const code = withoutComments(text);
  const classes = new Map<string, Set<string>>();
  const made = new RegExp(
    `(?<![\\p{ID_Continue}$.])(${word})(?:\\s*:\\s*(${word})(?=\\s*[=,;)]))?(?:\\s*=\\s*new\\s+(${word})\\s*[(;\\n])?`,
    'gu',
  );
  for (const [, name = '', type, constructed] of code.matchAll(made)) {
    const owner = type ?? constructed;
    if (owner === undefined || !/^\p{Lu}/u.test(owner)) continue;
    classes.set(name, (classes.get(name) ?? new Set()).add(owner));
  }
  const found = new Map<string, MemberCall>();
  const add = (owner: string, member: string) => found.set(`${owner}.${member}`, { owner, member });
  for (const [, name = '', member = ''] of code.matchAll(
    new RegExp(`(?<![\\p{ID_Continue}$.#])(${word})[!?]?\\.(${word})\\s*\\(`, 'gu'),
  )) {
    const [only, ...more] = classes.get(name) ?? [];
    if (only === undefined) add(name, member);
    // What is declared as several things at several places may be any of them.
    else if (more.length === 0) add(only, member);
  }
  for (const [, owner = '', member = ''] of code.matchAll(
    new RegExp(`\\bnew\\s+(${word})\\s*\\([^()]*\\)\\s*\\)?\\.(${word})\\s*\\(`, 'gu'),
  )) {
    add(owner, member);
  }
  return [...found.values()];
}
