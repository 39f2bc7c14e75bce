import type { EnclosedSource } from './enclosed.ts';

const indent = '  ';

/** The lines of a source, indented; those that go on inside of a template literal stay, because they are data. */
export function indented({ text, fixed }: Pick<EnclosedSource, 'text' | 'fixed'>): string {
  let at = 0;
  return text
    .split('\n')
    .map((line) => {
      const start = at;
      at += line.length + 1;
      const isData = fixed.some(([from, to]) => from < start && start < to);
      return isData || line.trim() === '' ? line : `${indent}${line}`;
    })
    .join('\n');
}
