import { expect, test, vi } from 'vitest';
import { type Job, sideBySide } from '../../scripts/sideBySide.ts';
import { onePassed } from '../../scripts/tally.ts';

/** Two jobs, the second of which ends first; `shown` is the terminal. */
async function shownBy(atOnce: boolean): Promise<{ passed: number; shown: string[] }> {
  const shown: string[] = [];
  const terminal = vi.spyOn(console, 'log').mockImplementation((text) => void shown.push(text));
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const first: Job = async (print = console.log) => {
    print('first begins');
    if (atOnce) await ended;
    print('first ends');
    return onePassed;
  };
  const second: Job = async (print = console.log) => {
    print('second');
    end();
    return onePassed;
  };
  try {
    return { passed: (await sideBySide([first, second], atOnce)).passed, shown };
  } finally {
    terminal.mockRestore();
  }
}

test.each([true, false])(
  'what jobs print reads in order (at the same time: %s), and all are counted',
  async (atOnce) => {
    expect(await shownBy(atOnce)).toEqual({ passed: 2, shown: ['first begins', 'first ends', 'second'] });
  },
);

test('what was printed is shown, too, where a job fails', async () => {
  const terminal = vi.spyOn(console, 'log').mockImplementation(() => {});
  const failing: Job = async (print) => {
    print?.('before it failed');
    throw new Error('broken');
  };
  await expect(sideBySide([async () => onePassed, failing], true)).rejects.toThrow('broken');
  expect(terminal).toHaveBeenCalledWith('before it failed');
  terminal.mockRestore();
});
