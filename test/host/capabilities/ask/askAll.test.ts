import { expect, onTestFinished, test, vi } from 'vitest';
import { createRouter } from '#capability/router';
import type { CapabilityRequest, RequestOutcome } from '#protocol';
import { askAll } from '../../../../src/host/capabilities/ask/askAll.ts';
import type { AtHand, Piece } from '../../../../src/host/capabilities/ask/atHand.ts';
import type { FolderCapabilities } from '../../../../src/host/capabilities/sessions/folderCapabilities.ts';
import { capability, object } from '../../../capability/router/capabilities.ts';
import { editor } from '../../fakes/vscode.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const number = capability('number', 'Double', ['double {selection}'], object({ selection: { type: 'integer' } }));
const word = capability('word', 'Double', ['double {selection}'], object({ selection: { enum: ['red', 'blue'] } }));

/** Routes as the engine does, and answers with what was asked for. */
function folderThatAnswers(asked: CapabilityRequest[]): FolderCapabilities {
  const ask = async (request: CapabilityRequest): Promise<RequestOutcome> => {
    asked.push(request);
    const known = [number, word].filter(({ name }) => request.name === undefined || name === request.name);
    const route = createRouter(known).route(request);
    if (route.kind === 'error') return { ...route, guesses: [] };
    if (route.kind !== 'matched') return route;
    const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };
    const result = { status: 'ok', value: route.input, usage, logs: [], effects: [] } as const;
    return { kind: 'served', name: route.name, version: '1.0.0', result };
  };
  return { session: { ask }, row: () => undefined } as unknown as FolderCapabilities;
}

function selected(...values: readonly (string | number)[]): AtHand {
  const pieces = values.map((text) => ({ text }) as unknown as Piece);
  return { scope: 'selection', pieces, input: (piece) => ({ selection: piece?.text ?? '' }) };
}

test('the capability that serves the first selection serves them all, or the request fails', async () => {
  const asked: CapabilityRequest[] = [];
  const question = { text: 'double the selection', scope: 'selection' } as const;
  const both = await askAll(folderThatAnswers(asked), question, selected('red', 'blue'), {});
  expect(both).toMatchObject({
    name: 'word',
    served: [{ value: { selection: 'red' } }, { value: { selection: 'blue' } }],
  });
  expect(asked.map(({ name }) => name)).toEqual([undefined, 'word']);

  const mixed = await askAll(folderThatAnswers([]), question, selected('red', 4), {});
  expect(mixed).toMatchObject({ failed: { kind: 'error', name: 'word' }, at: 1 });
});

test('selections that fail stay as they are where somebody has said so, and never all of them', async () => {
  const question = { text: 'double the selection', scope: 'selection', name: 'word' } as const;
  const hand = selected('red', 4, 'blue');
  expect(await askAll(folderThatAnswers([]), question, hand, {})).toMatchObject({ failed: { kind: 'error' }, at: 1 });
  expect(await askAll(folderThatAnswers([]), question, hand, { leaveFailed: true })).toMatchObject({
    served: [{ value: { selection: 'red' } }, { value: { selection: 'blue' } }],
    pieces: [hand.pieces[0], hand.pieces[2]],
    left: 1,
  });
  const none = await askAll(folderThatAnswers([]), question, selected(1, 2), { leaveFailed: true });
  expect(none).toMatchObject({ failed: { kind: 'error' }, at: 0 });
});

test('a request names the groups that the person belongs to, and none where the setting has none', async () => {
  const question = { text: 'double the selection', scope: 'selection' } as const;
  const asked: CapabilityRequest[] = [];
  await askAll(folderThatAnswers(asked), question, selected('red'), {});
  onTestFinished(() => editor.settings.clear());
  editor.settings.set('user.groups', [' insiders ', '', 'insiders', 'testers']);
  await askAll(folderThatAnswers(asked), question, selected('red'), {});
  const id = expect.any(String);
  expect(asked.map(({ user }) => user)).toEqual([{ id }, { id, groups: ['insiders', 'testers'] }]);
});

test('what stands in the way of every selection is not left out', async () => {
  const question = { text: 'water the plants', scope: 'selection' } as const;
  const asked: CapabilityRequest[] = [];
  const missing = await askAll(folderThatAnswers(asked), question, selected('red', 'blue'), { leaveFailed: true });
  expect(missing).toMatchObject({ failed: { kind: 'missing_handler' }, at: 0 });
  expect(asked).toHaveLength(1);
});
