import {
  AsyncLocalStorageTransactionContextPropagator,
  type EvaluationContext,
  type Hook,
  OpenFeature,
} from '@openfeature/server-sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flagsFromObject } from '../../../src/runtime/index.ts';
import { ToolwrightProvider } from '../../../src/runtime/openFeature/server.ts';
import { scenariosOf } from './features.ts';

/** Our provider, which also keeps the context that it was asked with. */
class RetrievingProvider extends ToolwrightProvider {
  context: EvaluationContext = {};

  override resolveBooleanEvaluation(key: string, fallback: boolean, context: EvaluationContext) {
    this.context = context;
    return super.resolveBooleanEvaluation(key, fallback, context);
  }
}

const levels = ['API', 'Transaction', 'Client', 'Invocation', 'Before Hooks'] as const;
type Contexts = Record<(typeof levels)[number], Record<string, string>>;

let provider: RetrievingProvider;

beforeEach(async () => {
  OpenFeature.setTransactionContextPropagator(new AsyncLocalStorageTransactionContextPropagator());
  provider = new RetrievingProvider(flagsFromObject({ flags: {} }));
  await OpenFeature.setProviderAndWait('merging', provider);
});

afterEach(async () => {
  OpenFeature.setContext({});
  await OpenFeature.clearProviders();
});

/** Evaluates with a context at each level. */
function evaluate(contexts: Contexts): Promise<unknown> {
  OpenFeature.setContext(contexts.API);
  const client = OpenFeature.getClient('merging').setContext(contexts.Client);
  const hook: Hook = { before: () => contexts['Before Hooks'] };
  return new Promise((resolve, reject) => {
    OpenFeature.setTransactionContext(contexts.Transaction, () => {
      client.getBooleanDetails('some-flag', false, contexts.Invocation, { hooks: [hook] }).then(resolve, reject);
    });
  });
}

describe("OpenFeature's specification, by the SDK of servers: contextMerging", () => {
  const scenarios = scenariosOf('contextMerging').map(
    (scenario, at) => [`${scenario.name} (${at + 1})`, scenario] as const,
  );

  test.each(scenarios)('%s', async (_, { steps }) => {
    const contexts: Contexts = { API: {}, Transaction: {}, Client: {}, Invocation: {}, 'Before Hooks': {} };
    let order: readonly string[] = [];
    for (const { text, table } of steps) {
      const [one, two, three] = [...text.matchAll(/"([^"]*)"/g)].map(([, said = '']) => said);
      const set = (level: string, key = '', value = '') => {
        contexts[level as keyof Contexts][key] = value;
      };
      if (text.startsWith('A context entry')) set(three ?? '', one, two);
      else if (text.startsWith('A table')) order = table.map(([level = '']) => level);
      else if (text.startsWith('Context entries')) {
        for (const level of order.slice(0, order.indexOf(one ?? '') + 1)) set(level, two, level);
      } else if (text === 'Some flag was evaluated') await evaluate(contexts);
      else if (text.startsWith('The merged context')) expect(provider.context[one ?? '']).toBe(two);
      else expect(text).toBe('a stable provider with retrievable context is registered');
    }
  });
});
