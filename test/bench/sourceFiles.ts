import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The extensions that every tool in the comparison is told to read. */
export const sourceExtensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const;

const source = new RegExp(`\\.(?:${sourceExtensions.join('|')})$`);

/** The source files below a folder, relative to it, `node_modules` and `.git` left out. */
export function sourceFiles(folder: string): string[] {
  const found: string[] = [];
  const visit = (relative: string) => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== '.git') visit(path);
      } else if (entry.isFile() && source.test(entry.name)) {
        found.push(path);
      }
    }
  };
  visit('');
  return found;
}
