import { expect, test } from 'vitest';
import { availableRunners } from '#capability/sandbox';
import { soak } from '../../bench/safety/soak.ts';

const calls = 80;

for (const { name, available, reason } of await availableRunners()) {
  test.skipIf(!available)(`${name}: ${calls} calls, good and hostile${available ? '' : ` (${reason})`}`, async () => {
    const { memory, ...result } = await soak(name, calls, { parts: 2 });
    expect(result).toMatchObject({ calls, answered: calls, wrong: [], orphans: 0 });
    // So short a soak says little about memory; the benchmark's says more.
    const [first = Number.NaN, ...later] = memory.map(({ own, workers }) => own + workers);
    expect(later.at(-1)).toBeLessThan(first * 1.5);
  });
}
