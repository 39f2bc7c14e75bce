import { ToolwrightError } from '#base';

/** Where a language model is, and who asks. */
export interface Endpoint {
  /** Of the chat completions: `https://api.example.com/v1/chat/completions`. */
  readonly url: URL;
  readonly model: string;
  readonly key?: string;
}

/** As it comes from options and environment. */
export interface EndpointSettings {
  /** As other programs have it: `https://api.example.com/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string | undefined;
}

/**
 * Checks where a request would go before there is one: over https, or to this machine.
 * @throws ToolwrightError `model-endpoint`
 */
export function endpointOf({ url: text, model, key }: EndpointSettings): Endpoint {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw refused('The address of the language model is no URL.');
  }
  // Before anything that quotes it: what is said here may end in a log.
  if (url.username !== '' || url.password !== '') {
    throw refused(
      'The address of the language model holds a user or a password.',
      'Put the key into TOOLWRIGHT_MODEL_KEY.',
    );
  }
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    throw refused(`${url.origin} is not https, so that others could read what is sent.`);
  }
  if (model.trim() === '') throw refused('The language model has no name.', 'Give one: --model NAME');
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw refused(
      'TOOLWRIGHT_MODEL_KEY is no key: it is empty, or has spaces, line ends or letters beyond ASCII.',
      'Set it again.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/chat/completions') ? path : `${path}/chat/completions`;
  url.hash = '';
  return { url, model: model.trim(), ...(key === undefined ? {} : { key }) };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function refused(
  message: string,
  hint = 'Set TOOLWRIGHT_MODEL_URL to one such as https://api.example.com/v1 or http://localhost:11434/v1.',
) {
  return new ToolwrightError('model-endpoint', message, { hint });
}
