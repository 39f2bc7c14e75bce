import { SourceMap } from 'node:module';
import type { Program } from '#protocol';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** So far down a stack it is looked for the program's own text. */
const mostFrames = 20;

/**
 * The first place in index.ts that an engine's stack text leads to: what is added to a program (its guards, its checks)
 * has no place there, and whoever called it has. Undefined without a map or a place.
 */
export function positionIn(stack: string, program: Program): Position | undefined {
  if (program.map === '') return undefined;
  try {
    let map: SourceMap | undefined;
    for (const [, line, column] of [...stack.matchAll(/capability\.js:(\d{1,7}):(\d{1,7})/g)].slice(0, mostFrames)) {
      map ??= new SourceMap(JSON.parse(program.map));
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      // The nearest entry may be one of another line: then this one is not the program's.
      if ('originalLine' in entry && entry.generatedLine === Number(line) - 1) {
        return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
      }
    }
    return undefined;
  } catch {
    return undefined;
  }
}
