import { afterEach, describe, expect, it } from 'vitest';
import { CancelledError, type ToolwrightError } from '#base';
import { longestAnswer, type ModelMessage } from '#protocol';
import { chatCompletions } from '../../../src/cli/languageModel/chatCompletions.ts';
import { retryAfter } from '../../../src/cli/languageModel/reply.ts';
import { type EndpointServer, endpointServer, json, type Turn } from './endpointServer.ts';

const key = 'key-0123456789';
const hello: ModelMessage[] = [{ role: 'user', text: 'Hello' }];

let server: EndpointServer | undefined;
afterEach(() => server?.close());

/** A model behind a server that answers so. */
async function modelThat(turns: readonly Turn[], patience = {}) {
  server = await endpointServer(...turns);
  return { model: chatCompletions({ url: server.url, model: 'small', key }, patience), server };
}

async function failureOf(asked: Promise<unknown>): Promise<ToolwrightError> {
  return asked.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error) => error as ToolwrightError,
  );
}

describe('a language model behind an endpoint', () => {
  it('is asked as chat completions are, and its tokens are counted', async () => {
    const { model, server } = await modelThat(['Good morning.']);
    const conversation: ModelMessage[] = [
      ...hello,
      { role: 'assistant', text: 'Hm?' },
      { role: 'user', text: 'Again' },
    ];
    expect(await model.ask(conversation)).toEqual({
      text: 'Good morning.',
      model: 'small-2026',
      inputTokens: 40,
      outputTokens: 2,
    });
    expect(server.asked).toMatchObject([
      {
        path: '/v1/chat/completions',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: {
          model: 'small',
          messages: [
            { role: 'user', content: 'Hello' },
            { role: 'assistant', content: 'Hm?' },
            { role: 'user', content: 'Again' },
          ],
        },
      },
    ]);
  });

  it('has its tokens estimated where the server does not count them', async () => {
    const { model } = await modelThat([
      (response) => json(response, 200, { choices: [{ message: { content: '12345678' } }] }),
    ]);
    expect(await model.ask(hello)).toEqual({ text: '12345678', model: 'small', inputTokens: 2, outputTokens: 2 });
  });

  it('is read up to a bound', async () => {
    const { model } = await modelThat(['x'.repeat(100_000)]);
    expect((await model.ask(hello)).text).toHaveLength(longestAnswer);
    await server?.close();
    const { model: endless } = await modelThat(['x'.repeat(2_000_000)]);
    await expect(endless.ask(hello)).rejects.toMatchObject({ code: 'language-model-failed' });
  });

  it('is asked again when it is busy, as soon as it says', async () => {
    const busy: Turn = (response) => json(response, 429, { error: { message: 'Slow down.' } }, { 'retry-after': '0' });
    const { model, server } = await modelThat([busy, (response) => json(response, 503, {}), 'Here.'], { pause: 1 });
    expect((await model.ask(hello)).text).toBe('Here.');
    expect(server.asked).toHaveLength(3);
  });

  it('is not asked a fourth time, and not waited for longer than a minute', async () => {
    const busy: Turn = (response) => json(response, 429, { error: 'Slow down.' }, { 'retry-after': '0' });
    const { model, server } = await modelThat([busy]);
    const failure = await failureOf(model.ask(hello));
    expect(failure).toMatchObject({ code: 'language-model-failed', hint: 'Try again later.' });
    expect(failure.message).toMatch(/is too busy, or a quota is used up: 429 \(Slow down\)\.$/);
    expect(server.asked).toHaveLength(3);
    await server.close();
    const { model: later, server: other } = await modelThat([
      (response) => json(response, 429, {}, { 'retry-after': '3600' }),
    ]);
    await expect(later.ask(hello)).rejects.toMatchObject({ code: 'language-model-failed' });
    expect(other.asked).toHaveLength(1);
  });

  it.each([
    [
      401,
      { error: { message: `Incorrect API key provided: ${key}.` } },
      'language-model-refused',
      'Is TOOLWRIGHT_MODEL_KEY right?',
    ],
    [
      404,
      { error: 'model "small" not found' },
      'no-language-model',
      'Look at TOOLWRIGHT_MODEL_URL and at the name of the model.',
    ],
    [500, 'oh', 'language-model-failed', undefined],
    [
      302,
      {},
      'language-model-failed',
      'Redirects are not followed, because the key would go along: give the address that it leads to.',
    ],
  ])('says what %d means', async (status, body, code, hint) => {
    const { model, server } = await modelThat([
      (response) => json(response, status, body, { location: 'https://example.com/' }),
    ]);
    const failure = await failureOf(model.ask(hello));
    expect(failure).toMatchObject({ code, hint });
    expect(failure.message).not.toContain(key);
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['no JSON', (response: Parameters<Exclude<Turn, string>>[0]) => void response.end('<html>')],
    ['another form', (response: Parameters<Exclude<Turn, string>>[0]) => json(response, 200, { choices: [] })],
  ])('says that it is no such endpoint: %s', async (_, turn) => {
    const { model } = await modelThat([turn]);
    await expect(model.ask(hello)).rejects.toThrow(/did not answer as chat completions do/);
  });

  it('says that nobody is there, without the key', async () => {
    const { model, server } = await modelThat([]);
    await server.close();
    const failure = await failureOf(model.ask(hello));
    expect(failure.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+ cannot be reached: ECONNREFUSED\.$/);
    expect(`${failure.stack}`).not.toContain(key);
  });

  it('says that an answer broke off, or came too slowly to an end', async () => {
    const begin: Turn = (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"choices":');
    const cut: Turn = (response) => {
      begin(response);
      setTimeout(() => response.destroy(), 20);
    };
    const { model } = await modelThat([cut]);
    const failure = await failureOf(model.ask(hello));
    expect(failure.message).toMatch(/ broke off in the middle of its answer: \w+\.$/);
    await server?.close();
    const { model: slow } = await modelThat([begin], { timeout: 50 });
    await expect(slow.ask(hello)).rejects.toThrow(/did not answer within/);
  });

  it('is waited for until its time is up, or until nobody wants to know', async () => {
    const silent: Turn = () => {};
    const { model } = await modelThat([silent], { timeout: 50 });
    await expect(model.ask(hello)).rejects.toThrow(/did not answer within/);
    const { signal, abort } = controllerOf();
    const asked = modelThat([silent]).then(({ model }) => model.ask(hello, { signal }));
    setTimeout(abort, 20);
    await expect(asked).rejects.toThrow(CancelledError);
    const busy: Turn = (response) => {
      json(response, 429, {}, { 'retry-after': '30' });
      setTimeout(other.abort, 20);
    };
    const other = controllerOf();
    const waiting = modelThat([busy]).then(({ model }) => model.ask(hello, { signal: other.signal }));
    await expect(waiting).rejects.toThrow(CancelledError);
  });
});

function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

describe('how long a server wants to be left alone', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  it.each([
    ['7', 7000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('is %s', (text, milliseconds) => {
    expect(retryAfter({ retryAfter: text }, now)).toBe(milliseconds);
  });
});
