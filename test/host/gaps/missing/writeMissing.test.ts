import { expect, test, vi } from 'vitest';
import type { GapService } from '../../../../src/host/gaps/gapService.ts';
import type { Gap } from '../../../../src/protocol/index.ts';
import { gap } from '../samples.ts';

const called: unknown[] = [];
vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  return { ...fake, commands: { executeCommand: async (...call: unknown[]) => void called.push(call) } };
});
const { writeMissing } = await import('../../../../src/host/gaps/missing/writeMissing.ts');

/** A folder that knows other gaps once it is looked at again. */
function folderWith(before: readonly Gap[], after: readonly Gap[] = before): GapService {
  const folder = {
    gaps: before,
    refresh: async () => {
      folder.gaps = after;
    },
  };
  return { folders: [folder] } as unknown as GapService;
}

const id = 'src/slug.ts#slug';

test('a function that is no longer missing is said to be so', async () => {
  await expect(writeMissing(folderWith([]), id)).rejects.toMatchObject({ code: 'no-such-gap' });
  expect(called).toEqual([]);
});

test('one that was declared meanwhile, or is known only at a second look, is written without a further stub', async () => {
  const declared = gap({ id, source: 'stub' });
  await writeMissing(folderWith([declared]), id);
  await writeMissing(folderWith([], [declared]), id);
  const writing = ['toolwright.synthesizeStub', { id }];
  expect(called).toEqual([writing, writing]);
});
