import * as v from 'valibot';
import { ToolwrightError } from '#base';
import type { Endpoint } from './endpoint.ts';
import { jsonIn, type Reply } from './reply.ts';

/** What went wrong, of an answer that is none. */
export function failureOf({ status, body }: Reply, { url, model, key }: Endpoint): ToolwrightError {
  const said = errorIn(body, key);
  const words = said === undefined ? '' : ` (${said})`;
  if (status === 401 || status === 403) {
    return new ToolwrightError('language-model-refused', `${url.origin} refused the request: ${status}${words}.`, {
      hint: key === undefined ? 'It may want a key: set TOOLWRIGHT_MODEL_KEY.' : 'Is TOOLWRIGHT_MODEL_KEY right?',
    });
  }
  if (status === 404) {
    return new ToolwrightError('no-language-model', `${url.href} has no model ${JSON.stringify(model)}${words}.`, {
      hint: 'Look at TOOLWRIGHT_MODEL_URL and at the name of the model.',
    });
  }
  const busy = status === 429 || status === 503;
  return new ToolwrightError(
    'language-model-failed',
    busy
      ? `${url.origin} is too busy, or a quota is used up: ${status}${words}.`
      : `${url.origin} answered ${status}${words}.`,
    busy
      ? { hint: 'Try again later.' }
      : status >= 300 && status < 400
        ? { hint: 'Redirects are not followed, because the key would go along: give the address that it leads to.' }
        : {},
  );
}

/** What a server says is wrong, as OpenAI (`{ error: { message } }`) or Ollama (`{ error }`) put it; never with the key. */
function errorIn(body: string, key: string | undefined): string | undefined {
  const read = v.safeParse(v.object({ error: v.union([v.string(), v.object({ message: v.string() })]) }), jsonIn(body));
  if (!read.success) return undefined;
  const { error } = read.output;
  const text = (typeof error === 'string' ? error : error.message).replace(/\s+/g, ' ').trim();
  const kept = key === undefined ? text : text.replaceAll(key, '[redacted]');
  return kept.length > 300 ? `${kept.slice(0, 300).toWellFormed()}…` : kept.replace(/\.$/, '');
}
