import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '#base';
import { measureLatency } from '#capability/benchmark';
import { callsOf, timedExamples } from '../../src/engine/benchmark/calls.ts';
import { resourcesOf } from '../../src/engine/benchmark/resources.ts';
import { yardstick } from '../../src/engine/benchmark/yardstick.ts';
import { BoundedTools } from '../../src/engine/capabilities/boundedTools.ts';
import { SandboxHolder } from '../../src/engine/capabilities/sandboxHolder.ts';

it('measures all else where no sandbox that counts collections can be opened', async () => {
  const tools = new BoundedTools(silentLogger);
  const open = (node?: string) => {
    const holder = new SandboxHolder({ root: '/', runner: 'isolate', node }, silentLogger, tools, { workers: 1 });
    onTestFinished(() => holder.dispose());
    return holder;
  };
  onTestFinished(() => tools.dispose());
  const sandbox = open();
  const examples = timedExamples(yardstick);
  const measured = await measureLatency(callsOf({ sandbox, capability: yardstick, examples, signal: undefined }), {
    ...{ precision: 1, runs: 5, seconds: 5 },
  });
  const subject = { capability: yardstick, examples, measured, sandbox, counting: open('/nowhere/node') };
  const { collections, leaks, heapBytes } = await resourcesOf(subject, { seconds: 1 });
  expect(collections).toEqual({
    words: expect.stringMatching(
      /^Not measured: counting needs a sandbox with Node 24\.12 or newer\. .*\/nowhere\/node/,
    ),
  });
  expect(leaks.verdict).toBe('none');
  expect(heapBytes).toBeGreaterThan(0);
}, 60_000);
