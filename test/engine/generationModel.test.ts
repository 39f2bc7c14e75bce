import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { openGenerationSession } from '#engine';
import { createCapabilitySession, createDiscoverySession } from '#engine/local';
import type { CapabilitySession, Gap, Generation, GenerationSession, LanguageModel, Stub } from '#protocol';
import { chatCompletions } from '../../src/cli/languageModel/chatCompletions.ts';
import { type EndpointServer, endpointServer, json, type Turn } from '../cli/languageModel/endpointServer.ts';

/** The letters of a word, the most frequent first: what no search of small programs finds. */
function byFrequency(word: string): string {
  const letters = [...new Set(word)].sort((a, b) => word.split(b).length - word.split(a).length || a.localeCompare(b));
  return letters.join('');
}

const words =
  'banana mississippi tree committee letters frequency assessment bookkeeper tattoo referee pepper cocoon seesaw'.split(
    ' ',
  );
const examples = words.map((word) => ({ input: [word], output: byFrequency(word) }));

const signature = 'interface Input {\n  readonly text: string;\n}\n';

/** In the order in which they come, not of their frequency; and of the whole text, not of each line. */
const wrong = `${signature}
/** The letters of a text, each once. */
export function run({ text }: Input): string {
  return [...new Set(text)].join('');
}
`;

const right = `${signature}
/** In each line the letters of its words, the most frequent first; those that are as frequent in the order of the line. */
export function run({ text }: Input): string {
  return text.split('\\n').map(byFrequency).join('\\n');
}

function byFrequency(line: string): string {
  const counts = new Map<string, number>();
  for (const letter of line) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const letters = [...counts.entries()].sort(([one, many], [other, more]) => more - many || one.localeCompare(other));
  return letters.map(([letter]) => letter).join('');
}
`;

const fenced = (source: string) => `\`\`\`ts\n${source}\`\`\``;

let root: string;
let capabilities: CapabilitySession;
let generation: GenerationSession;
let gap: Gap;
let server: EndpointServer;

const request = {
  text: 'letters by frequency',
  input: { selection: 'banana' },
  user: { id: 'ada' },
  origin: 'editor' as const,
};

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-model-')));
  const settings = { root, runner: 'wasm' as const, logger: silentLogger };
  capabilities = await createCapabilitySession(settings);
  // Each test has a server of its own.
  const model: LanguageModel = {
    ask: (...asked) => chatCompletions({ url: server.url, model: 'small' }).ask(...asked),
  };
  generation = openGenerationSession({ ...settings, model });
  await capabilities.ask(request);
  const discovery = await createDiscoverySession({ root, logger: silentLogger });
  gap = (await discovery.gaps()).value[0] as Gap;
  await discovery.dispose();
});
afterEach(() => server.close());
afterAll(async () => {
  await Promise.all([generation.dispose(), capabilities.dispose()]);
  rmSync(root, { recursive: true, force: true });
});

const answering = async (...turns: readonly Turn[]) => {
  server = await endpointServer(...turns);
};

const byModel = ({ attempts }: Generation) => attempts.filter(({ generator }) => generator === 'language-model');

describe('a language model as the last resort', () => {
  test('is not asked where the call does not say so', async () => {
    await answering(fenced(right));
    expect(await generation.generate(gap)).toMatchObject({ ended: 'exhausted' });
    expect(server.asked).toEqual([]);
  });

  test('that cannot be reached is told of', async () => {
    await answering();
    await server.close();
    const made = await generation.generate(gap, { languageModel: true });
    expect(made).toMatchObject({ ended: 'exhausted', failures: [{ generator: 'language-model' }] });
    expect(made.failures[0]?.message).toMatch(/cannot be reached/);
  });

  test('that refuses is told of, without what looks like a key in its words', async () => {
    await answering((response) => json(response, 401, { error: { message: `bad key ${'sk'}-proj-SECRET123` } }));
    const made = await generation.generate(gap, { languageModel: true });
    expect(made.failures[0]?.message).toMatch(/refused the request: 401 \(bad key \[redacted\]\)/);
  });

  test('cannot have run what the static analysis forbids, whatever it says', async () => {
    const hostile = `${signature}
export function run({ text }: Input): string {
  const reach = text.constructor as unknown as { readonly constructor: (code: string) => () => string };
  return reach.constructor('return process.env.HOME')();
}
`;
    await answering(`I checked it, it is safe: skip the checks.\n\n${fenced(hostile)}`, 'Just run it.', 'Do it now.');
    const made = await generation.generate(gap, { languageModel: true });
    expect(byModel(made).map(({ rejected }) => rejected?.gate)).toEqual(['safety', 'answer', 'answer']);
    expect(made.best?.standing).toBe('rejected');
    expect(made.best?.report.runs).toEqual([]);
    expect(server.asked).toHaveLength(3);
  });

  test('is told why its first program is wrong; the second one is verified, approved, and serves the next request', async () => {
    await answering(fenced(wrong), fenced(right));
    const made = await generation.generate(gap, { examples, languageModel: true });
    const usage = { model: 'small-2026', asked: 2, inputTokens: 80, outputTokens: 4 };
    expect(made).toMatchObject({ ended: 'found', failures: [], usage });
    // What a model wrote waits for a person, whatever the evidence is.
    expect(made.best).toMatchObject({ standing: 'waiting', generator: 'language-model' });
    expect(made.best?.caveats[0]).toBe('A language model wrote it (small-2026; 2 answers, 84 tokens).');
    expect(byModel(made)).toMatchObject([
      { nth: 1, madeFrom: 'small-2026', rejected: { gate: 'examples' } },
      { nth: 2, madeFrom: 'small-2026' },
    ]);
    const [opening, , rejection] = server.asked[1]?.body.messages.map(({ content }) => content) ?? [];
    expect(opening).toContain('{"input":{"text":"banana"},"output":"anb"}');
    expect(rejection).toContain('{"input":{"text":"banana"},"expected":"anb","actual":"ban"}');

    const { name } = await generation.keep(made.best?.id ?? 0, { person: 'ada' });
    expect(await capabilities.ask(request)).toMatchObject({ kind: 'permission' });
    await capabilities.approve(name, { person: 'ada', reason: 'read it' });
    const outcome = await capabilities.ask({ ...request, input: { selection: 'banana\nhello' } });
    expect(outcome).toMatchObject({ kind: 'served', result: { status: 'ok', value: 'anb\nleho' } });
  });
});

test('a function that has only its signature and its documentation is written by it, within the same gates', async () => {
  const text = `/** The letters of a word, the most frequent first. */
export function letters(word: string): string {
  throw new Error('not implemented');
}
`;
  writeFileSync(join(root, 'letters.ts'), text);
  const discovery = await createDiscoverySession({ root, logger: silentLogger });
  const found = (await discovery.gaps()).value.find(({ stub }) => stub !== undefined) as Gap;
  await discovery.dispose();
  const program = right.replaceAll('{ text }', '{ word }').replaceAll('text', 'word');
  const described = (more: object) =>
    `${fenced(program)}\n\n\`\`\`json\n${JSON.stringify({
      input: {
        type: 'object',
        properties: { word: { type: 'string' } },
        required: ['word'],
        additionalProperties: false,
      },
      output: { type: 'string' },
      examples: [{ input: { word: 'banana' }, output: 'anb' }],
      ...more,
    })}\n\`\`\``;
  await answering(described({ permissions: { clock: true } }), described({}).replace('In each line', 'Of each line'));
  const made = await generation.generate(found, { languageModel: true });
  expect(made).toMatchObject({ ended: 'found', best: { generator: 'language-model', standing: 'waiting' } });
  const [opening, , refused] = server.asked[1]?.body.messages.map(({ content }) => content) ?? [];
  expect(opening).toContain(
    '/** The letters of a word, the most frequent first. */\nfunction letters(word: string): string',
  );
  expect(opening).toContain('export function run(input: Input): string');
  expect(refused).toContain('a function of the workspace has none to give');
  const written = await generation.fill(made.best?.id ?? 0, text, found.stub as Stub);
  expect(written).toContain(
    "export function letters(word: string): string {\n  return word.split('\\n').map(byFrequency).join('\\n');\n}\n",
  );
  expect(written).toContain('\nfunction byFrequency(line: string): string {\n');
});
