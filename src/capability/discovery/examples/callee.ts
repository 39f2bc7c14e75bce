import { ts } from 'ts-morph';
import { bare } from '../syntax/source.ts';
import { changedObjects } from './effects.ts';
import { type Binding, type ImportedFunction, lookUp, type Scope } from './scope.ts';
import { isChanged } from './values.ts';

/** A function that is called, and what its object was made with, if anything. */
export interface Callee {
  readonly target: ImportedFunction;
  readonly made?: { readonly arguments: readonly ts.Expression[]; readonly scope: Scope };
  /** Whether it is a method of an object of a class. */
  readonly isObject?: boolean;
  /** Whether the test does something to the object beforehand, or may do. */
  readonly isChanged?: boolean;
}

/**
 * The imported function that is called by an expression: by its name, as a part of a module (`all.slug`), or as a method of
 * a class or an object: `Slugger.slug`, `new Slugger().slug`, `slugger.slug` of a constant or variable that is one.
 */
export function calleeOf(expression: ts.Expression, scope: Scope): Callee | undefined {
  const node = bare(expression);
  if (ts.isIdentifier(node)) return only(importedAs(node, scope));
  if (!ts.isPropertyAccessExpression(node) || !ts.isMemberName(node.name)) return undefined;
  const owner = ownerOf(node.expression, scope);
  const member = node.name.text;
  return owner && { ...owner, target: memberOf(owner.target, member) };
}

function memberOf(target: ImportedFunction, name: string): ImportedFunction {
  if (target.imported === '*') return { ...target, imported: name };
  return { ...target, member: target.member === undefined ? name : `${target.member}.${name}` };
}

function only(target: ImportedFunction | undefined): Callee | undefined {
  return target && { target };
}

/** What has the method: something imported, or an object of an imported class. */
function ownerOf(expression: ts.Expression, scope: Scope): Callee | undefined {
  const node = bare(expression);
  if (ts.isNewExpression(node)) return objectOf(node, scope);
  if (ts.isPropertyAccessExpression(node)) {
    const around = ownerOf(node.expression, scope);
    // What objects of classes hold is not followed.
    return around?.isObject ? undefined : around && only(memberOf(around.target, node.name.text));
  }
  if (!ts.isIdentifier(node)) return undefined;
  const binding = lookUp(node.text, scope);
  if (binding?.kind === 'import') return only(binding.target);
  const owner = objectNamed(node, binding, scope);
  return owner && changedObjects(node.getSourceFile()).has(node.text) ? { ...owner, isChanged: true } : owner;
}

/** The class of the object that a constant or a variable holds. */
function objectNamed(node: ts.Identifier, binding: Binding | undefined, scope: Scope): Callee | undefined {
  if (binding?.kind === 'constant' && binding.at.length === 0) {
    const made = bare(binding.expression);
    const text = node.getSourceFile().text;
    return ts.isNewExpression(made) && !isChanged(node.text, text) ? objectOf(made, binding.scope) : undefined;
  }
  const target = binding?.kind === 'unknown' ? objectIn(node, scope) : undefined;
  return target && { target, isObject: true };
}

/** The class of an object that is made here. What one does that is made with arguments depends on them. */
function objectOf({ expression, arguments: given = [] as never }: ts.NewExpression, scope: Scope): Callee | undefined {
  const node = bare(expression);
  const target = ts.isIdentifier(node) ? importedAs(node, scope) : partOf(node, scope);
  if (target === undefined) return undefined;
  return { target, isObject: true, ...(given.length === 0 ? {} : { made: { arguments: given, scope } }) };
}

/** `all.Slugger` of a whole module. */
function partOf(node: ts.Expression, scope: Scope): ImportedFunction | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const whole = importedAs(node.expression, scope);
  return whole?.imported === '*' ? { ...whole, imported: node.name.text } : undefined;
}

/** `let slugger; beforeEach(() => { slugger = new Slugger(); })`: all that is ever assigned to it is such an object. */
function objectIn(node: ts.Identifier, scope: Scope): ImportedFunction | undefined {
  const { text } = node.getSourceFile();
  const name = node.text.replaceAll('$', '\\$');
  const given = [...text.matchAll(new RegExp(`(?<![\\w$.])${name}\\s*(?::[^=;\\n]*)?=(?![=>])\\s*([^;\\n]*)`, 'g'))];
  const made = new Set(given.map(([, value = '']) => /^new\s+([\w$]+)\s*(?:\(\s*\))?$/.exec(value.trim())?.[1]));
  const [only] = made;
  if (made.size !== 1 || only === undefined) return undefined;
  const binding = lookUp(only, scope);
  return binding?.kind === 'import' ? binding.target : undefined;
}

function importedAs({ text }: ts.Identifier, scope: Scope): ImportedFunction | undefined {
  const binding = lookUp(text, scope);
  return binding?.kind === 'import' ? binding.target : undefined;
}
