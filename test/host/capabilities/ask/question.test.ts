import { expect, test, vi } from 'vitest';
import { askForQuestion } from '../../../../src/host/capabilities/ask/question.ts';
import type { FolderCapabilities } from '../../../../src/host/capabilities/sessions/folderCapabilities.ts';
import { EventEmitter, Uri } from '../../fakes/vscode.ts';
import { row } from '../rows.ts';

interface Item {
  readonly label: string;
  readonly description?: string;
}

/** The question that is open. */
const asked = vi.hoisted(() => ({
  pick: undefined as unknown,
  editor: undefined as { selections: { isEmpty: boolean }[] } | undefined,
  executed: [] as unknown[],
}));

vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  const createQuickPick = () => {
    asked.pick = new FakePick();
    return asked.pick;
  };
  const window = {
    ...fake.window,
    createQuickPick,
    get activeTextEditor() {
      return asked.editor;
    },
  };
  return {
    ...fake,
    window,
    commands: { executeCommand: async (...command: unknown[]) => asked.executed.push(command) },
  };
});

class FakePick {
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly #value = new EventEmitter<string>();
  value = '';
  title = '';
  items: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  readonly onDidChangeValue = this.#value.event;
  readonly onDidTriggerButton = new EventEmitter<unknown>().event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  show(): void {}
  dispose(): void {}
  hide(): void {
    this.#hidden.fire();
  }
  choose(label: string): void {
    this.selectedItems = this.items.filter((item) => item.label === label);
    this.#accepted.fire();
  }
  type(value: string): void {
    this.value = value;
    this.#value.fire(value);
  }
}

const folder = (name: string, ...rows: ReturnType<typeof row>[]) =>
  ({
    folder: { name, uri: Uri.file(`/${name}`) },
    rows,
    uriOf: (path: string) => Uri.file(`/${name}/${path}`),
    row: (wanted: string) => rows.find((one) => one.name === wanted),
  }) as unknown as FolderCapabilities;

const shop = folder('shop', row('a', 'admitted'), row('waits', 'waiting'));
const annex = folder('annex', row('b', 'admitted'));
const open = () => asked.pick as FakePick;

test('capabilities of all folders can be chosen, those of the others with the name of their folder', async () => {
  const question = askForQuestion(shop, [annex], 'selection');
  expect(open().title).toBe('Ask about the selection in shop');
  expect(open().items.map(({ label, description }) => [label, description])).toEqual([
    ['a {selection}', 'Do a'],
    ['b {selection}', 'Do b · in annex'],
  ]);
  open().choose('b {selection}');
  expect(await question).toEqual({ text: 'b the selection', scope: 'selection', name: 'b', folder: annex });
});

test('own words are asked of the folder that the title names', async () => {
  const question = askForQuestion(shop, [annex], 'file');
  open().type('sort it');
  open().choose('sort it');
  expect(await question).toEqual({ text: 'sort it', scope: 'file', folder: shop });
});

test('nothing is asked where the question is closed', async () => {
  const question = askForQuestion(shop, [], 'file');
  expect(open().title).toBe('Ask about the whole file');
  open().hide();
  expect(await question).toBeUndefined();
});

test('several selections are counted', async () => {
  asked.editor = { selections: [{ isEmpty: false }, { isEmpty: true }, { isEmpty: false }] };
  const question = askForQuestion(shop, [], 'selection');
  expect(open().title).toBe('Ask about the 2 selections');
  open().hide();
  await question;
  asked.editor = undefined;
});

test('where nothing may be asked yet, there is a way to what may', async () => {
  const question = askForQuestion(folder('fresh', row('u', 'unverified')), [], 'file');
  expect(open().items.map(({ label }) => label)).toEqual(['Verify All Capabilities…', 'New Capability…']);
  open().choose('Verify All Capabilities…');
  expect(await question).toBeUndefined();
  expect(asked.executed).toEqual([['toolwright.capabilities.verifyAll']]);
  void askForQuestion(folder('none'), [], 'file');
  expect(open().items.map(({ label }) => label)).toEqual(['New Capability…']);
});

test('where the policy cannot be used, the way leads to it', async () => {
  asked.executed = [];
  const problem = { code: 'policy-invalid', severity: 'error', message: 'It is no JSON.', path: '' } as const;
  const question = askForQuestion(folder('shop', row('u', 'unverified', { problems: [problem] })), [], 'file');
  expect(open().items.map(({ label }) => label)).toEqual(['Open the Policy']);
  open().choose('Open the Policy');
  expect(await question).toBeUndefined();
  expect(asked.executed).toEqual([['vscode.open', Uri.file('/shop/.toolwright/policy.json')]]);
});
