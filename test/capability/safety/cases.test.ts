import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '#capability/safety';
import { root } from '../../../scripts/process.ts';

interface Case {
  readonly id: string;
  readonly expect: 'block-static' | 'contained' | 'allow';
  readonly code: string;
}

const file = resolve(root, '../shared/cases/safety/dev.jsonl');
const cases: readonly Case[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  : [];

describe.skipIf(cases.length === 0)(`the shared cases, where ${file} is there`, () => {
  test('none that must be blocked is admitted', async () => {
    expect(await wrongly('block-static', true)).toEqual([]);
  });

  test('none that is harmless is blocked', async () => {
    expect(await wrongly('allow', false)).toEqual([]);
  });

  test('whatever the source is, there is a report', async () => {
    for (const { code } of cases) expect((await analyse(code, { permissions: {} })).score).toBeLessThanOrEqual(100);
  });
});

async function wrongly(expected: Case['expect'], admitted: boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, code } of cases.filter((one) => one.expect === expected)) {
    if ((await analyse(code, { permissions: {} })).admitted === admitted) wrong.push(id);
  }
  return wrong;
}
