import { expect, test, vi } from 'vitest';
import { capabilityFor, type Wanted } from '../../../../src/host/capabilities/commands/subject.ts';
import type { CapabilityService } from '../../../../src/host/capabilities/sessions/capabilityService.ts';
import { row } from '../rows.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const folder = { ready: async () => {}, folder: { name: 'shop' } };
const at = { folder, row: row('slug', 'admitted') };
const service = {
  ...{ folders: [folder], all: [at], at: () => undefined },
  find: (_: string, name: string) => (name === 'slug' ? at : undefined),
} as unknown as CapabilityService;
const wanted: Wanted = { title: 'Open Report', accepts: () => true, none: 'There is none' };

test('a capability that was named is that one, and no other is offered where it is not there', async () => {
  expect(await capabilityFor(service, { name: 'slug' }, undefined, wanted)).toBe(at);
  for (const within of [undefined, 'file:///shop']) {
    await expect(capabilityFor(service, { name: 'iso-dates' }, within, wanted)).rejects.toMatchObject({
      code: 'no-capability',
      message: 'There is no folder of a capability “iso-dates”',
    });
  }
});
