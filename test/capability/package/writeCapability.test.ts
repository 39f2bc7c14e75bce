import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/index.ts';
import { CapabilityRegistry, writeCapability } from '../../../src/capability/package/index.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { isoDates } from './draft.ts';

const folder = '.toolwright/capabilities/iso-dates';

async function stateOf(root: string) {
  const registry = new CapabilityRegistry({ root, logger: silentLogger });
  await registry.refresh();
  return registry.get('iso-dates');
}

const textsOf = (root: string) =>
  Object.fromEntries(
    globSync(`${folder}/*`, { cwd: root }).map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );

/** Writes, and fails at the file of this number. */
function failingAt(failing: number): (path: string, text: string) => void {
  let count = 0;
  return (path, text) => {
    if (++count === failing) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    writeFileSync(path, text);
  };
}

describe('writing a capability', () => {
  it('gives one that the registry reads', async () => {
    const root = temporaryWorkspace();
    const written = writeCapability(root, isoDates);
    expect(await stateOf(root)).toEqual({ state: 'valid', name: 'iso-dates', folder, capability: written });
  });

  it('refuses one that would be broken, before anything is written', () => {
    const root = temporaryWorkspace();
    const draft = { ...isoDates, examples: [{ name: 'a', input: { text: 5 }, output: '2026-01-31' }] };
    expect(() => writeCapability(root, draft)).toThrow(
      'it would be broken: In the example "a", input: text is 5, not a text.',
    );
    expect(() => writeCapability(root, { ...isoDates, name: '../../x' })).toThrow('it would be broken');
    expect(existsSync(join(root, '.toolwright'))).toBe(false);
  });

  it('takes the place of another one only when it is told to', async () => {
    const root = temporaryWorkspace();
    writeCapability(root, isoDates);
    const next = { ...isoDates, version: '2.0.0' };
    expect(() => writeCapability(root, next)).toThrow(expect.objectContaining({ code: 'capability-exists' }));
    writeCapability(root, next, { replace: true });
    expect(await stateOf(root)).toMatchObject({ capability: { version: '2.0.0' } });
  });

  it.each([1, 2, 3])('leaves an old one as it was where file %i cannot be written', (failing) => {
    const root = temporaryWorkspace();
    writeCapability(root, isoDates);
    const before = textsOf(root);
    const next = { ...isoDates, version: '2.0.0', source: 'export const run = 2;', examples: [] };
    expect(() => writeCapability(root, next, { replace: true, write: failingAt(failing) })).toThrow(
      expect.objectContaining({ code: 'capability-not-written', message: expect.stringContaining('the disk is full') }),
    );
    expect(textsOf(root)).toEqual(before);
  });

  it('leaves no new one behind where its last file cannot be written, and can be tried again', async () => {
    const root = temporaryWorkspace({ [`${folder}/notes.md`]: '' });
    expect(() => writeCapability(root, isoDates, { write: failingAt(3) })).toThrow('could not be written');
    expect((await stateOf(root))?.state).toBe('broken');
    writeCapability(root, isoDates, { replace: true });
    expect((await stateOf(root))?.state).toBe('valid');
  });
});
