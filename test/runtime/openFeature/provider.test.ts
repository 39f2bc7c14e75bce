import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { afterEach, expect, test } from 'vitest';
import { type FlagListener, flagsFromObject } from '../../../src/runtime/index.ts';
import { ToolwrightProvider } from '../../../src/runtime/openFeature/server.ts';
import { flagDocument } from '../flagDocument.ts';

afterEach(() => OpenFeature.clearProviders());

function listening(domain: string) {
  const client = OpenFeature.getClient(domain);
  const heard: unknown[] = [];
  for (const event of [ProviderEvents.Ready, ProviderEvents.Stale, ProviderEvents.Error] as const) {
    client.addHandler(event, (details) => heard.push(`${event} ${details?.message ?? ''}`.trim()));
  }
  client.addHandler(ProviderEvents.ConfigurationChanged, (details) => heard.push(details?.flagsChanged));
  return { client, heard };
}

test('a provider says what changes, what goes wrong, and when it is well again; what was good stays in force', async () => {
  const flags = flagsFromObject(
    flagDocument(0, { other: { state: 'ENABLED', variants: { on: true }, defaultVariant: 'on' } }),
  );
  const { client, heard } = listening('events');
  await OpenFeature.setProviderAndWait('events', new ToolwrightProvider(flags));
  const insider = { targetingKey: 'ada', groups: ['insiders'] };
  expect(await client.getStringValue('upper', 'x', insider)).toBe('2.0.0');
  flags.set(flagDocument(100));
  expect(await client.getStringValue('upper', 'x', { targetingKey: 'ada' })).toBe('2.0.0');
  flags.set({ flags: 7 });
  expect(client.providerStatus).toBe('STALE');
  flags.set(flagDocument(100));
  flags.set(flagDocument(0, { upper: { state: 'ENABLED', variants: {}, defaultVariant: 'gone' } }));
  expect(await client.getStringValue('upper', 'x', { targetingKey: 'ada' })).toBe('2.0.0');
  expect(heard).toEqual([
    'PROVIDER_READY',
    ['upper', 'other'],
    'PROVIDER_STALE The document has no flags: an object with a key for each.',
    'PROVIDER_READY',
    'PROVIDER_STALE The flag upper cannot be used: its default variant has to be among its variants.',
  ]);
});

test('what an app does to the object that a flag gave it concerns nobody else', async () => {
  const variants = { far: { limits: { lines: 10 } } };
  const flags = flagsFromObject(flagDocument(0, { limits: { state: 'ENABLED', variants, defaultVariant: 'far' } }));
  const { client } = listening('objects');
  await OpenFeature.setProviderAndWait('objects', new ToolwrightProvider(flags));
  const given = (await client.getObjectValue('limits', {})) as (typeof variants)['far'];
  given.limits.lines = 0;
  expect(await client.getObjectValue('limits', {})).toEqual({ limits: { lines: 10 } });
});

test('a provider that is closed before its flags are there, as pages do that are shown twice, starts again', async () => {
  const provider = new ToolwrightProvider(flagsFromObject(flagDocument(100)));
  void provider.initialize();
  await provider.onClose();
  await provider.initialize();
  const { value } = await provider.resolveStringEvaluation('upper', 'x', { targetingKey: 'ada' });
  expect(value).toBe('2.0.0');
});

const half = { flags: { upper: { state: 'ENABLED', variants: {}, defaultVariant: 'gone' } } };

test.each([
  ['never had flags', [{}], 'ERROR', /^PROVIDER_ERROR The document has no flags: /],
  ['has no flags any more', [flagDocument(100), {}], 'STALE', /^PROVIDER_STALE The document has no flags: /],
  ['has a wrong flag', [flagDocument(100), half], 'STALE', /^PROVIDER_STALE The flag upper cannot be used: /],
] as const)(
  'a provider whose document %s is not well again because its source is',
  async (what, documents, status, said) => {
    let told: FlagListener | undefined;
    const source = {
      open(listener: FlagListener) {
        told = listener;
        queueMicrotask(() => listener.document(documents[0]));
        return () => {};
      },
    };
    const { client, heard } = listening(what);
    await OpenFeature.setProviderAndWait(what, new ToolwrightProvider(source)).catch(() => {});
    for (const document of documents.slice(1)) told?.document(document);
    expect(client.providerStatus).toBe(status);
    told?.problem({ message: 'no answer' });
    told?.recovered();
    expect(client.providerStatus).toBe(status);
    expect(heard.at(-1)).toMatch(said);
    told?.document(flagDocument(50));
    expect(client.providerStatus).toBe('READY');
    told?.problem({ message: 'no answer' });
    told?.recovered();
    expect(client.providerStatus).toBe('READY');
  },
);

test('a provider that was taken out can be set again', async () => {
  const provider = new ToolwrightProvider(flagsFromObject(flagDocument(100)));
  const client = OpenFeature.getClient('again');
  for (const time of ['first', 'second']) {
    await OpenFeature.setProviderAndWait('again', provider);
    expect(await client.getStringValue('upper', 'x', { targetingKey: 'ada' }), time).toBe('2.0.0');
    await OpenFeature.clearProviders();
  }
});

test('a provider that starts without flags says so, goes on trying, and is ready when there are some', async () => {
  let listener: FlagListener | undefined;
  const source = {
    open(given: FlagListener) {
      listener = given;
      queueMicrotask(() => given.problem({ message: 'no file' }));
      return () => {};
    },
  };
  const { client, heard } = listening('late');
  await expect(OpenFeature.setProviderAndWait('late', new ToolwrightProvider(source))).rejects.toThrow('no file');
  listener?.problem({ message: 'still no file' });
  listener?.document(flagDocument(100));
  expect(client.providerStatus).toBe('READY');
  expect(heard).toEqual(['PROVIDER_ERROR no file', 'PROVIDER_ERROR still no file', 'PROVIDER_READY', ['upper']]);
});
