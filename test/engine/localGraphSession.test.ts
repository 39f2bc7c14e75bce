import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CancelledError, silentLogger } from '#base';
import { LocalGraphSession } from '../../src/engine/localGraphSession.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { ring, sessionOn } from './session.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('the first scan', () => {
  test('is shared by all questions that want one', async () => {
    const { session } = sessionOn(ring(3));
    const summaries = await Promise.all([session.summary(), session.summary(), session.files().then(() => undefined)]);
    expect(summaries[0]).toBe(summaries[1]);
    expect(await session.summary()).toBe(summaries[0]);
  });

  test('is not made again where one was asked for meanwhile', async () => {
    const { session } = sessionOn(ring(3));
    const asked = session.summary();
    const scanned = await session.scan();
    expect(await asked).toBe(scanned);
  });

  test('is tried again where it failed', async () => {
    const { root, session } = sessionOn({});
    rmSync(root, { recursive: true });
    await expect(session.summary()).rejects.toMatchObject({ code: 'no-such-folder' });
    await expect(session.files()).rejects.toMatchObject({ code: 'no-such-folder' });
  });
});

describe('the queue', () => {
  test('makes changes one after another, and a failure stops none of them', async () => {
    const { root, session } = sessionOn(ring(3));
    const first = session.scan();
    writeFileSync(join(root, 'g.ts'), "import './f0';\n");
    const cancelled = session.change([{ type: 'created', path: 'g.ts' }], { signal: AbortSignal.abort() });
    writeFileSync(join(root, 'h.ts'), "import './g';\n");
    const second = session.change([{ type: 'created', path: 'h.ts' }]);
    expect((await first).revision).toBe(1);
    await expect(cancelled).rejects.toThrow(CancelledError);
    // What the cancelled change was about is not lost.
    expect(await second).toMatchObject({ files: 5, edges: 5 });
  });

  test('leaves a question with one state of the graph', async () => {
    const manifest = (dependencies: object) => JSON.stringify({ name: 'shop', dependencies });
    const { root, session } = sessionOn({ 'package.json': manifest({}), 'a.ts': "import 'lodahs';\n" });
    await session.scan();
    const asked = session.advice();
    writeFileSync(join(root, 'package.json'), manifest({ lodash: '4' }));
    await session.change([{ type: 'changed', path: 'package.json' }]);
    expect((await asked).value.map(({ title }) => title)).toEqual(['Install lodahs']);
    const titles = (await session.advice()).value.map(({ title }) => title);
    expect(titles).toEqual(['Check whether lodahs means lodash']);
  });
});

describe('signals', () => {
  test.each(['baseline', 'proposeRules', 'rules', 'advice'] as const)('%s honours one', async (question) => {
    const { session } = sessionOn(ring(3));
    await expect(session[question]({ signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
  });

  test('export honours one', async () => {
    const { session } = sessionOn(ring(3));
    await expect(session.export('dot', { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
    expect(await session.export('flat', { folder: 'none' })).not.toContain('f0.ts');
  });
});

describe('disposal', () => {
  test('cancels a running scan, and what comes later', async () => {
    const { session } = sessionOn(ring(300));
    let disposed: Promise<void> | undefined;
    const scan = session.scan({
      report: () => {
        disposed ??= session.dispose();
      },
    });
    await expect(scan).rejects.toThrow(CancelledError);
    await disposed;
    await expect(session.scan()).rejects.toThrow(CancelledError);
    await expect(session.summary()).rejects.toThrow(CancelledError);
    await expect(session.files()).rejects.toThrow(CancelledError);
  });

  test('keeps the last finished state in the cache', async () => {
    const storage = temporaryWorkspace();
    const { root, session } = sessionOn(ring(5), { storage });
    await session.scan();
    const running = session.scan({ fresh: true });
    await Promise.all([session.dispose(), expect(running).rejects.toThrow(CancelledError)]);
    const next = new LocalGraphSession({ root, trusted: true, storage }, silentLogger);
    expect(await next.scan()).toMatchObject({ files: 5, fromCache: 5 });
    await next.dispose();
  });

  test('writes nothing where nothing was finished', async () => {
    const storage = temporaryWorkspace();
    const { session } = sessionOn(ring(5), { storage });
    const running = session.scan();
    await Promise.all([session.dispose(), expect(running).rejects.toThrow(CancelledError)]);
    expect(readdirSync(storage)).toEqual([]);
  });
});

test('the cache is written some time after the last of several changes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const storage = temporaryWorkspace();
  const { root, session } = sessionOn(ring(3), { storage });
  await session.scan();
  vi.advanceTimersByTime(1000);
  const [cache = ''] = readdirSync(storage);
  rmSync(join(storage, cache));
  for (const text of ['export const a = 1;', 'export const a = 2;']) {
    writeFileSync(join(root, 'f0.ts'), text);
    await session.change([{ type: 'changed', path: 'f0.ts' }]);
    vi.advanceTimersByTime(9000);
    expect(readdirSync(storage)).toEqual([]);
  }
  vi.advanceTimersByTime(1000);
  expect(readdirSync(storage)).toEqual([cache]);
});
