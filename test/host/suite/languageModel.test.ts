import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { CancelledError } from '#base';
import { longestAnswer } from '#protocol';
import { editorLanguageModel } from '../../../src/host/languageModel/index.ts';
import { eventually } from '../eventually.ts';
import type { ScriptedModels } from '../provider/provider.ts';

const settings = () => vscode.workspace.getConfiguration('toolwright');

/** Extensions are told of a new value a moment after it was written. */
async function set(name: string, value: unknown): Promise<void> {
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  while (settings().inspect(name)?.globalValue !== value) await new Promise((done) => setTimeout(done, 20));
}

/** Of a user who has never been asked. */
function emptyMemory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, byDefault?: unknown) => values.get(key) ?? byDefault,
    update: async (key: string, value: unknown) => void values.set(key, value),
  } as vscode.Memento;
}

describe('a language model of the editor', () => {
  let scripted: ScriptedModels;
  const model = editorLanguageModel(emptyMemory());
  const hello = [{ role: 'user' as const, text: 'three short words' }];

  before(async () => {
    const provider = vscode.extensions.getExtension<ScriptedModels>('toolwright.toolwright-host-tests-models');
    assert.ok(provider);
    scripted = await provider.activate();
  });
  beforeEach(() => set('languageModel.enabled', true));
  after(async () => {
    await set('languageModel.enabled', undefined);
    await set('languageModel.model', undefined);
  });

  it('is asked through the provider that an extension has registered, and counts with its tokenizer', async () => {
    scripted.script({ pieces: ['Good ', 'mor', 'ning.'] });
    const conversation = [
      ...hello,
      { role: 'assistant' as const, text: 'Hm?' },
      { role: 'user' as const, text: 'Once more' },
    ];
    assert.deepEqual(await model.ask(conversation), {
      text: 'Good morning.',
      model: 'Scripted one',
      inputTokens: 6,
      outputTokens: 2,
    });
    assert.deepEqual(scripted.asked, [{ model: 'one', messages: conversation }]);
  });

  it('is the one that was chosen, and none where that is gone', async () => {
    await set('languageModel.model', 'scripted/two');
    scripted.script({ pieces: ['Yes.'] });
    assert.equal((await model.ask(hello)).model, 'Scripted two');
    await set('languageModel.model', 'scripted/three');
    await assert.rejects(model.ask(hello), { code: 'no-language-model' });
    assert.equal(await model.mayBeAsked(false), false);
    await set('languageModel.model', undefined);
    assert.equal(await model.mayBeAsked(false), true);
  });

  it('may be asked as much as the settings say', async () => {
    await set('languageModel.rounds', 2);
    await set('languageModel.tokens', 1234);
    assert.deepEqual(model.limits(), { rounds: 2, tokens: 1234 });
    await set('languageModel.rounds', undefined);
    await set('languageModel.tokens', undefined);
    assert.deepEqual(model.limits(), { rounds: 3, tokens: 50_000 });
  });

  it('is not asked where nobody has allowed it', async () => {
    await set('languageModel.enabled', false);
    scripted.script({ pieces: ['Secret.'] });
    assert.equal(await model.mayBeAsked(false), false);
    await assert.rejects(model.ask(hello), { code: 'language-model-refused' });
    assert.deepEqual(scripted.asked, []);
  });

  it('has a person who waits asked once, in words that say what is sent', async () => {
    await set('languageModel.enabled', false);
    const unasked = editorLanguageModel(emptyMemory());
    assert.equal(await unasked.mayBeAsked(false), false);
    // VS Code shows no dialogs while it is tested: it refuses, with the words of the one that it would have shown.
    await assert.rejects(unasked.mayBeAsked(true), /refused to show dialog.*Let the language model Scripted one write/);
    assert.equal(await unasked.mayBeAsked(true), false);
  });

  it('is chosen from those that the editor has, or none is', async () => {
    const choose = async (move: string, isChosen: () => boolean) => {
      // The list takes a moment to come, on a busy machine a longer one, and nothing tells when: a move before that is lost.
      for (const moment of [500, 2000, 8000]) {
        const chosen = vscode.commands.executeCommand('toolwright.chooseLanguageModel').then(() => true);
        const soon = () => new Promise<false>((done) => setTimeout(done, moment, false));
        await soon();
        await vscode.commands.executeCommand(`workbench.action.${move}`);
        while (!(await Promise.race([chosen, soon()])))
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        if (isChosen()) return;
      }
    };
    const named = () => settings().get('languageModel.model');
    await choose('quickOpenSelectNext', () => named() === 'scripted/two');
    assert.equal(named(), 'scripted/two');
    const isEnabled = () => settings().get('languageModel.enabled');
    await choose('quickOpenSelectPrevious', () => isEnabled() === false);
    assert.equal(isEnabled(), false);
    await set('languageModel.model', undefined);
  });

  for (const [error, code] of [
    [vscode.LanguageModelError.NoPermissions('no'), 'language-model-refused'],
    [vscode.LanguageModelError.NotFound('gone'), 'no-language-model'],
    [vscode.LanguageModelError.Blocked('quota'), 'language-model-failed'],
    [new Error('It broke.'), 'language-model-failed'],
  ] as const) {
    it(`fails in our words: ${error.message}`, async () => {
      scripted.script({ error });
      await assert.rejects(model.ask(hello), { code });
    });
  }

  it('is stopped with the signal', async () => {
    scripted.script('silent');
    const controller = new AbortController();
    const asked = model.ask(hello, { signal: controller.signal });
    while (scripted.asked.length === 0) await new Promise((done) => setTimeout(done, 20));
    controller.abort();
    await assert.rejects(asked, CancelledError);
    await eventually(() => (scripted.cancelled > 0 ? true : undefined), 'an end of what was asked');
    assert.equal(scripted.cancelled, 1);
  });

  it('is read up to a bound', async () => {
    scripted.script({ pieces: Array.from({ length: 20 }, () => 'x'.repeat(10_000)) });
    assert.equal((await model.ask(hello)).text.length, longestAnswer);
  });
});

/** The letters of a word, the most frequent first: what no search of small programs finds. */
function byFrequency(word: string): string {
  const letters = [...new Set(word)].sort((a, b) => word.split(b).length - word.split(a).length || a.localeCompare(b));
  return letters.join('');
}

const words =
  'banana mississippi tree committee letters frequency assessment bookkeeper tattoo referee pepper cocoon seesaw';

/** Its letters in the order in which they come. */
const wrong = `export function run({ text }: { readonly text: string }): string {
  return [...new Set(text)].join('');
}`;

const right = `/** In each line the letters of its words, the most frequent first; else in the order of the alphabet. */
export function run({ text }: { readonly text: string }): string {
  return text.split('\\n').map(byFrequency).join('\\n');
}

function byFrequency(line: string): string {
  const counts = new Map<string, number>();
  for (const letter of line) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const letters = [...counts.entries()].sort(([one, many], [other, more]) => more - many || one.localeCompare(other));
  return letters.map(([letter]) => letter).join('');
}`;

interface Generated {
  readonly ended: string;
  readonly attempts: readonly { readonly generator: string; readonly rejected?: { readonly gate: string } }[];
  readonly best?: { readonly standing: string; readonly caveats: readonly string[] };
}

describe('generating with a language model in the editor', function () {
  this.timeout(180_000);
  const request = 'letters by frequency';
  const name = 'letters-by-frequency';
  const capability = () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    return vscode.Uri.joinPath(folder, '.toolwright/capabilities', name);
  };
  const ask = async (input: string) => {
    const options = { input: { request, input }, toolInvocationToken: undefined };
    const result = await vscode.lm.invokeTool('toolwright_ask', options);
    return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  };

  before(() => set('languageModel.enabled', true));
  after(async () => {
    await set('languageModel.enabled', undefined);
    await vscode.workspace.fs.delete(capability(), { recursive: true });
  });

  it('leads from a failed request over a rejected program to one that waits for a person', async () => {
    const scripted = await vscode.extensions
      .getExtension<ScriptedModels>('toolwright.toolwright-host-tests-models')
      ?.activate();
    assert.ok(scripted);
    assert.match(await ask('banana'), /^Not done \(missing_handler\)/);

    const programs = [wrong, right].map((program) => ({ pieces: ['```ts\n', program, '\n```'] }));
    scripted.script({ pieces: ['I would rather ', 'talk about it.'] }, ...programs);
    const examples = words.split(' ').map((word) => ({ input: [word], output: byFrequency(word) }));
    const made = await vscode.commands.executeCommand<Generated>('toolwright.gaps.generate', {
      request,
      examples,
      keep: name,
    });
    assert.deepEqual(
      made.attempts
        .filter(({ generator }) => generator === 'language-model')
        .map(({ rejected }) => rejected?.gate ?? 'taken'),
      ['answer', 'examples', 'taken'],
    );
    assert.equal(made.best?.standing, 'waiting');
    assert.match(
      made.best?.caveats[0] ?? '',
      /^A language model wrote it \(Scripted one; 3 answers, [\d,]+ tokens\)\.$/,
    );
    const [opening, , unread, , rejection] = scripted.asked[2]?.messages.map(({ text }) => text) ?? [];
    assert.match(unread ?? '', /It has no block of TypeScript, but says “I would rather talk about it\.”/);
    assert.ok(opening?.includes('{"input":{"text":"banana"},"output":"anb"}'));
    assert.ok(rejection?.includes('{"input":{"text":"banana"},"expected":"anb","actual":"ban"}'));

    assert.match(await ask('banana'), /^Not done \(permission\)/);
  });
});
