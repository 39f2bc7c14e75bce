import { messageOf } from '#base';
import type { RunFailure, RunLimits } from '#protocol';

type InputLimits = Pick<RunLimits, 'inputBytes' | 'inputDepth'>;
export type InputText =
  | { readonly text: string }
  /** Why the call is not made. */
  | { readonly status: RunFailure; readonly message: string };

/** The input as JSON, empty where there is none; or why there is none within the limits. */
export function inputText(input: unknown, limits: InputLimits): InputText {
  if (input === undefined) return { text: '' };
  try {
    // Before it is written: that would take as long as it is large.
    const excess = excessOf(input, limits);
    if (excess !== undefined) return { status: 'input-too-large', message: excess };
    const text: string | undefined = JSON.stringify(input);
    if (text === undefined) return unwritable(`a ${typeof input} has no JSON`);
    if (Buffer.byteLength(text) <= limits.inputBytes) return { text };
    return { status: 'input-too-large', message: tooLarge(limits) };
  } catch (error) {
    const [line = ''] = messageOf(error).split('\n');
    return unwritable(line);
  }
}

function unwritable(why: string): InputText {
  return { status: 'error', message: `The input is no plain data: ${why}`.slice(0, 2000) };
}

const tooLarge = ({ inputBytes }: InputLimits) =>
  `The input has more than ${inputBytes} bytes as JSON. Give it in parts, or raise the limit inputBytes in the package.json of the capability.`;

const tooDeep = ({ inputDepth }: InputLimits) =>
  `The input is nested deeper than ${inputDepth} levels. Give it flatter, or raise the limit inputDepth in the package.json of the capability.`;

/** What is too much of a value, if anything. Characters are counted, and rather too few: there are as many bytes at least. */
function excessOf(input: unknown, limits: InputLimits): string | undefined {
  let left = limits.inputBytes;
  const around = new Set<object>();
  const look = (value: unknown): string | undefined => {
    if (typeof value === 'string') left -= value.length + 2;
    else left--;
    if (left < 0) return tooLarge(limits);
    // Of a cycle the writer tells.
    if (typeof value !== 'object' || value === null || around.has(value)) return undefined;
    if (around.size >= limits.inputDepth) return tooDeep(limits);
    around.add(value);
    const excess = Array.isArray(value) ? lookAtAll(value) : lookAtRecord(value as Record<string, unknown>);
    around.delete(value);
    return excess;
  };
  const lookAtAll = (parts: readonly unknown[]) => {
    for (const part of parts) {
      const excess = look(part);
      if (excess !== undefined) return excess;
    }
    return undefined;
  };
  const lookAtRecord = (record: Readonly<Record<string, unknown>>) => {
    for (const key of Object.keys(record)) {
      const part = record[key];
      // It is left out.
      if (part === undefined) continue;
      left -= key.length + 3;
      const excess = look(part);
      if (excess !== undefined) return excess;
    }
    return undefined;
  };
  return look(input);
}
