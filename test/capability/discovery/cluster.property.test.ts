import { expect, test } from 'vitest';
import { clusterRequests } from '../../../src/capability/discovery/requests/cluster.ts';
import { signatureOf } from '../../../src/capability/discovery/requests/structure.ts';
import type { RecordedRequest } from '../../../src/protocol/index.ts';
import fc from '../../support/fastCheck.ts';
import { recorded } from './requests.ts';

const words = [
  'convert',
  'turn',
  'sort',
  'remove',
  'dates',
  'lines',
  'csv',
  'json',
  'to',
  'from',
  'into',
  'iso',
  'the',
  'title',
  'titels',
  'selection',
];
const text = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => parts.join(' '));
const failure = fc.oneof(
  { weight: 5, arbitrary: text.map((request) => ({ request, outcome: 'missing_handler' as const })) },
  { weight: 1, arbitrary: text.map((request) => ({ request, outcome: 'error' as const, name: 'sorter' })) },
);
const requests = fc
  .array(failure, { maxLength: 25 })
  .map((all) => all.map(({ request, ...rest }, at) => recorded(at + 1, request, rest)));

const shape = (all: readonly RecordedRequest[]) =>
  clusterRequests(all).map(({ key, requests: members }) => ({ key, ids: members.map(({ id }) => id) }));

test('the order in which requests are given does not matter', () => {
  fc.assert(
    fc.property(
      requests.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(shape(shuffled)).toEqual(shape(all));
      },
    ),
  );
});

test('requests that come later move none that came before, and change no identity', () => {
  fc.assert(
    fc.property(requests, fc.nat(25), (all, count) => {
      const before = shape(all.slice(0, count));
      const after = shape(all);
      for (const [at, { key, ids }] of before.entries()) {
        expect(after[at]?.key).toBe(key);
        expect(after[at]?.ids.slice(0, ids.length)).toEqual(ids);
      }
    }),
  );
});

test('each request is in one cluster, equal texts in the same, and identities are unique', () => {
  fc.assert(
    fc.property(requests, (all) => {
      const clusters = clusterRequests(all);
      expect(clusters.flatMap((one) => one.requests.map(({ id }) => id)).sort((a, b) => a - b)).toEqual(
        all.map(({ id }) => id),
      );
      expect(new Set(clusters.map(({ key }) => key)).size).toBe(clusters.length);
      const homes = new Map<string, number>();
      for (const [at, cluster] of clusters.entries()) {
        for (const { request, outcome } of cluster.requests) {
          const known = homes.get(`${outcome} ${request.text}`);
          if (known !== undefined) expect(at).toBe(known);
          homes.set(`${outcome} ${request.text}`, at);
        }
      }
    }),
  );
});

test('what is clustered wants the same formats and the same action, where both say which', () => {
  fc.assert(
    fc.property(requests, (all) => {
      for (const { tried, signature, requests: members } of clusterRequests(all)) {
        if (tried !== undefined) continue;
        for (const { request } of members) {
          const { structure } = signatureOf(request.text);
          for (const part of ['action', 'from', 'to'] as const) {
            if (structure[part] === undefined || signature.structure[part] === undefined) continue;
            expect(structure[part]).toBe(signature.structure[part]);
          }
        }
      }
    }),
  );
});
