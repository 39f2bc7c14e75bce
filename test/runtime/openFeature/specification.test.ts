import * as server from '@openfeature/server-sdk';
import * as web from '@openfeature/web-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { flagsFromUrl } from '../../../src/runtime/index.ts';
import { ToolwrightProvider as ServerProvider } from '../../../src/runtime/openFeature/server.ts';
import { ToolwrightProvider as WebProvider } from '../../../src/runtime/openFeature/web.ts';
import { type Step, scenariosOf } from './features.ts';
import { startFlagServer } from './flagServer.ts';

type Context = server.EvaluationContext;
type Details = Omit<server.EvaluationDetails<server.FlagValue>, 'errorCode' | 'reason'> & {
  readonly errorCode?: string;
  readonly reason?: string;
};
type Kind = 'Boolean' | 'String' | 'Integer' | 'Float' | 'Object';

let flags: Awaited<ReturnType<typeof startFlagServer>>;

beforeAll(async () => {
  flags = await startFlagServer();
});

afterAll(() => flags.close());

afterEach(async () => {
  await Promise.all([server.OpenFeature.clearProviders(), web.OpenFeature.clearProviders()]);
});

/** What a provider in each state reads. */
const paths = { stable: 'flags', 'not ready': 'never', error: 'error', fatal: 'refused', stale: 'once' } as const;

/** Both SDKs, as the steps use them. */
interface Sdk {
  register(source: ReturnType<typeof flagsFromUrl>): { readonly settled: Promise<void> };
  status(): string;
  evaluate(flag: { kind: Kind; key: string; fallback: unknown }, context: Context, hooks: readonly object[]): unknown;
}

let domains = 0;

function serverSdk(): Sdk {
  const domain = `server-${++domains}`;
  const client = () => server.OpenFeature.getClient(domain);
  return {
    register: (source) => ({ settled: server.OpenFeature.setProviderAndWait(domain, new ServerProvider(source)) }),
    status: () => client().providerStatus,
    evaluate({ kind, key, fallback }, context, hooks) {
      const options = { hooks: hooks as server.Hook[] };
      if (kind === 'Boolean') return client().getBooleanDetails(key, fallback as boolean, context, options);
      if (kind === 'String') return client().getStringDetails(key, fallback as string, context, options);
      if (kind === 'Object') return client().getObjectDetails(key, fallback as server.JsonValue, context, options);
      return client().getNumberDetails(key, fallback as number, context, options);
    },
  };
}

function webSdk(): Sdk {
  const domain = `web-${++domains}`;
  const client = () => web.OpenFeature.getClient(domain);
  return {
    register: (source) => ({ settled: web.OpenFeature.setProviderAndWait(domain, new WebProvider(source)) }),
    status: () => client().providerStatus,
    async evaluate({ kind, key, fallback }, context, hooks) {
      await web.OpenFeature.setContext(domain, context);
      const options = { hooks: hooks as web.Hook[] };
      if (kind === 'Boolean') return client().getBooleanDetails(key, fallback as boolean, options);
      if (kind === 'String') return client().getStringDetails(key, fallback as string, options);
      if (kind === 'Object') return client().getObjectDetails(key, fallback as web.JsonValue, options);
      return client().getNumberDetails(key, fallback as number, options);
    },
  };
}

/** What a scenario has said so far. */
class World {
  readonly sdk: Sdk;
  readonly context: Record<string, server.EvaluationContextValue> = {};
  readonly called: string[] = [];
  readonly hooks: object[] = [];
  details: Details | undefined;
  evaluation: unknown;
  flag: { kind: Kind; key: string; fallback: unknown } = { kind: 'Boolean', key: '', fallback: false };

  constructor(sdk: Sdk) {
    this.sdk = sdk;
  }

  get result(): Details {
    if (this.details === undefined) throw new Error('No flag was evaluated.');
    return this.details;
  }

  async evaluate(): Promise<void> {
    this.details = (await this.sdk.evaluate(this.flag, this.context, this.hooks)) as Details;
  }
}

function read(kind: string, text: string): server.JsonValue {
  if (/^boolean$/i.test(kind)) return text === 'true';
  if (/^(integer|float)$/i.test(kind)) return Number(text);
  return /^object$/i.test(kind) ? JSON.parse(text.replaceAll('\\"', '"')) : text;
}

/** A hook that notes when it is called, and with which details. */
function notingHook(called: string[], name = '', seen: Record<string, unknown> = {}) {
  const note = (stage: string) => (_: unknown, details?: unknown) => {
    called.push(`${name}${stage}`);
    seen[stage] = details;
  };
  return {
    before: (context: unknown) => note('before')(context),
    after: note('after'),
    error: note('error'),
    finally: note('finally'),
  };
}

type StepFunction = (world: World, match: RegExpExecArray, table: Step['table']) => unknown;

const seen: Record<string, unknown> = {};

const steps: readonly (readonly [RegExp, StepFunction])[] = [
  [
    /^a (stable|not ready|error|fatal|stale) provider$/,
    async ({ sdk }, [, state = '']) => {
      const path = paths[state as keyof typeof paths];
      const { settled } = sdk.register(flagsFromUrl(flags.url(path), { pollMs: state === 'stale' ? 5 : 60_000 }));
      if (state === 'not ready') settled.catch(() => {});
      else if (state === 'error' || state === 'fatal') await expect(settled).rejects.toThrow('The flags cannot be had');
      else await settled;
    },
  ],
  [
    /^an? (\w+)-flag with key "([^"]*)" and a fallback value "(.*)"$/,
    (world, [, type = '', key = '', fallback = '']) => {
      const kind = `${type[0]?.toUpperCase()}${type.slice(1)}` as Kind;
      world.flag = { kind, key, fallback: read(kind, fallback) };
    },
  ],
  [
    /^a context containing a key "(\w+)", with type "(\w+)" and with value "(.*)"$/,
    ({ context }, [, key = '', type = '', value = '']) => {
      context[key] = read(type, value);
    },
  ],
  [
    /^a context containing a key "(\w+)" with null value$/,
    ({ context }, [, key = '']) => {
      context[key] = null;
    },
  ],
  [/^the flag was evaluated with details( using the evaluation options)?$/, (world) => world.evaluate()],
  [
    /^the flag was evaluated with details asynchronously$/,
    (world) => {
      world.evaluation = world.sdk.evaluate(world.flag, world.context, []);
    },
  ],
  [
    /^the evaluation should complete without blocking$/,
    async (world) => {
      expect(world.evaluation).toBeInstanceOf(Promise);
      world.details = (await world.evaluation) as Details;
    },
  ],
  [
    /^the resolved details value should be "(.*)"$/,
    ({ flag, result }, [, said = '']) => expect(result.value).toEqual(read(flag.kind, said)),
  ],
  [/^the reason should be "(\w+)"$/, ({ result }, [, reason]) => expect(result.reason).toBe(reason)],
  [/^the error-code should be "(\w+)"$/, ({ result }, [, code]) => expect(result.errorCode).toBe(code)],
  [/^the flag key should be "(.*)"$/, ({ result }, [, key]) => expect(result.flagKey).toBe(key)],
  [/^the variant should be "(.*)"$/, ({ result }, [, variant]) => expect(result.variant).toBe(variant)],
  [/^the provider status should be "(\w+)"$/, ({ sdk }, [, status]) => expect.poll(() => sdk.status()).toBe(status)],
  [
    /^the resolved metadata should contain$/,
    ({ result }, _, [, ...rows]) => {
      const said = rows.map(([key = '', type = '', value = '']) => [key, read(type, value)]);
      expect(result.flagMetadata).toEqual(Object.fromEntries(said));
    },
  ],
  [/^the resolved metadata is empty$/, ({ result }) => expect(result.flagMetadata).toEqual({})],
  [/^a client with added hook$/, ({ hooks, called }) => void hooks.push(notingHook(called, '', seen))],
  [/^the "(\w+)" hook should have been executed$/, ({ called }, [, name]) => expect(called).toContain(name)],
  [
    /^the "([\w, ]+)" hooks should be called with evaluation details$/,
    ({ called }, [, names = ''], [, ...rows]) => {
      const forms: Record<string, string> = { flag_key: 'flagKey', error_code: 'errorCode' };
      for (const name of names.split(', ')) {
        expect(called).toContain(name);
        for (const [type = '', key = '', value = ''] of rows) {
          const expected = value === 'null' ? undefined : read(type, value);
          expect((seen[name] as Record<string, unknown>)[forms[key] ?? key], key).toBe(expected);
        }
      }
    },
  ],
  [
    /^evaluation options containing specific hooks$/,
    ({ hooks, called }) => void hooks.push(notingHook(called, '1 '), notingHook(called, '2 ')),
  ],
  [/^the specified hooks should execute during evaluation$/, ({ called }) => expect(called).toContain('1 before')],
  [
    /^the hook order should be maintained$/,
    ({ called }) => expect(called).toEqual(['1 before', '2 before', '2 after', '1 after', '2 finally', '1 finally']),
  ],
  [
    /^an evaluation context with modifiable data$/,
    ({ context }) => {
      context.list = [1, { deep: true }];
    },
  ],
  [
    /^the original evaluation context should remain unmodified$/,
    ({ context }) => expect(context).toEqual({ list: [1, { deep: true }] }),
  ],
  [
    /^the evaluation details should be immutable$/,
    ({ result }) => expect(Object.isFrozen(result.flagMetadata)).toBe(true),
  ],
];

async function take(world: World, { text, table }: Step): Promise<void> {
  for (const [form, step] of steps) {
    const match = form.exec(text);
    if (match === null) continue;
    await step(world, match, table);
    return;
  }
  throw new Error(`There is no such step: ${text}`);
}

/** What does not concern a provider of ours, by tag. */
const notOurs: Readonly<Record<string, string>> = {
  '@reason-codes-cached': 'flags are evaluated in the process: there is nothing to be cached',
  '@async': 'the SDK of browsers evaluates at once',
};

describe.each([
  ['servers', serverSdk, ['@reason-codes-cached']],
  ['browsers', webSdk, ['@reason-codes-cached', '@async']],
] as const)("OpenFeature's specification, by the SDK of %s", (_, sdk, skipped) => {
  describe.each(['evaluation_v2', 'hooks', 'metadata'])('%s', (feature) => {
    for (const { name, tags, steps: said } of scenariosOf(feature)) {
      const why = tags.find((tag) => skipped.some((one) => one === tag));
      const words = said.slice(1).map(({ text }) => text.replaceAll('"', ''));
      const title = `${name}: ${words.find((text) => text.includes('-flag')) ?? said.map(({ text }) => text).join(', ')}`;
      test.skipIf(why !== undefined)(why === undefined ? title : `${title} (${notOurs[why]})`, async () => {
        const world = new World(sdk());
        for (const step of said) await take(world, step);
      });
    }
  });
});
