import { expect, test } from 'vitest';
import { readPackage, scaffold } from '#capability/package';
import { createRouter } from '#capability/router';
import type { CapabilityRequest } from '#protocol';
import { chosenIntents, unserved } from '../../../../src/capability/synthesis/intents/choose.ts';
import { type Asked, proposedIntents } from '../../../../src/capability/synthesis/intents/propose.ts';
import fc from '../../../support/fastCheck.ts';
import { capability, textInput } from './capabilities.ts';

const asking = ({ text, input }: Asked): CapabilityRequest => ({
  text,
  ...(input === undefined ? {} : { input }),
  user: { id: 'ada' },
  origin: 'editor',
});

test('an intent that would take a request from another capability goes; the others stay', () => {
  const others = [capability('iso-dates', ['convert dates to ISO'])];
  const served = [{ text: 'convert dates to ISO', input: { selection: 'x' } }];
  const greedy = capability('times', ['convert dates to ISO', 'write times in twelve hours']);
  expect(chosenIntents(greedy, { others, served })).toEqual({ intents: ['write times in twelve hours'], stolen: [] });
});

test('what cannot be had without taking is said', () => {
  const others = [capability('iso-dates', ['convert dates to ISO'])];
  const served = [{ text: 'convert dates to ISO', input: { selection: 'x' } }];
  const { stolen } = chosenIntents(capability('times', ['convert dates to ISO']), { others, served });
  expect(stolen).toEqual([{ text: 'convert dates to ISO', from: 'iso-dates' }]);
});

test('a request leads to it also where only its words were recorded, but not where its input is none that fits', () => {
  const initials = capability('initials', ['write names as initials']);
  const requests = [{ text: 'write names as initials' }, { text: 'write names as initials', input: { selection: 7 } }];
  expect(unserved(initials, requests, [])).toEqual(requests.slice(1));
});

test('requests that nobody serves today are no one’s to take', () => {
  const own = capability('times', ['convert times']);
  expect(chosenIntents(own, { others: [], served: [{ text: 'convert times' }] }).stolen).toEqual([]);
});

const verbs = ['convert', 'sort', 'count', 'remove', 'format', 'extract'];
const objects = ['dates', 'names', 'empty lines', 'prices', 'imports', 'table rows', 'the words'];
const endings = ['', ' to ISO', ' as JSON', ' alphabetically', ' in the selection', ' of the file', ' "a b"'];
const request = fc
  .tuple(fc.constantFrom(...verbs), fc.constantFrom(...objects), fc.constantFrom(...endings), fc.boolean())
  .map(([verb, object, ending, atHand]): Asked => {
    const text = `${verb} ${object}${ending}`;
    return atHand ? { text, input: { selection: 'some text', file: 'some text' } } : { text };
  });

test('no request that is served today is lost, whatever is asked for; and its own requests are served, or named', () => {
  const workspace = fc.array(fc.uniqueArray(request, { minLength: 1, maxLength: 3, selector: ({ text }) => text }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(
      workspace,
      fc.array(request, { minLength: 1, maxLength: 4 }),
      fc.array(request),
      (groups, own, more) => {
        const others = groups.map((requests, at) => capability(`other-${at}`, proposedIntents(requests, textInput)));
        const served = [...groups.flat(), ...more];
        const proposed = capability('new', proposedIntents(own, textInput));
        const { intents, stolen } = chosenIntents(proposed, { others, served });
        const chosen = { ...proposed, manifest: { ...proposed.manifest, intents } };
        const [before, after] = [createRouter(others), createRouter([...others, chosen])];
        const lost = served.filter((asked) => {
          const [was, is] = [before.route(asking(asked)), after.route(asking(asked))];
          return was.kind === 'matched' && !(is.kind === 'matched' && is.name === was.name);
        });
        expect(new Set(lost.map(({ text }) => text))).toEqual(new Set(stolen.map(({ text }) => text)));
        const named = unserved(chosen, own, others);
        for (const asked of own) {
          const route = after.route(asking(asked));
          const isClear = route.kind === 'matched' || (route.kind === 'error' && asked.input === undefined);
          expect(named.includes(asked) || (isClear && route.name === 'new')).toBe(true);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('alone in a workspace, a capability is found by each of its requests that came with a text', () => {
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 5 }), (requests) => {
      const asked = requests.map(({ text }) => ({ text, input: { selection: 'some text', file: 'some text' } }));
      const made = capability('new', proposedIntents(asked, textInput));
      expect(unserved(made, asked, [])).toEqual([]);
      const draft = {
        ...made,
        description: 'New.',
        source: 'export {};',
        manifest: { ...made.manifest, title: 'New' },
      };
      expect(readPackage('new', scaffold(draft)).state).toBe('valid');
    }),
    { numRuns: 150 },
  );
});
