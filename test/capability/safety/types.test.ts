import { expect, test } from 'vitest';
import { typeProblems } from '../../../src/capability/safety/types.ts';

test.each([
  ['export function run(input: { text: string }) { return input.text.length; }', []],
  ['export const run = (xs: number[]) => Object.groupBy(xs, (x) => (x % 2 ? "odd" : "even"));', []],
  ['import type { Stats } from "node:fs"; export const run = (s: Pick<Stats, "size">) => s.size;', ['warning']],
  ['export function run(input) { return input; }', ['warning']],
  ['export const run = (text: string) => new URL(text, new URL("https://a.example")).searchParams.getAll("q");', []],
  ['export const run = (text: string) => [...new URLSearchParams({ text })].map(([, value]) => value);', []],
  ['export const run = (text: string) => new TextDecoder().decode(new TextEncoder().encode(atob(btoa(text))));', []],
  ['export const run = (x: { a: number }) => { console.log(x); return structuredClone(x).a; };', []],
  ['export function run(input: number) { return input.length; }', ['error']],
  ['export function run() { return document.title; }', ['error']],
  ['export function run() { return process.env; }', ['error']],
])('%s', (source, severities) => {
  expect(typeProblems(source).map(({ severity }) => severity)).toEqual(severities);
});

test('a problem has its line and says what is wrong', () => {
  expect(typeProblems('export function run(n: number): string {\n  return n;\n}')).toEqual([
    { line: 2, severity: 'error', message: "Type 'number' is not assignable to type 'string'." },
  ]);
});

test('a name of Node or of a browser is said not to be there, without advice that leads nowhere', () => {
  const [problem] = typeProblems('export const run = () => process.env;');
  expect(problem?.message).toBe("Cannot find name 'process'. There is no such thing where capabilities run.");
});

test('a source cannot bring the types of a browser along, for itself or for what is checked after it', () => {
  const [missing, unknown] = typeProblems('/// <reference lib="dom" />\nexport const run = () => document.title;');
  expect(missing).toMatchObject({
    line: 1,
    message: "Cannot find the library 'dom'. There is no such thing where capabilities run.",
  });
  expect(unknown).toMatchObject({ line: 2, severity: 'error' });
  expect(typeProblems('export const run = () => import.meta.url;')).toMatchObject([{ severity: 'error' }]);
});
