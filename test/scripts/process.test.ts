import { expect, test } from 'vitest';
import { runNode } from '../../scripts/process.ts';

/** A Node that tells its own priority, and that of one that it starts. */
const priorities = [
  '-p',
  `const { execFileSync } = require('node:child_process');
  const told = 'require("node:os").getPriority()';
  [eval(told), Number(execFileSync(process.execPath, ['-p', told]))].join()`,
];

test('what gives way to others has a lower priority, and so has what it starts', async () => {
  const usual = await runNode(priorities);
  const [own = Number.NaN] = usual.output.split(',').map(Number);
  expect(usual).toEqual({ code: 0, output: `${own},${own}\n` });
  const lower = await runNode(priorities, { givesWay: true });
  const [first = Number.NaN, second] = lower.output.split(',').map(Number);
  expect(first).toBeGreaterThan(own);
  expect(second).toBe(first);
});
