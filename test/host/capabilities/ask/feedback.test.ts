import { beforeEach, expect, test, vi } from 'vitest';
import { Feedback } from '../../../../src/host/capabilities/ask/feedback.ts';
import type { CapabilityService } from '../../../../src/host/capabilities/sessions/capabilityService.ts';
import type { FolderCapabilities } from '../../../../src/host/capabilities/sessions/folderCapabilities.ts';
import { Uri } from '../../fakes/vscode.ts';

interface Item {
  tooltip: string;
  isShown: boolean;
  command: { readonly arguments: readonly unknown[] };
  show(): void;
  hide(): void;
  dispose(): void;
}

/** The items of the status bar, and what is typed into the box for a comment. */
const user = vi.hoisted(() => ({ items: [] as Item[], comments: async (): Promise<string | undefined> => undefined }));

vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  const createStatusBarItem = () => {
    const item: Item = {
      ...{ tooltip: '', isShown: false, command: { arguments: [] } },
      show() {
        item.isShown = true;
      },
      hide() {
        item.isShown = false;
      },
      dispose: () => {},
    };
    user.items.push(item);
    return item;
  };
  const window = { ...fake.window, createStatusBarItem, showInputBox: () => user.comments() };
  return { ...fake, window, StatusBarAlignment: { Left: 1 }, extensions: { getExtension: () => undefined } };
});

const recorded: unknown[] = [];
const recordFeedback = async (given: unknown) => {
  recorded.push(given);
  return 'no-rollout' as const;
};
const folder = {
  folder: { name: 'shop', uri: Uri.file('/shop') },
  session: { recordFeedback },
  requests: [],
} as unknown as FolderCapabilities;

beforeEach(() => {
  user.items = [];
  recorded.length = 0;
});

function opened(): Feedback {
  return new Feedback({ folders: [folder] } as unknown as CapabilityService);
}

const shown = () => user.items.filter((item) => item.isShown).map(({ tooltip }) => tooltip);

/** As a click on the thumb that is shown. */
async function click(feedback: Feedback, rating: 'good' | 'bad'): Promise<void> {
  const [request, folderKey] = user.items[rating === 'good' ? 0 : 1]?.command.arguments ?? [];
  await feedback.rate(rating, request, folderKey);
}

test('the thumbs are those of the latest question, whichever is answered first', () => {
  const feedback = opened();
  const slow = feedback.asked();
  const quick = feedback.asked();
  slow(folder, 1, 'A');
  expect(shown(), 'B is still asked').toEqual([]);
  quick(folder, 2, 'B');
  expect(shown()).toEqual(['“B”: that was right', '“B”: that was wrong']);
  slow(folder, 1, 'A');
  expect(shown()).toEqual(['“B”: that was right', '“B”: that was wrong']);
  feedback.asked();
  expect(shown()).toEqual([]);
  feedback.dispose();
});

test('an opinion hides the thumbs of its own answer, and leaves those of another that came while it was written', async () => {
  const feedback = opened();
  feedback.asked()(folder, 1, 'A');
  await click(feedback, 'good');
  expect(shown()).toEqual([]);
  feedback.asked()(folder, 2, 'B');
  user.comments = async () => {
    feedback.asked()(folder, 3, 'C');
    return 'Too short';
  };
  await click(feedback, 'bad');
  expect(shown()).toEqual(['“C”: that was right', '“C”: that was wrong']);
  expect(recorded).toEqual([
    expect.objectContaining({ request: 1, rating: 'good' }),
    expect.objectContaining({ request: 2, rating: 'bad', comment: 'Too short' }),
  ]);
  feedback.dispose();
});
