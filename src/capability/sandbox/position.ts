import { SourceMap } from 'node:module';
import type { Program } from '#protocol';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The first place of the program in an engine's stack text, in index.ts. Undefined without a map or a place. */
export function positionIn(stack: string, program: Program): Position | undefined {
  const [, line, column] = /capability\.js:(\d{1,7}):(\d{1,7})/.exec(stack) ?? [];
  if (line === undefined || program.map === '') return undefined;
  try {
    const entry = new SourceMap(JSON.parse(program.map)).findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalLine' in entry)) return undefined;
    return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  } catch {
    return undefined;
  }
}
