import { expect, test } from 'vitest';
import { asExpected, proposedBy, type RunEffect } from '#protocol';

const call = (name: string, ...args: readonly string[]): RunEffect => ({ call: name, arguments: args, result: null });
const write = (path: string, text: string) => call('workspace.write', path, text);
const move = (from: string, to: string) => call('workspace.move', from, to);

const cases: readonly (readonly [string, readonly RunEffect[], object])[] = [
  ['nothing', [], {}],
  ['the last word on a file counts', [write('./a', '1'), write('a', '2')], { writes: { a: '2' } }],
  ['a move', [move('a', 'b//c')], { moves: { a: 'b/c' } }],
  ['a move in two steps', [move('a', 'x'), move('x', 'b')], { moves: { a: 'b' } }],
  ['there and back', [move('a', 'x'), move('x', 'a')], {}],
  ['names that are swapped', [move('a', 'x'), move('b', 'a'), move('x', 'b')], { moves: { b: 'a', a: 'b' } }],
  ['moved, then written', [move('a', 'b'), write('b', '1')], { moves: { a: 'b' }, writes: { b: '1' } }],
  ['written, then moved', [write('a', '1'), move('a', 'b')], { moves: { a: 'b' }, writes: { b: '1' } }],
  ['another file in the old place', [move('a', 'b'), write('a', '1')], { moves: { a: 'b' }, writes: { a: '1' } }],
  ['tasks once each', [call('tasks.request', 'x'), call('tasks.request', 'x')], { tasks: ['x'] }],
  ['what was refused is not asked for', [{ ...move('a', 'b'), refused: 'no' }], {}],
  ['what is only read is no proposal', [call('workspace.read', 'a')], {}],
];

test.each(cases)('%s', (_, effects, expected) => {
  expect(asExpected(proposedBy(effects))).toEqual({ writes: {}, moves: {}, tasks: [], ...expected });
});
