import { describe, expect, it } from 'vitest';
import { CancelledError, type TaskOptions, ToolwrightError } from '#base';
import { type Candidate, languageModel, type Rejection, type SynthesisGap } from '#capability/synthesis';
import { estimatedTokens, type LanguageModel, type ModelMessage, type ModelUsage } from '#protocol';

const gap: SynthesisGap = { intent: 'double a number', parameters: ['n'], examples: [{ input: [2], output: 4 }] };
const program = (body: string) =>
  `export function run({ n }: { readonly n: number }): number {\n  return ${body};\n}\n`;
const answer = (body: string) => `\`\`\`ts\n${program(body)}\`\`\``;
const rejection = {
  gate: 'examples' as const,
  reasons: ['1 of 1 example came to something else.'],
  counterexamples: [{ input: { n: 2 }, expected: 4, actual: 3 }],
};

/** Says what it is told to say, one text an answer, and remembers what it was asked. */
function scripted(...texts: readonly string[]): LanguageModel & { readonly asked: (readonly ModelMessage[])[] } {
  const asked: (readonly ModelMessage[])[] = [];
  return {
    asked,
    ask: async (messages) => {
      asked.push([...messages]);
      const text = texts[asked.length - 1];
      if (text === undefined) throw new Error('It was asked too often.');
      return { text, model: 'scripted-1', inputTokens: 100, outputTokens: 10 };
    },
  };
}

/** The programs that come when every one is rejected, and why answers are none. */
async function programs(options: Parameters<typeof languageModel>[0], budget = {}): Promise<string[]> {
  const found: string[] = [];
  const search = languageModel(options).generate(gap, { steps: 1, ...budget }) as AsyncGenerator<
    Candidate,
    void,
    Rejection | undefined
  >;
  for (let next = await search.next(); !next.done; next = await search.next(next.value.refused ?? rejection))
    found.push(next.value.refused?.reasons[0] ?? next.value.source);
  return found;
}

describe('the language model as a generator', () => {
  it('is told why its program was rejected, and gives another', async () => {
    const model = scripted(answer('n + 1'), answer('n * 2'), answer('n + n'));
    expect(await programs({ model })).toEqual([program('n + 1'), program('n * 2'), program('n + n')]);
    expect(model.asked.map((messages) => messages.map(({ role }) => role))).toEqual([
      ['user'],
      ['user', 'assistant', 'user'],
      ['user', 'assistant', 'user', 'assistant', 'user'],
    ]);
    expect(model.asked[1]?.[2]?.text).toContain('{"input":{"n":2},"expected":4,"actual":3}');
  });

  it('says what it cost', async () => {
    const usages: ModelUsage[] = [];
    const model = scripted(answer('n + 1'), answer('n * 2'));
    const search = languageModel({ model, rounds: 2, report: (usage) => usages.push(usage) }).generate(gap, {
      steps: 1,
    }) as AsyncGenerator<{ readonly caveats: readonly string[] }, void, typeof rejection>;
    await search.next();
    const second = await search.next(rejection);
    expect(usages).toEqual([
      { model: 'scripted-1', asked: 1, inputTokens: 100, outputTokens: 10 },
      { model: 'scripted-1', asked: 2, inputTokens: 200, outputTokens: 20 },
    ]);
    expect(second.value?.caveats).toEqual(['A language model wrote it (scripted-1; 2 answers, 220 tokens).']);
  });

  it('stops when nobody says why it should go on', async () => {
    const model = scripted(answer('n + 1'));
    const found = [];
    for await (const candidate of languageModel({ model }).generate(gap, { steps: 1 })) found.push(candidate);
    expect(found).toHaveLength(1);
  });

  it('stops after its rounds, and before its tokens are spent', async () => {
    expect(await programs({ model: scripted(answer('n + 1')), rounds: 1 })).toHaveLength(1);
    await expect(programs({ model: scripted(), tokens: 50 })).rejects.toThrow(/was not asked: .* 50 of 50 are left/);
    const once = scripted(answer('n + 1'));
    await programs({ model: once, rounds: 1 });
    // The first answer counts 110, and so there is not enough left to say all of it again.
    const tokens = estimatedTokens(once.asked[0]?.[0]?.text ?? '') + 100;
    const few = scripted(answer('n + 1'), 'It is asked once only.');
    await expect(programs({ model: few, tokens })).rejects.toThrow(/was not asked again: .* are left/);
    expect(few.asked).toHaveLength(1);
  });

  it('tells it once that an answer cannot be read', async () => {
    const model = scripted('I would rather not.', answer('n * 2'));
    const refused = 'It has no block of TypeScript, but says “I would rather not.”.';
    expect(await programs({ model, rounds: 1 })).toEqual([refused, program('n * 2')]);
    expect(model.asked[1]?.at(-1)?.text).toContain(refused);
    const stubborn = scripted('', '');
    expect(await programs({ model: stubborn })).toEqual(['It is empty.', 'It is empty.']);
    expect(stubborn.asked).toHaveLength(2);
  });

  it('tells it once that it gave the program before', async () => {
    const model = scripted(answer('n + 1'), answer('n + 1'), answer('n * 2'));
    const again = 'It is a program that was given before, and rejected.';
    expect(await programs({ model, rounds: 2 })).toEqual([program('n + 1'), again, program('n * 2')]);
    const stubborn = scripted(answer('n'), answer('n'), answer('n'));
    expect(await programs({ model: stubborn })).toEqual([program('n'), again, again]);
  });

  it('keeps of its turns the program alone', async () => {
    const model = scripted(`${'Thinking aloud. '.repeat(1000)}\n\n${answer('n + 1')}`, answer('n * 2'));
    await programs({ model, rounds: 2 });
    expect(model.asked[1]?.[1]?.text).toBe(answer('n + 1'));
  });

  it('is told what other generators have found, as it is when the conversation begins', async () => {
    const model = scripted(answer('n * 2'));
    await programs({ model, rounds: 1, nearMisses: () => [{ source: program('n ** 2'), reasons: ['1 is wrong.'] }] });
    expect(model.asked[0]?.[0]?.text).toContain(program('n ** 2'));
  });

  it('takes schemas and examples of the model only where nobody has given any', async () => {
    const about = '```json\n{"input": {"type": "object"}, "examples": [{"input": {"n": 1}, "output": 2}]}\n```';
    const first = async (asked: SynthesisGap) => {
      const model = scripted(`${answer('n * 2')}\n${about}`);
      for await (const candidate of languageModel({ model }).generate(asked, { steps: 1 })) return candidate;
      return undefined;
    };
    expect((await first(gap))?.manifest).toEqual({ madeFrom: 'scripted-1' });
    const unknown = await first({ intent: 'double a number', examples: [] });
    expect(unknown?.manifest?.examples).toEqual([{ name: 'proposed 1', input: { n: 1 }, output: 2 }]);
    expect(unknown?.caveats[1]).toMatch(/nobody has said that they are right/);
  });

  it('has all lines at once for one more example, where the examples are lines', async () => {
    const lines = { intent: 'shout', examples: ['a', 'b'].map((text) => ({ input: [text], output: `${text}!` })) };
    for await (const { manifest } of languageModel({ model: scripted(answer('n')) }).generate(lines, { steps: 1 })) {
      expect(manifest?.examples).toEqual([
        { name: 'all lines at once', input: { text: 'a\nb\n\n' }, output: 'a!\nb!\n\n' },
      ]);
    }
  });

  it('is stopped by the signal, and ends at the deadline', async () => {
    const waiting: LanguageModel = {
      ask: (_, { signal }: TaskOptions = {}) =>
        new Promise((_, failed) => signal?.addEventListener('abort', () => failed(new CancelledError()))),
    };
    const controller = new AbortController();
    const stopped = programs({ model: waiting }, { signal: controller.signal });
    controller.abort();
    await expect(stopped).rejects.toThrow(CancelledError);
    expect(await programs({ model: waiting }, { deadline: performance.now() + 20 })).toEqual([]);
    expect(await programs({ model: scripted() }, { deadline: performance.now() - 1 })).toEqual([]);
  });

  it('says that there is no model', async () => {
    const none: LanguageModel = {
      ask: () => Promise.reject(new ToolwrightError('no-language-model', 'There is no language model.')),
    };
    await expect(programs({ model: none })).rejects.toThrow('There is no language model.');
  });
});
