import { afterAll, beforeAll, expect, test } from 'vitest';
import { availableRunners } from '#capability/sandbox';
import { defaultLimits } from '#protocol';
import { bundledSandbox } from '../../bench/safety/bundled.ts';

let bundled: Awaited<ReturnType<typeof bundledSandbox>>;

beforeAll(async () => {
  bundled = await bundledSandbox();
});

afterAll(() => bundled.remove());

for (const { name, available, reason } of await availableRunners()) {
  test.skipIf(!available)(`${name} works from the bundle${available ? '' : ` (${reason})`}`, async () => {
    const sandbox = await bundled.face.openSandbox({ runner: name });
    try {
      const code =
        'export const run = async (input) => ({ twice: input * 2, at: await 1, list: [new Date(0)], host: new URL("https://a.b/c").host, price: (1234.5).toLocaleString() });';
      const call = { program: { code, map: '', hash: '' }, input: 21, permissions: {}, limits: defaultLimits };
      const value = { twice: 42, at: 1, list: ['1970-01-01T00:00:00.000Z'], host: 'a.b', price: '1,234.5' };
      expect(await sandbox.run(call)).toMatchObject({ status: 'ok', value });
    } finally {
      await sandbox.dispose();
    }
  });
}
