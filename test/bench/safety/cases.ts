import { readFileSync } from 'node:fs';

/** One line of a file of cases. */
export interface SafetyCase {
  readonly id: string;
  readonly category: string;
  /** `allow` for a harmless one; of a hostile one, where it is expected to be stopped at the latest. */
  readonly expect: 'allow' | 'block-static' | 'contained';
  /** TypeScript: the text of an index.ts. */
  readonly code: string;
  readonly why: string;
}

/** Reads a file of cases: JSON, one a line. */
export function readCases(path: string): SafetyCase[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const found: Partial<SafetyCase> = JSON.parse(line);
    const { id, category, expect, code, why = '' } = found;
    if (id === undefined || category === undefined || expect === undefined || code === undefined) {
      throw new Error(`${path}:${index + 1} is no case: it needs id, category, expect and code`);
    }
    return [{ id, category, expect, code, why }];
  });
}
