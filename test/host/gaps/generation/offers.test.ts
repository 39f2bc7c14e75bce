import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GenerationUi } from '../../../../src/host/gaps/generation/ports.ts';
import type { Gap, Generation } from '../../../../src/protocol/index.ts';
import { fakeLog } from '../../fakes/log.ts';
import { EventEmitter, Uri } from '../../fakes/vscode.ts';
import { gap } from '../samples.ts';
import { generated, generation } from './samples.ts';

const said: string[] = [];
const settings: Record<string, unknown> = {};
vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  return {
    ...fake,
    window: {
      ...fake.window,
      showInformationMessage: async (message: string) => void said.push(message),
      showErrorMessage: async (message: string) => void said.push(message),
    },
    workspace: {
      ...fake.workspace,
      isTrusted: true,
      getConfiguration: () => ({ get: (name: string) => settings[name] }),
    },
  };
});
const { GapOffers } = await import('../../../../src/host/gaps/generation/offers.ts');

beforeEach(() => {
  vi.useFakeTimers();
  said.length = 0;
  settings['generation.threshold'] = 4;
  settings['generation.automatically'] = false;
});
afterEach(() => vi.useRealTimers());

/** A window in which these gaps are known and so many requests have failed. */
function windowWith(gaps: readonly Gap[], { failed = 4, found = generation() as Generation } = {}) {
  const uri = Uri.file('/shop');
  const changed = new EventEmitter<void>();
  let generations = 0;
  const looks: number[] = [];
  const folder = {
    folder: { uri, name: 'shop', index: 0 },
    state: 'waiting',
    gaps,
    refresh: async () => void looks.push(1),
  };
  const requests = Array.from({ length: failed }, () => ({ outcome: 'missing_handler' }));
  const kept = new Map<string, unknown>();
  const memory = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const ui = {
    gaps: { folders: [folder], onDidChange: changed.event },
    capabilities: { service: { of: () => ({ requests }), onDidChange: changed.event } },
    sessionOf: () => ({
      generate: async () => {
        generations++;
        return found;
      },
    }),
    model: { mayBeAsked: async () => false, limits: () => ({}) },
    tasks: { run: (_: string, work: (task: object) => unknown) => work({}) },
    log: fakeLog().log,
  } as unknown as GenerationUi;
  const offers = new GapOffers(ui, memory as never);
  const quiet = async () => {
    changed.fire();
    await vi.advanceTimersByTimeAsync(5000);
  };
  return { offers, quiet, looks, generations: () => generations };
}

const pressing = gap({ id: 'r1', source: 'requests', intent: 'sort names', frequency: 2, users: 2 });

test('a gap that many ask for is offered once, and never again', async () => {
  const { offers, quiet } = windowWith([pressing]);
  await quiet();
  expect(said).toEqual(['“sort names” was asked for 2 times, and nothing here can do it.']);
  await quiet();
  await quiet();
  expect(said).toHaveLength(1);
  offers.dispose();
});

test('nobody is disturbed while they try, or for what few ask; too few failures do not even start a look', async () => {
  const few = windowWith([gap({ ...pressing, frequency: 1 })]);
  await few.quiet();
  expect(said).toEqual([]);
  few.offers.dispose();
  const rare = windowWith([pressing], { failed: 1 });
  await rare.quiet();
  expect([said, rare.looks]).toEqual([[], []]);
  rare.offers.dispose();
});

test('where the user has set that, it starts on its own, and only what it has found is told', async () => {
  settings['generation.automatically'] = true;
  const nothing = windowWith([pressing], { found: generation({ ended: 'exhausted' }) });
  await nothing.quiet();
  expect([nothing.generations(), said]).toEqual([1, []]);
  nothing.offers.dispose();
  const something = windowWith([pressing], { found: generation({ best: generated() }) });
  await something.quiet();
  await something.quiet();
  expect([something.generations(), said]).toEqual([
    1,
    ['“sort names” could be done now: STANDARD passed at a risk of 12.'],
  ]);
  something.offers.dispose();
});

test('what was asked for last is offered first: whoever has asked is there to answer', async () => {
  const old = gap({ ...pressing, id: 'r2', intent: 'count words', lastSeen: '2026-01-01T00:00:00.000Z' });
  const { offers, quiet } = windowWith([old, gap({ ...pressing, lastSeen: '2026-01-02T00:00:00.000Z' })]);
  await quiet();
  expect(said).toEqual(['“sort names” was asked for 2 times, and nothing here can do it.']);
  await quiet();
  expect(said[1]).toMatch(/count words/);
  offers.dispose();
});

test('where it starts on its own, all that is pressing has its turn, without anything else having to happen', async () => {
  settings['generation.automatically'] = true;
  const others = ['r2', 'r3'].map((id) => gap({ ...pressing, id }));
  const { offers, quiet, generations } = windowWith([pressing, ...others], {
    found: generation({ ended: 'exhausted' }),
  });
  await quiet();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(generations()).toBe(3);
  offers.dispose();
});
