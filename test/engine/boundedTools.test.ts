import { afterEach, beforeEach, expect, test } from 'vitest';
import { CancelledError, silentLogger } from '#base';
import { defaultLimits } from '#protocol';
import { BoundedTools } from '../../src/engine/capabilities/boundedTools.ts';

let tools: BoundedTools;
beforeEach(() => {
  tools = new BoundedTools(silentLogger, { deadline: 4000 });
});
afterEach(() => tools.dispose());

/** A union of 2^21 texts: the type checker writes them all out. */
const typeBomb = `type Bits<T extends string, N extends unknown[] = []> =
  N['length'] extends 21 ? T : Bits<\`\${T}0\`, [...N, 1]> | Bits<\`\${T}1\`, [...N, 1]>;
export function run(x: Bits<''>): string {
  const y: Bits<''> = x;
  return y;
}`;
const plain = 'export const run = (n: number): number => n;';

test('a source that takes for ever to read is not admitted, and the next one is read as ever', {
  timeout: 60_000,
}, async () => {
  // Asked for at once: whoever waits is neither late nor cancelled by what is before it.
  const [bomb, next] = await Promise.all([tools.types(typeBomb), tools.types(plain)]);
  expect(bomb).toMatchObject([{ severity: 'error', message: expect.stringContaining('longer than 4 s') }]);
  expect(next).toEqual([]);
  expect(await tools.analyse(plain, { permissions: {}, input: true })).toMatchObject({ admitted: true });
});

test('a program is made in the other thread, and its errors come back as they are', async () => {
  const options = { input: true, output: true, limits: defaultLimits };
  expect((await tools.prepare(plain, options)).code).toContain('export');
  await expect(tools.prepare('export const walk = 1;', options)).rejects.toMatchObject({ code: 'no-run' });
});

test('what waits when everything ends is cancelled', async () => {
  const [first, second] = [tools.types(plain), tools.types(plain)];
  await tools.dispose();
  await expect(first).rejects.toBeInstanceOf(CancelledError);
  await expect(second).rejects.toBeInstanceOf(CancelledError);
});

test('where nothing is decided, what takes too long is an error and no finding', async () => {
  const impatient = new BoundedTools(silentLogger, { deadline: 1, lateIsFound: false });
  try {
    await expect(impatient.types(plain)).rejects.toMatchObject({ code: 'too-costly' });
    await expect(impatient.analyse(plain, { permissions: {}, input: true })).rejects.toMatchObject({
      code: 'too-costly',
    });
  } finally {
    await impatient.dispose();
  }
});
