import type { ts } from 'ts-morph';
import type { Parsed } from '../program.ts';
import type { Values } from './value.ts';

/** Says what expressions of one source may stand for, without running them. */
export interface Evaluator {
  readonly parsed: Parsed;
  /** Whether following values was given up, because the program is made to be hard to follow. */
  isExhausted(): boolean;
  /** Counts what was copied or compared, in characters, against what a program may cost. */
  spend(characters: number): void;
  of(node: ts.Expression): Values;
  /** What a variable or parameter may hold, by its declaration. */
  ofDeclaration(declaration: ts.Node): Values;
  /** Expressions that are assigned to a symbol anywhere, other than at its declaration. */
  assigned(symbol: ts.Symbol | undefined): readonly Assignment[];
  /** Calls of a function by its own name, from anywhere. */
  callsOf(declaration: ts.Node): readonly ts.CallExpression[];
  /** Evaluates with parameters standing for given values. */
  within<T>(bindings: ReadonlyMap<ts.Node, Values>, evaluate: () => T): T | undefined;
}

export interface Assignment {
  readonly node: ts.BinaryExpression;
  readonly value: ts.Expression;
}
