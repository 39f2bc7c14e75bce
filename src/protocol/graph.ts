import type { Problem } from '#base';

/**
 * The dependency graph as plain data. Paths are relative to the workspace folder, with `/`;
 * offsets are UTF-16 code units from the start of the file; lines are 1-based.
 */

/** The syntax that made a dependency. */
export type DependencySyntax =
  | 'import' // import … from 'x'; import 'x'
  | 'export' // export … from 'x', and export { a } of an imported a
  | 'dynamic-import' // import('x')
  | 'require' // require('x')
  | 'import-equals' // import x = require('x')
  | 'import-type' // import('x').T in a type position
  | 'triple-slash-path' // /// <reference path="x" />
  | 'triple-slash-types'; // /// <reference types="x" />

/** What a dependency is to a reader: one of six, derived from syntax, names and typeOnly by `dependencyKind`. */
export type DependencyKind = 'value' | 'type-only' | 're-export' | 'dynamic' | 'require' | 'side-effect';

/** One name that an edge carries. */
export interface CarriedName {
  /** The name in the file depended on: an exported name, `default`, or `*` for all of them. */
  readonly imported: string;
  /** What it becomes here: the local name, or for a re-export the exported name (`*` for `export *`). */
  readonly as: string;
  /** Erased at compile time. */
  readonly typeOnly: boolean;
  /**
   * Written as a value but not used as one: the compiler drops it, unless its configuration keeps imports as they are
   * written. `typeOnly` tells which it is.
   */
  readonly elidable?: true;
}

/** What a specifier leads to. */
export type DependencyTarget =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** Reached through a tsconfig path, `#import` or workspace name. */
      readonly alias?: AliasKind;
    }
  | {
      readonly kind: 'package';
      readonly name: string;
      /** The resolved file, relative to the workspace folder; may start with `../`. */
      readonly path?: string;
      readonly alias?: AliasKind;
    }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'unresolved'; readonly reason: string };

export type AliasKind = 'tsconfig-paths' | 'tsconfig-base-url' | 'subpath-import' | 'workspace';

/** One edge: a place in a file that refers to something else. */
export interface Dependency {
  /** As written: `./a.js`, `react`, `#graph`. */
  readonly specifier: string;
  readonly syntax: DependencySyntax;
  /** Every name it carries is erased at compile time. */
  readonly typeOnly: boolean;
  readonly names: readonly CarriedName[];
  /**
   * Each name says `type`, the statement does not: where the compiler keeps imports as they are written, it keeps this one
   * without names, and the file is loaded. `typeOnly` tells which it is.
   */
  readonly inlineTypes?: true;
  /** Span of the specifier, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly target: DependencyTarget;
}

/** One name that a file exports itself (not what it passes on: that is a dependency with syntax `export`). */
export interface ExportedName {
  /** `default` for the default export. */
  readonly name: string;
  readonly typeOnly: boolean;
  /** An interface, a type alias or an abstract class. */
  readonly abstract: boolean;
  readonly start: number;
  readonly line: number;
}

/** A node: one file of the workspace. */
export interface GraphFile {
  readonly path: string;
  readonly bytes: number;
  readonly lines: number;
  /** A test, a spec or a file in a test folder. */
  readonly test: boolean;
  readonly exports: readonly ExportedName[];
  readonly dependencies: readonly Dependency[];
  readonly problems: readonly Problem[];
}

/** Whether a type-only dependency is written so, and is not dropped by the compiler because of how its names are used. */
export function isWrittenTypeOnly({
  typeOnly,
  inlineTypes,
  names,
}: Pick<Dependency, 'typeOnly' | 'inlineTypes' | 'names'>): boolean {
  return inlineTypes === true || (typeOnly && !names.some(({ elidable }) => elidable));
}

/** Derives the kind of a dependency that people are shown and can filter by. */
export function dependencyKind(
  dependency: Pick<Dependency, 'syntax' | 'typeOnly' | 'inlineTypes' | 'names'>,
): DependencyKind {
  if (dependency.typeOnly) return 'type-only';
  switch (dependency.syntax) {
    case 'dynamic-import':
      return 'dynamic';
    case 'require':
    case 'import-equals':
      return 'require';
    case 'export':
      return 're-export';
    default:
      return dependency.names.length === 0 || dependency.inlineTypes ? 'side-effect' : 'value';
  }
}
