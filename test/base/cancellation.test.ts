import { expect, test } from 'vitest';
import { CancelledError, pause } from '#base';

test('a pause ends when somebody asks to stop, also before it began', async () => {
  const stop = new AbortController();
  const pausing = pause(60_000, stop.signal);
  stop.abort();
  await expect(pausing).rejects.toThrow(CancelledError);
  await expect(pause(60_000, stop.signal)).rejects.toThrow(CancelledError);
  await pause(1, new AbortController().signal);
});
