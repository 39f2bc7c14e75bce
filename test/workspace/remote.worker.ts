import { setTimeout } from 'node:timers/promises';
import { CancelledError, type TaskOptions, ToolwrightError } from '#base';
import { serveCalls } from '#workspace';
import type { Home, Remote } from './remoteTarget.ts';

serveCalls(
  (data: { readonly greeting: string; readonly slow?: boolean }, logger, there: Home): Remote => ({
    async greet(name) {
      logger.info(`greeting ${name}`);
      return `${data.greeting}, ${name}`;
    },
    async count({ report }) {
      for (let done = 1; done <= 3; done++) report?.({ step: 'Counting', done, total: 3 });
    },
    async wait({ signal }: TaskOptions) {
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new CancelledError())));
    },
    async fail(kind) {
      if (kind === 'user') throw new ToolwrightError('no-such-thing', 'There is none.', { hint: 'Make one.' });
      throw new Error('broken');
    },
    async askBack(question, options) {
      return `${data.greeting}: ${await there.answer(question, options)}`;
    },
    async die() {
      process.exit(3);
    },
    async dispose() {
      if (data.slow) for (;;) await setTimeout(1000);
      logger.info('disposed');
    },
  }),
);
