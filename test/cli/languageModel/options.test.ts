import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../../src/cli/languageModel/endpoint.ts';
import { languageModelOf } from '../../../src/cli/languageModel/options.ts';

const environment = { TOOLWRIGHT_MODEL_URL: 'https://api.example.com/v1', TOOLWRIGHT_MODEL: 'small' };

describe('which language model the command line asks', () => {
  it('is none, unless one is asked for', () => {
    expect(languageModelOf({}, environment)).toBeUndefined();
    expect(languageModelOf({ model: true }, environment)).toBeDefined();
  });

  it.each([
    [{ model: true as const }, {}, 'Nothing says where the language model is.'],
    [{ model: 'small' }, {}, 'Nothing says where the language model is.'],
    [{ model: true as const, modelUrl: 'http://localhost:1/v1' }, {}, 'The language model has no name.'],
    [{ modelUrl: 'http://localhost:1/v1' }, environment, '--model-url says where a language model is, and not which.'],
  ])('is told what is missing: %j', (options, given, message) => {
    expect(() => languageModelOf(options, given)).toThrow(message);
  });
});

describe('where requests to a language model go', () => {
  it.each([
    ['https://api.example.com/v1', 'https://api.example.com/v1/chat/completions'],
    ['https://api.example.com/v1/', 'https://api.example.com/v1/chat/completions'],
    ['https://api.example.com/v1/chat/completions', 'https://api.example.com/v1/chat/completions'],
    ['https://example.com/openai?api-version=2', 'https://example.com/openai/chat/completions?api-version=2'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1/chat/completions'],
    ['http://127.0.0.2:80/v1', 'http://127.0.0.2/v1/chat/completions'],
    ['http://[::1]:8080', 'http://[::1]:8080/chat/completions'],
  ])('is below %s', (url, whole) => {
    expect(endpointOf({ url, model: 'small' }).url.href).toBe(whole);
  });

  it.each([
    ['', /is no URL/],
    ['api.example.com', /is no URL/],
    ['file:///etc/passwd', /is no URL/],
    ['http://api.example.com/v1', /http:\/\/api\.example\.com is not https/],
    ['http://localhost.example.com/v1', /is not https/],
    ['http://10.0.0.1/v1', /is not https/],
  ])('is not %s', (url, message) => {
    expect(() => endpointOf({ url, model: 'small' })).toThrow(message);
  });

  it('is never told with what is secret in it', () => {
    const whole = (url: string, key?: string) => {
      try {
        return JSON.stringify(endpointOf({ url, model: 'small', key }));
      } catch (error) {
        return String(error);
      }
    };
    expect(whole('http://me:hunter2@api.example.com/')).not.toContain('hunter2');
    expect(whole('https://api.example.com/', 'hunter2\n')).not.toContain('hunter2');
  });
});
