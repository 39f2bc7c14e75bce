import { expect, test } from 'vitest';
import { type FolderSituation, viewState } from '../../../src/host/sessions/viewState.ts';

const folder = (kind: FolderSituation['kind'], files = 0, project = false): FolderSituation => ({
  kind,
  files,
  project,
});

test.each<[string, FolderSituation[], string]>([
  ['a graph wins over everything', [folder('failed'), folder('scanning'), folder('ready', 3)], 'ready'],
  ['work in progress wins over a failure', [folder('failed'), folder('scanning')], 'scanning'],
  ['a failure is told', [folder('waiting'), folder('failed')], 'failed'],
  ['nobody has asked', [folder('waiting')], 'waiting'],
  ['a project without sources', [folder('ready'), folder('ready', 0, true)], 'nothingFound'],
  ['no project at all', [folder('ready')], 'noProject'],
  ['no folder on a disk', [], 'virtual'],
])('%s', (_, folders, expected) => {
  expect(viewState(folders)).toBe(expected);
});
