import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { CancelledError, messageOf, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import { estimatedTokens, type LanguageModel, longestAnswer, type ModelAnswer, type ModelMessage } from '#protocol';
import { type Endpoint, type EndpointSettings, endpointOf } from './endpoint.ts';
import { failureOf } from './failure.ts';
import { jsonIn, type Reply, readReply, retryAfter } from './reply.ts';

interface Patience {
  /** Milliseconds for one request and its answer. */
  readonly timeout?: number;
  /** Milliseconds between two tries, where the server does not say. */
  readonly pause?: number;
}

const tries = 3;
/** Milliseconds; who asks for more is told to come back. */
const longestWait = 60_000;

/**
 * A language model behind an endpoint that speaks OpenAI's chat completions
 * (https://platform.openai.com/docs/api-reference/chat), as many servers do. Asks again, at most twice, when it is told
 * to (429, 503). The key goes into the header of the request and nowhere else: redirects are not followed.
 *
 * @throws ToolwrightError `model-endpoint` for an address that nothing is sent to
 */
export function chatCompletions(
  settings: EndpointSettings,
  { timeout = 120_000, pause = 1000 }: Patience = {},
): LanguageModel {
  const endpoint = endpointOf(settings);
  return {
    async ask(messages, { signal, report } = {}) {
      for (let attempt = 1; ; attempt++) {
        report?.({ step: `Asking ${endpoint.model}`, done: attempt - 1 });
        const reply = await post(endpoint, messages, timeout, signal);
        if (reply.status === 200) return answerOf(reply, messages, endpoint);
        const wait = retryAfter(reply) ?? pause * 2 ** (attempt - 1);
        if (![429, 503].includes(reply.status) || attempt === tries || wait > longestWait)
          throw failureOf(reply, endpoint);
        report?.({ step: `Waiting ${Math.ceil(wait / 1000)} s for ${endpoint.model}`, done: attempt });
        await sleep(wait, undefined, { ...(signal && { signal }) }).catch(() => throwIfCancelled(signal));
      }
    },
  };
}

async function post(
  { url, model, key }: Endpoint,
  messages: readonly ModelMessage[],
  timeout: number,
  signal: TaskOptions['signal'],
): Promise<Reply> {
  throwIfCancelled(signal);
  const tooLong = AbortSignal.timeout(timeout);
  let hasBegun = false;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, messages: messages.map(({ role, text }) => ({ role, content: text })) }),
      redirect: 'manual',
      signal: AbortSignal.any([tooLong, ...(signal ? [signal] : [])]),
    });
    hasBegun = true;
    return await readReply(response);
  } catch (error) {
    if (signal?.aborted) throw new CancelledError();
    if (ToolwrightError.is(error)) throw error;
    const why = tooLong.aborted
      ? `did not answer within ${Math.round(timeout / 1000)} s`
      : hasBegun
        ? `broke off in the middle of its answer: ${reasonOf(error)}`
        : `cannot be reached: ${reasonOf(error)}`;
    throw new ToolwrightError('language-model-failed', `${url.origin} ${why}.`, {
      hint: hasBegun
        ? 'Try again; its own log may tell why.'
        : 'Is TOOLWRIGHT_MODEL_URL right, and does the server run?',
    });
  }
}

const completion = v.object({
  model: v.optional(v.string()),
  choices: v.pipe(
    v.array(v.object({ message: v.object({ content: v.nullish(v.string()), refusal: v.nullish(v.string()) }) })),
    v.minLength(1),
  ),
  usage: v.nullish(v.object({ prompt_tokens: v.optional(v.number()), completion_tokens: v.optional(v.number()) })),
});

function answerOf({ body }: Reply, messages: readonly ModelMessage[], { url, model }: Endpoint): ModelAnswer {
  const read = v.safeParse(completion, jsonIn(body));
  const message = read.success ? read.output.choices[0]?.message : undefined;
  if (!read.success || message === undefined) {
    throw new ToolwrightError('language-model-failed', `${url.origin} did not answer as chat completions do.`, {
      hint: 'The address has to be the one below which /chat/completions is, such as https://api.example.com/v1.',
    });
  }
  const text = (message.content ?? message.refusal ?? '').slice(0, longestAnswer);
  const { usage } = read.output;
  const asked = messages.map((one) => one.text).join('\n');
  return {
    text,
    model: read.output.model ?? model,
    inputTokens: usage?.prompt_tokens ?? estimatedTokens(asked),
    outputTokens: usage?.completion_tokens ?? estimatedTokens(text),
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? messageOf(cause ?? error);
}
