import { expect, test } from 'vitest';
import type { SandboxStatus } from '#protocol';
import { isolateIsMissing, sandboxText } from '../../../../src/host/capabilities/texts/sandboxText.ts';

const status = (runner: 'wasm' | 'isolate', available: boolean): SandboxStatus => ({
  guarantees: { runner, engine: 'QuickJS', holds: [], gaps: [] },
  runners: [
    { name: 'isolate', available, ...(available ? {} : { reason: 'this is Electron' }) },
    { name: 'wasm', available: true },
  ],
});

test('where WebAssembly serves for want of a Node.js, the page says why and what fetches one', () => {
  const text = sandboxText(status('wasm', false));
  expect(text).toContain(' this is Electron. ');
  expect(text).toContain('**Toolwright: Install Sandbox Runtime** fetches one');
});

test('nothing is offered where isolates serve, or could', () => {
  for (const other of [status('isolate', true), status('wasm', true)]) {
    expect(isolateIsMissing(other)).toBe(false);
    expect(sandboxText(other)).not.toContain('Install Sandbox Runtime');
  }
  expect(isolateIsMissing(status('wasm', false))).toBe(true);
});
