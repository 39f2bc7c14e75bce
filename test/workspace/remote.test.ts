import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { CancelledError, type Progress, silentLogger, ToolwrightError } from '#base';
import { callRemotely } from '#workspace';
import type { Home, Remote } from './remoteTarget.ts';

const entry = { name: 'remote', source: new URL('./remote.worker.ts', import.meta.url) };

// It is in no build.
beforeAll(() => void vi.stubGlobal('TOOLWRIGHT_DIST', undefined));
afterAll(() => void vi.unstubAllGlobals());

function open({ slow = false, here }: { readonly slow?: boolean; readonly here?: Home } = {}) {
  const log: string[] = [];
  const logger = { ...silentLogger, info: (message: string) => void log.push(message) };
  const remote = callRemotely<Remote>(entry, { greeting: 'Hello', slow }, logger, here);
  onTestFinished(() => remote.dispose());
  return { remote, log };
}

test('calls, reports and log lines cross the border', async () => {
  const { remote, log } = open();
  expect(await remote.greet('Ada')).toBe('Hello, Ada');
  const reports: Progress[] = [];
  await remote.count({ report: (progress) => reports.push(progress) });
  expect(reports.map(({ done }) => done)).toEqual([1, 2, 3]);
  expect(log).toEqual(['greeting Ada']);
});

test('errors keep their kind', async () => {
  const { remote } = open();
  await expect(remote.fail('user')).rejects.toMatchObject({ code: 'no-such-thing', hint: 'Make one.' });
  await expect(remote.fail('bug')).rejects.toThrow(/broken/);
});

test('a call is cancelled by its signal, the others go on', async () => {
  const { remote } = open();
  const controller = new AbortController();
  const waiting = remote.wait({ signal: controller.signal });
  const other = remote.greet('Ada');
  controller.abort();
  await expect(waiting).rejects.toThrow(CancelledError);
  expect(await other).toBe('Hello, Ada');
  await expect(remote.wait({ signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
});

test('when the thread dies, calls under way fail, and the next one starts another', async () => {
  const { remote } = open();
  const waiting = remote.wait({ signal: undefined });
  await expect(Promise.all([remote.die(), waiting])).rejects.toMatchObject({ code: 'analysis-stopped' });
  await expect(waiting).rejects.toMatchObject({ code: 'analysis-stopped' });
  expect(await remote.greet('Bob')).toBe('Hello, Bob');
});

test('disposal cancels what is under way and what comes later, and lets the object end in good order', async () => {
  const { remote, log } = open();
  await remote.greet('Ada');
  const waiting = remote.wait({ signal: undefined });
  const disposed = remote.dispose();
  await expect(waiting).rejects.toThrow(CancelledError);
  await disposed;
  expect(log).toEqual(['greeting Ada', 'disposed']);
  await expect(remote.greet('Bob')).rejects.toThrow(CancelledError);
  await remote.dispose();
});

test('disposal does not wait for ever, and starts nothing', async () => {
  const { remote } = open({ slow: true });
  await remote.greet('Ada');
  await remote.dispose();
  const { remote: unused, log } = open();
  await unused.dispose();
  expect(log).toEqual([]);
});

test('the worker asks back: answers, errors and reports cross the border the other way', async () => {
  const here: Home = {
    async answer(question, { report }) {
      report?.({ step: 'Thinking', done: 1 });
      if (question === 'unanswerable') throw new ToolwrightError('no-answer', 'Nobody knows.', { hint: 'Ask less.' });
      return `${question}? Yes.`;
    },
  };
  const { remote } = open({ here });
  const reports: Progress[] = [];
  const report = (progress: Progress) => void reports.push(progress);
  expect(await remote.askBack('really', { report })).toBe('Hello: really? Yes.');
  expect(reports).toEqual([{ step: 'Thinking', done: 1 }]);
  await expect(remote.askBack('unanswerable', { report })).rejects.toMatchObject({
    code: 'no-answer',
    hint: 'Ask less.',
  });
});

test('who stops waiting for the worker stops what the worker has asked back, too', async () => {
  const controller = new AbortController();
  let stopped: (() => void) | undefined;
  const heard = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const here: Home = {
    answer: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped?.();
          reject(new CancelledError());
        });
        controller.abort();
      }),
  };
  const { remote } = open({ here });
  await expect(remote.askBack('anything', { signal: controller.signal })).rejects.toThrow(CancelledError);
  await heard;
});
